"""The gate: quotes are placed, and a statement passes when it agrees with them."""

import itertools
import json
from pathlib import Path

import pytest

from bot.domain.base import single_line
from bot.domain.evidence import Origin, Passage
from bot.evidence.gate import Fault, FaultKind, disagreement, locate
from bot.evidence.sentences import split_sentences
from tests.builders import ABSTRACT, text

ROOT = Path(__file__).resolve().parents[2]
TITLE = "Shears: Pruning without Regret"


def kind(statement: str, *quotes: str) -> FaultKind | None:
    fault = disagreement(statement, quotes, [TITLE])
    return None if fault is None else fault.kind


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        (
            "추가 학습 없이 가중치의 40%를 제거",
            "a training-free method that removes 40% of the weights",
        ),
        (
            "기존 가지치기 방법보다 2.5점 높습니다",
            "outperforms prior pruning methods by 2.5 points",
        ),
        (
            "파라미터 10억 개 미만 모델에는 효과가 없음",
            "It does not help models below 1B parameters",
        ),
        ("세 벤치마크에서 Shears를 평가", "Experiments on three benchmarks show that it works"),
        ("두 모델 모두에서 학습 속도를 2배 높임", "It doubles the training speed of both models"),
        ("LLaMA, Mistral, Qwen 세 모델에서 검증", "We validate it on LLaMA, Mistral, and Qwen"),
        ("120만 개 예제로 된 데이터셋 공개", "We release a dataset of 1.2 million examples"),
        ("정확도를 유지하며 메모리를 30% 절감", "It cuts memory by 30% and does not hurt accuracy"),
        ("80GB GPU 8장으로 24시간 학습", "Training takes 24 hours on eight 80GB GPUs"),
        ("두 번째 단계에서 보상 모델을 학습", "In the second stage, a reward model is trained"),
        ("데이터가 적으면 일반화가 어렵습니다", "It does not generalize when data is scarce"),
        (
            "중복 데이터 때문인 것으로 보입니다",
            "These results suggest that duplicated data is the cause",
        ),
        ("정확도가 4.1%p 상승", "accuracy rises by 4.1 percentage points"),
        ("압축률 2~3배를 손실 없이 달성", "compression ratios of 2-3x without any loss"),
        ("Shears는 LLM을 대상으로 함", "the method is made for large language models"),
        ("追加学習なしで重みの40%を削減", "a training-free method that removes 40% of the weights"),
        ("三つの段階で3次元再構成を行う", "3D reconstruction in three stages"),
        ("2.5ポイント上回る", "outperforms it by 2.5 points"),
        ("三个基准上提升2.5个百分点", "gains of 2.5 percentage points on three benchmarks"),
        ("数据集包含一百二十万个样本", "a dataset of 1.2 million samples"),
        ("Shears outperforms prior methods.", "Shears outperforms prior methods by 2.5 points"),
        ("정확도가 4.1%p 상승", "a 4.1-point gain in accuracy"),
        ("비용을 3분의 1로 줄임", "it needs a third of the cost"),
        ("10배 빠름", "it is an order of magnitude faster"),
        ("세 데이터셋에서 평가", "In this work, we evaluate on SQuAD, MATH, and AIME"),
        ("三つのデータセットで評価", "We evaluate on SQuAD (easy), MATH (hard) and AIME"),
        ("수백 개의 데이터셋에서 평가", "It was tested on 350 datasets"),
    ],
)
def test_a_good_paraphrase_passes(statement: str, quote: str) -> None:
    """A gate that refuses what is well said leaves the reader with nothing."""
    assert kind(statement, quote) is None


@pytest.mark.parametrize(
    ("statement", "quote", "fault"),
    [
        ("가중치의 45%를 제거", "it removes 40% of the weights", "number"),
        ("가중치 40개를 제거", "it removes 40% of the weights", "number"),
        ("정확도가 4.1% 상승", "accuracy rises by 4.1 percentage points", "number"),
        ("정확도가 4.1%p 상승", "accuracy improves by 4.1%", "number"),
        ("네 벤치마크에서 평가", "Experiments on three benchmarks show that it works", "number"),
        ("12만 개 예제로 된 데이터셋", "a dataset of 1.2 million examples", "number"),
        ("40GB 메모리로 동작", "it runs in 40 MB of memory", "number"),
        ("네 가지 모델로 실험", "We fine-tune GPT-4 and nothing else", "number"),
        ("GPT-4보다 우수", "it beats GPT-3 with 4 heads", "name"),
        ("Gemini는 이 방법보다 느림", "prior models are slower than ours", "name"),
        ("RAG 성능 향상", "it improves coverage and leverage", "name"),
        ("1B 미만 모델에도 효과적", "It does not help models below 1B parameters", "denial"),
        ("노이즈에서 정확도를 높이지 못함", "It improves accuracy under noise", "denial"),
        ("긴 문맥에서 성능이 떨어집니다", "Performance may degrade on long contexts", "hedge"),
        ("四つのベンチマークで評価", "evaluated on three benchmarks", "number"),
        ("精度が改善される", "It may improve accuracy", "hedge"),
        ("在十二个基准上评估", "evaluated on two benchmarks", "number"),
        ("该方法需要训练", "The method does not require training", "denial"),
        ("It removes all the weights of GPT-4.", "it removes all the weights", "name"),
        ("비용을 40% 줄임", "it cuts the cost by up to 40%", "number"),
        ("수천 개의 데이터셋에서 평가", "It was tested on 350 datasets", "number"),
        ("비용을 3분의 1로 줄임", "it needs two thirds of the cost", "number"),
        ("네 데이터셋에서 평가", "We evaluate on SQuAD, MATH and AIME", "number"),
        ("정확도가 4.1% 감소", "accuracy rises by 4.1%", "denial"),
        ("모든 벤치마크에서 개선", "It improves on all benchmarks except MATH", "denial"),
        ("Llama outperforms prior methods.", "Qwen outperforms prior methods", "name"),
    ],
)
def test_what_says_other_than_its_quote_is_refused(statement: str, quote: str, fault: str) -> None:
    """Each statement is one word away from a true one; the reader could not tell."""
    assert kind(statement, quote) == fault


def test_all_quotes_together_back_a_statement() -> None:
    """A sentence that joins two facts rests on the quotes of both."""
    statement = "가중치의 40%를 제거하면서 2.5점 높음"

    assert kind(statement, "it removes 40% of the weights") == "number"
    assert kind(statement, "it removes 40% of the weights", "gains of 2.5 points") is None


def test_a_denial_in_one_quote_does_not_bind_what_another_backs() -> None:
    """Two claims under one sentence: the sentence may take up the affirmative one alone."""
    quotes = ["it removes 40% of the weights", "it does not help models below 1B"]

    assert kind("가중치의 40%를 제거", *quotes) is None
    assert kind("1B 미만 모델에도 효과적", *quotes) == "denial"


def test_the_fault_tells_what_to_mend() -> None:
    """The detail goes back to the model, which repairs by it."""
    fault = disagreement("Gemini보다 3만 배 빠름", ["It is faster"])

    assert fault == Fault(FaultKind.NUMBER, "the number 30000x is not in its quotes")


def test_a_quote_is_placed_in_its_passage() -> None:
    """The reader is led to section and offset; offsets count from the start of the section."""
    evidence = locate(["a training-free method", "does not help models"], text())

    assert not isinstance(evidence, Fault)
    assert [ABSTRACT[e.start : e.end] for e in evidence] == [e.quote for e in evidence]
    assert {(e.origin, e.section) for e in evidence} == {(Origin.PAPER, "Abstract")}


def test_the_quote_shown_is_the_papers_own_text() -> None:
    """The model's copy may differ in quotation marks; what is shown is what stands there."""
    evidence = locate(
        ['the "lost in the middle" effect'], text("See the “lost in the middle” effect.")
    )

    assert not isinstance(evidence, Fault)
    assert evidence[0].quote == "the “lost in the middle” effect"


@pytest.mark.parametrize(
    ("quotes", "fault"),
    [
        ([], "no_quote"),
        (["Shears removes 50% of the weights"], "not_verbatim"),
        (["We propose Shears", "a method nobody wrote"], "not_verbatim"),
        (["We propose Shears … in four steps"], "not_verbatim"),
        (["prior pruning"], "not_verbatim"),
        (["Shears " * 400], "not_verbatim"),
        ([""], "not_verbatim"),
    ],
)
def test_quotes_that_are_none_are_refused(quotes: list[str], fault: str) -> None:
    """One bad quote spoils the claim; two words can be found in any paper."""
    found = locate(quotes, text())

    assert isinstance(found, Fault)
    assert found.kind == fault


def test_a_short_line_of_the_record_may_be_quoted_whole() -> None:
    """A line such as "Version: v2" has two words and is all that the record says of it."""
    record = Passage(origin=Origin.ARXIV_RECORD, section="arXiv record", text="Version: v2")
    paper_text = text(passages=(record,))

    assert not isinstance(locate(["Version: v2"], paper_text), Fault)


def test_a_sample_is_never_evidence() -> None:
    """The bundled day's text is ours, so nothing may be claimed of the paper by it."""
    sample = Passage(origin=Origin.SAMPLE, section="Abstract", text=ABSTRACT)

    assert isinstance(locate(["We propose Shears"], text(passages=(sample,))), Fault)


@pytest.mark.slow
def test_every_real_sentence_backs_itself(shared_data: Path) -> None:
    """A statement that is its quote, whatever researchers write, agrees with it and is found."""
    for day in sorted((shared_data / "hf").glob("20*.json"))[::6]:
        for entry in json.loads(day.read_text(encoding="utf-8")):
            abstract = single_line(entry["paper"].get("summary") or entry["summary"])
            for start, end in split_sentences(abstract):
                sentence = abstract[start:end]
                assert disagreement(sentence, [sentence]) is None, sentence


@pytest.mark.slow
def test_real_sentences_agree_with_their_surroundings(shared_data: Path) -> None:
    """A quote may hold the sentences beside it; nearly no true statement is refused for that."""
    refused = asked = 0
    for day in sorted((shared_data / "hf").glob("20*.json"))[::6]:
        for entry in json.loads(day.read_text(encoding="utf-8")):
            abstract = single_line(entry["paper"].get("summary") or entry["summary"])
            sentences = [abstract[start:end] for start, end in split_sentences(abstract)]
            for before, sentence in itertools.pairwise(sentences):
                asked += 1
                refused += disagreement(sentence, [f"{before} {sentence}"]) is not None

    assert asked > 500
    assert refused <= asked / 1_000


@pytest.mark.parametrize(
    ("sentence", "cut", "statement"),
    [
        (
            "It does not help models below 1B parameters.",
            "help models below 1B parameters",
            "Shears helps models below 1B parameters.",
        ),
        (
            "There is no evidence that Shears speeds up training.",
            "Shears speeds up training",
            "Shears speeds up training.",
        ),
        ("It may improve the recall of rare words.", "improve the recall of rare words",
         "It improves the recall of rare words."),
    ],
)  # fmt: skip
def test_a_quote_cannot_leave_its_denial_behind(sentence: str, cut: str, statement: str) -> None:
    """Cut words would say the opposite: the quote grows to its whole sentence."""
    read = text(f"We propose Shears. {sentence} It is fast.")

    found = locate([cut], read)

    assert not isinstance(found, Fault)
    assert found[0].quote == sentence
    assert disagreement(statement, [e.quote for e in found]) is not None


def test_a_quote_of_a_plain_sentence_stays_as_it_is() -> None:
    """Short quotes are easier to check."""
    found = locate(["removes 40% of the weights"], text("Shears removes 40% of the weights today."))

    assert not isinstance(found, Fault)
    assert found[0].quote == "removes 40% of the weights"


@pytest.mark.parametrize(
    "cut",
    [
        "2 of the data is",
        "5 steps are enough",
        "0.05 in all tests",
        "at a rate of 3",
        "uses 1 000",
        "000 images in all",
    ],
)
def test_a_quote_cannot_cut_what_changes_its_number(cut: str) -> None:
    """1/2 is not 2, 10^5 not 5, and below 0.05 not 0.05."""
    read = text(
        "Only 1/2 of the data is used. About 10^5 steps are enough. It is < 0.05 in all tests. "
        "It learns at a rate of 3 × 10^{-4} and uses 1 000 000 images in all."
    )

    assert isinstance(locate([cut], read), Fault)


@pytest.mark.parametrize(
    ("statement", "quote", "agrees"),
    [
        ("비용을 절반으로 줄였습니다.", "it halves the cost", True),
        ("비용을 절반으로 줄였습니다.", "it cuts the cost by 50%", True),
        ("コストを半分にした。", "it needs half of the memory", True),
        ("비용을 절반으로 줄였습니다.", "it cuts the cost by 40%", False),
        ("It needs half of the memory.", "it needs less memory", False),
        ("成本减半。", "it cuts the cost", False),
        ("It trains in half-precision.", "it trains in FP16", True),
        ("It trains in half precision.", "it trains in FP16", True),
        ("비용을 50% 줄였습니다.", "it halves the cost", True),
        ("트랜스포머를 기반으로 합니다.", "It is based on a transformer.", True),
        ("전반으로 성능이 향상되었습니다.", "It improves performance overall.", True),
        ("统一半监督学习框架", "a unified semi-supervised learning framework", True),
        ("3차원 장면을 복원합니다.", "It reconstructs 3D scenes.", True),
    ],
)
def test_a_half_is_a_number_without_digits(statement: str, quote: str, *, agrees: bool) -> None:
    """No numeral shows it, in any of the languages."""
    assert (disagreement(statement, [quote], ["Shears in FP16"]) is None) is agrees


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "a, ",
        "(a, ",
        "1 ",
        "1.1.",
        "1-",
        "三百",
        "이백",
        "1/2 ",
        "up to 4% ",
        "half ",
        "e\u0301",
        "⁹",
        "[1,",
        "A | 1 ; ",
        "1 000 ",
        "10 × 10",
        "$1",
        "개의 ",
    ],
)
def test_a_hostile_text_is_checked_in_one_pass(piece: str) -> None:
    """What grows with the square of a text would hold the bot up for minutes here."""
    hostile = (piece * 20_000)[:20_000]

    assert disagreement(hostile, [hostile]) is None


def test_a_quote_of_nothing_but_hyphens_is_given_up() -> None:
    """Every place of such a text is nearly right and has to be compared letter by letter."""
    assert isinstance(locate(["a-" * 999 + "aa"], text("a- " * 6_000)), Fault)


def test_the_documented_examples_are_true() -> None:
    """docs/evidence.md tells people what to expect; each line of its table is tried."""
    lines = (ROOT / "docs" / "evidence.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if "|" in line]
    examples = rows[2:]

    told = [verdict.partition(": ")[2] or None for _, _, verdict in examples]

    assert len(examples) > 10
    assert told == [kind(statement, quote) for statement, quote, _ in examples]


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("글자 826,987개로 구성됩니다.", "It contains 826,987 characters."),
        ("GPU 8개로 학습했습니다.", "We train on 8 GPUs."),
        ("A100 GPU 8대로 이틀간 학습했습니다.", "We train for two days on 8 A100 GPUs."),
        ("세 에폭 동안 학습했습니다.", "It is trained for 3 epochs."),
        ("파라미터 수는 70억 개입니다.", "It has 7B parameters."),
        ("토큰 1조 개로 학습했습니다.", "It is trained on 1 trillion tokens."),
        ("11명 중 8명(72.7%)이 중증이었습니다.", "8 (72.7%) of the 11 patients were severe."),
        ("다섯 번의 시드로 평균을 냈습니다.", "All are means over five random seeds."),
        ("A100 한 장으로 11분이면 됩니다.", "It takes 11 minutes on a single A100 GPU."),
        ("처리량이 두 배입니다.", "It doubles the throughput."),
    ],
)
def test_counts_as_koreans_say_them_agree(statement: str, quote: str) -> None:
    """The noun comes first and a counter after the number."""
    assert disagreement(statement, [quote]) is None
