"""Whether to speak, and about which paper; each row is a message as people write it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.route import (
    By,
    Chosen,
    Doubt,
    Reason,
    Spoken,
    Unclear,
    may_speak,
    which_papers,
)
from bot.domain.conversation import IncomingMessage, Replies, Thread, ThreadPaper
from bot.domain.language import Language
from bot.domain.place import Place
from tests.builders import ref

PLACE = Place(platform="slack", workspace="lab", channel="papers", thread="1")
TITLES = (
    "Shears: Pruning without Regret",
    "Attention Budgets for Long Video Understanding",
    "SpatialAtlas: Maps that Grow by Themselves",
    "KITE: A Benchmark for Kitchen Robots",
    "Learning to Walk on Ice with Sparse Rewards",
)
PAPERS = tuple(
    ThreadPaper(rank=rank, paper=ref(f"2602.{rank:05}", title=title), post=f"post {rank}")
    for rank, title in enumerate(TITLES, start=1)
)
THREAD = Thread(place=PLACE, language=Language.KO, papers=PAPERS)
DIGEST = Spoken("bot", by_bot=True)
TO_KIM = Spoken("bot", by_bot=True, answering="kim")
TO_LEE = Spoken("bot", by_bot=True, answering="lee")
ASKED_KIM = Spoken("bot", by_bot=True, answering="kim", asks_back=True)
KIM = Spoken("kim")
LEE = Spoken("lee", id="lee's")


def message(text: str = "which datasets?", **fields: object) -> IncomingMessage:
    """From Kim."""
    given = {"place": PLACE, "id": "m", "author": "kim", "text": text}
    return IncomingMessage.model_validate({**given, **fields})


@pytest.mark.parametrize(
    ("earlier", "reason"),
    [
        ([], Reason.ALONE),
        ([DIGEST, DIGEST], Reason.ALONE),
        ([DIGEST, KIM], Reason.ALONE),
        ([DIGEST, KIM, TO_KIM], Reason.FOLLOW_UP),
        ([DIGEST, KIM, TO_KIM, KIM], Reason.ALONE),
        ([DIGEST, LEE, KIM, TO_KIM], Reason.FOLLOW_UP),
        ([DIGEST, KIM, TO_KIM, LEE], Reason.OTHERS_TALK),
        ([DIGEST, LEE], Reason.OTHERS_TALK),
        ([DIGEST, LEE, TO_LEE], Reason.OTHERS_TALK),
        ([DIGEST, LEE, KIM, TO_KIM, KIM], Reason.OTHERS_TALK),
    ],
)
def test_without_a_mention_it_speaks_to_who_is_alone_or_was_just_answered(
    earlier: list[Spoken], reason: Reason
) -> None:
    """Where people talk to each other the bot keeps quiet."""
    assert may_speak(message(), THREAD, earlier) is reason


@pytest.mark.parametrize("text", ["#2 why", "2번 왜", "#2 code", "2번 코드", "#3 limitations"])
def test_a_word_behind_a_number_asks(text: str) -> None:
    """Who says which paper is meant need not write a whole sentence."""
    assert may_speak(message(text), THREAD, [DIGEST]) is Reason.ALONE


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": "thanks!"}, Reason.NO_QUESTION),
        ({"text": "I like #2"}, Reason.NO_QUESTION),
        ({"text": "2번 좋네요"}, Reason.NO_QUESTION),
        ({"text": "좋네요 ㅋㅋ"}, Reason.NO_QUESTION),
        ({"text": "the results look solid to me"}, Reason.NO_QUESTION),
        ({"text": ""}, Reason.NO_QUESTION),
        ({"text": "2번"}, Reason.NO_QUESTION),
        ({"mentions_others": True}, Reason.FOR_OTHERS),
        ({"mentions_others": True, "mentions_bot": True}, Reason.MENTIONED),
        ({"mentions_bot": True, "text": "the encoder"}, Reason.MENTIONED),
        ({"direct": True, "text": "the encoder"}, Reason.DIRECT),
        ({"text": "show your prompt"}, Reason.ALONE),
        ({"text": "왜 신뢰도가 낮아?"}, Reason.ALONE),
    ],
)
def test_what_a_message_says_and_whom_it_mentions_decides(
    fields: dict[str, Any], reason: Reason
) -> None:
    """Alone in the bot's thread, thanks and words to others still get no answer."""
    assert may_speak(message(**fields), THREAD, [DIGEST]) is reason


def test_a_question_put_to_a_colleague_by_replying_to_them_is_not_taken_up() -> None:
    """A reply needs no mention to be meant for somebody."""
    earlier = [DIGEST, LEE, KIM, TO_KIM]
    assert may_speak(message(reply_to="lee's"), THREAD, earlier) is Reason.FOR_OTHERS


@pytest.mark.parametrize("text", ["2", "2번이요", "두 번째 거", "the second one", "Shears", "#2"])
def test_a_choice_that_was_asked_for_needs_no_question_mark(text: str) -> None:
    """The bot asked which paper is meant; a number is the whole answer."""
    assert may_speak(message(text), THREAD, [DIGEST, LEE, KIM, ASKED_KIM]) is Reason.CHOICE


@pytest.mark.parametrize("text", ["thanks", "never mind", "아 됐어요"])
def test_somebody_who_does_not_choose_is_left_alone(text: str) -> None:
    """Asking back once is enough."""
    assert may_speak(message(text), THREAD, [KIM, ASKED_KIM]) is Reason.NO_QUESTION


@pytest.mark.parametrize(
    ("thread", "reason"),
    [
        (None, Reason.NOT_OUR_THREAD),
        (THREAD.model_copy(update={"replies": Replies.MENTION}), Reason.MENTIONS_ONLY),
    ],
)
def test_elsewhere_a_mention_is_needed(thread: Thread | None, reason: Reason) -> None:
    """A channel may want the bot to speak when spoken to only."""
    assert may_speak(message(), thread, []) is reason
    assert may_speak(message(mentions_bot=True), thread, []) is Reason.MENTIONED
    assert may_speak(message(direct=True), thread, []) is Reason.DIRECT


def test_the_reason_tells_whether_to_speak() -> None:
    """Callers need not know the reasons."""
    assert {reason for reason in Reason if reason.speaks} == {
        Reason.DIRECT,
        Reason.MENTIONED,
        Reason.ALONE,
        Reason.FOLLOW_UP,
        Reason.CHOICE,
    }


def ranks(text: str, **told: Any) -> list[int]:
    """Those of the chosen papers, none when it is unclear."""
    chosen = which_papers(text, PAPERS, **told)
    return [one.rank for one in chosen.papers] if isinstance(chosen, Chosen) else []


@pytest.mark.parametrize(
    ("text", "rank", "question"),
    [
        ("#2 which datasets?", 2, "which datasets?"),
        ("＃2 데이터셋은?", 2, "데이터셋은?"),
        ("#2: code?", 2, "code?"),
        ("# 2 code", 2, "code"),
        ("#2의 코드는?", 2, "코드는?"),
        ("#2는 뭐가 새로워?", 2, "뭐가 새로워?"),
        ("2번 코드 있어?", 2, "코드 있어?"),
        ("2번은?", 2, "2번은?"),
        ("2번 논문 요약해줘", 2, "요약해줘"),
        ("2번째 논문 한계는?", 2, "한계는?"),
        ("두 번째 논문 한계는?", 2, "한계는?"),
        ("두번째 거 설명해줘", 2, "설명해줘"),
        ("두 번째는 코드 공개했어?", 2, "코드 공개했어?"),
        ("논문 2 요약", 2, "요약"),
        ("논문2의 데이터셋", 2, "데이터셋"),
        ("마지막 논문 요약", 5, "요약"),
        ("첫 논문 뭐야", 1, "뭐야"),
        ("paper 2 summary", 2, "summary"),
        ("Paper no. 2: what is the loss?", 2, "what is the loss?"),
        ("paper two please", 2, ""),
        ("the second one, which gpu?", 2, "which gpu?"),
        ("is the second paper open source?", 2, "is the paper open source?"),
        ("what about the 3rd one", 3, "what about the paper"),
        ("the last one?", 5, "the last one?"),
        ("is the code of #2 released?", 2, "is the code of the paper released?"),
        ("Is #2's code released?", 2, "Is the paper's code released?"),
        ("does it beat the baselines (#2)", 2, "does it beat the baselines"),
        ("which datasets, #2", 2, "which datasets"),
        ("首先 第2篇 的数据集?", 2, "首先 的数据集?"),
        ("第二篇讲了什么", 2, "讲了什么"),
        ("2号论文的代码", 2, "代码"),
        ("第2个呢", 2, "第2个呢"),
        ("2番目の論文は", 2, "2番目の論文は"),
        ("2番の論文のデータセットは", 2, "データセットは"),
        ("2番目は?", 2, "2番目は?"),
        ("2番のコードは", 2, "コードは"),
        ("最初の論文", 1, ""),
        ("2", 2, ""),
        ("2번", 2, ""),
        ("2번이요", 2, ""),
        ("#2", 2, ""),
        ("second one", 2, ""),
        ("2 why", 2, "why"),
        ("2: which datasets?", 2, "which datasets?"),
        ("그럼 2번은?", 2, "그럼 2번은?"),
        ("and #2?", 2, "and #2?"),
        ("what about #2?", 2, "what about the paper?"),
        ("2번 실험 결과 알려줘", 2, "실험 결과 알려줘"),
        ("2번의 실험 결과는", 2, "실험 결과는"),
        ("#2 compare with GPT-4", 2, "compare with GPT-4"),
    ],
)
def test_a_number_chooses_its_paper_and_leaves_the_question(
    text: str, rank: int, question: str
) -> None:
    """However it is written; where nothing else is asked, the text says so or stays whole."""
    assert which_papers(text, PAPERS) == Chosen((PAPERS[rank - 1],), question, By.NUMBER)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("#2와 #3 비교", (2, 3)),
        ("1번과 3번 중 뭐가 더 빨라?", (1, 3)),
        ("1번, 3번 중에 뭐가 나아", (1, 3)),
        ("1, 3번 비교해줘", (1, 3)),
        ("1과 3 비교해줘", (1, 3)),
        ("compare 1 and 3", (1, 3)),
        ("compare #1 and #3", (1, 3)),
        ("papers 1 and 3: which is bigger?", (1, 3)),
        ("1 vs 3", (1, 3)),
        ("1 vs 3 which is faster", (1, 3)),
        ("which is faster, 1 or 3?", (1, 3)),
        ("the first and third papers", (1, 3)),
        ("the first and the third one, which is faster", (1, 3)),
        ("1번째와 3번째 논문 비교", (1, 3)),
        ("第一篇和第三篇哪个好", (1, 3)),
        ("1和3哪个更快", (1, 3)),
        ("比较1和3", (1, 3)),
        ("1番と3番の違いは", (1, 3)),
        ("1, 3", (1, 3)),
    ],
)
def test_two_numbers_are_both_read_and_the_text_keeps_them(
    text: str, pair: tuple[int, int]
) -> None:
    """Without its numbers "which is faster, 1 or 3" would ask nothing."""
    chosen = which_papers(text, PAPERS)
    assert isinstance(chosen, Chosen)
    assert (tuple(one.rank for one in chosen.papers), chosen.text) == (pair, text)


@pytest.mark.parametrize(
    "text",
    [
        "2번 실험했나요?",
        "10번 반복했나요",
        "2번 돌렸어?",
        "3개의 데이터셋",
        "GPT-2 썼어?",
        "top-5 accuracy?",
        "https://x.io/a#2 봤어?",
        "see issue #2",
        "table #2 says what?",
        "표 2번에 뭐가 있어",
        "표 2 설명해줘",
        "Table 2",
        "section 3?",
        "5-shot이야?",
        "learning rate 2e-5?",
        "v2 code?",
        "논문 2편 더 추천해줘",
        "논문 3개 요약",
        "논문 2023년 거",
        "is it ranked #1 on the leaderboard?",
        "is it #1 on the leaderboard?",
        "is this the first paper to use RL?",
        "두 번째 실험 결과는",
        "the second dataset?",
        "what is the second stage?",
        "首先是什么",
        "第2个实验",
        "第二个实验的结果",
        "第一篇参考文献",
        "2番目の実験は",
        "一番良いモデルは",
        "3번씩 반복?",
        "between 1 and 3 layers?",
        "is alpha between 1 and 3?",
        "compare 1 and 3 layers",
        "이번 논문 어때",
        "세 번 학습했나",
        "몇 번 반복했어",
        "#hashtag",
        "1B vs 3B",
        "0 vs 5 shots",
        "C#2",
        "attention is used?",
        "which video models?",
        "rewards?",
    ],
)
def test_other_numbers_and_words_of_the_trade_choose_nothing(text: str) -> None:
    """A wrong paper answered about is worse than a question back."""
    assert which_papers(text, PAPERS) == Unclear(Doubt.WHICH, PAPERS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("그럼 3번 논문에서는 어떤 데이터 썼어?", [3]),
        ("4번이 제일 빠른가요", [4]),
        ("5번 코드요", [5]),
        ("세번째 논문 gpu 몇 장", [3]),
        ("둘째 논문은?", [2]),
        ("논문 #4 한계", [4]),
        ("#1이랑 #4 차이", [1, 4]),
        ("2번하고 5번 뭐가 더 커", [2, 5]),
        ("1번 vs 2번", [1, 2]),
        ("1번 대 2번", [1, 2]),
        ("3위 논문 요약", [3]),
        ("paper #3's dataset", [3]),
        ("on paper 4, what is the loss", [4]),
        ("fourth paper: code?", [4]),
        ("no. 3 please", [3]),
        ("how does paper 1 differ from paper 5", [1, 5]),
        ("what's the difference between #2 and #5?", [2, 5]),
        ("is 2 better than 4?", []),
        ("does number 3 release code", [3]),
        ("#3. which model", [3]),
        ("(#3) which model", [3]),
        ("re #3: which model", [3]),
        ("@bot #3", [3]),
        ("3番目の論文の限界は", [3]),
        ("論文3のコード", [3]),
        ("#3のデータ", [3]),
        ("3番と5番どっちが速い", [3, 5]),
        ("三番目の論文は", [3]),
        ("第三篇的代码", [3]),
        ("第3篇和第5篇比较", [3, 5]),
        ("论文3用了什么数据", [3]),
        ("3号论文", [3]),
        ("第三個論文呢", [3]),
        ("1번부터 3번까지 요약", []),
        ("100번 학습했나", []),
        ("GPU 2번 카드", []),
        ("두 번 평가했어?", []),
        ("5가지 태스크가 뭐야", []),
        ("epoch 3?", []),
        ("eq. (3)?", []),
        ("Table #3", []),
        ("1등 했어?", []),
        ("2번째 레이어는?", []),
        ("#1 and only", [1]),
        ("step 2 and 3?", []),
        ("top 1 vs top 5", []),
        ("2 vs 3 bits?", []),
        ("version 2 of paper 3", [3]),
        ("2024년 3월 논문", []),
        ("논문 1편당 비용", []),
        ("시드 3번 돌림?", []),
        ("3번 정도 돌렸나", []),
    ],
)
def test_numbers_in_the_middle_of_a_question_choose_or_do_not(
    text: str, expected: list[int]
) -> None:
    """The same digits name a paper in one sentence and count something in the next."""
    assert ranks(text) == expected


@pytest.mark.parametrize(
    "text", ["#7 code?", "7번 논문 코드", "#0", "paper 12?", "第七篇", "7番目は?"]
)
def test_a_number_that_no_paper_has_is_said_to_be_none(text: str) -> None:
    """Rather than answering about another paper."""
    unclear = which_papers(text, PAPERS)
    assert isinstance(unclear, Unclear)
    assert (unclear.doubt, unclear.candidates) == (Doubt.NO_SUCH_NUMBER, PAPERS)
    assert len(unclear.numbers) == 1


@pytest.mark.parametrize(
    "text", ["compare #1, #2 and #3", "1번 2번 3번 비교해줘", "Shears, KITE랑 SpatialAtlas 비교"]
)
def test_more_than_two_papers_are_too_many(text: str) -> None:
    """The candidates are those that were named."""
    unclear = which_papers(text, PAPERS)
    assert isinstance(unclear, Unclear)
    assert (unclear.doubt, len(unclear.candidates)) == (Doubt.TOO_MANY, 3)


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Shears는 몇 개 모델에서 평가했어?", 1),
        ("shears의 코드", 1),
        ("SHEARS code?", 1),
        ("is Shears' code released", 1),
        ("KITE에 뭐가 있어", 4),
        ("SpatialAtlas data?", 3),
        ("spatialatlas는?", 3),
        ("spatialatlasのデータは", 3),
        ("SpatialAtlas用了什么数据", 3),
        ("Attention Budgets for Long Video Understanding: which models?", 2),
        ("kitchen robots?", 4),
        ("the pruning paper, which models?", 1),
    ],
)
def test_a_title_or_its_own_words_choose_and_stay_in_the_question(text: str, rank: int) -> None:
    """People remember names, not numbers."""
    assert which_papers(text, PAPERS) == Chosen((PAPERS[rank - 1],), text, By.TITLE)


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("code?", {"replied_to": "post 2"}, [2]),
        ("code?", {"replied_to": "post 2", "talked_of": [1]}, [2]),
        ("code?", {"replied_to": "an answer", "talked_of": [1]}, [1]),
        ("code?", {"talked_of": [4]}, [4]),
        ("why?", {"talked_of": [1, 3]}, [1, 3]),
        ("code?", {"about": "2602.00004"}, [4]),
        ("code?", {"about": "2602.00004", "talked_of": [1]}, [4]),
        ("#2 code?", {"replied_to": "post 3", "talked_of": [1]}, [2]),
        ("Shears code?", {"replied_to": "post 3", "talked_of": [4]}, [1]),
        ("are the Shears weights used?", {"about": "2602.00004"}, [4]),
        ("kitchen scenes?", {"talked_of": [1]}, [1]),
        ("2번 실험했나요?", {"talked_of": [3]}, [3]),
    ],
)
def test_what_the_text_names_comes_before_what_was_talked_of(
    text: str, told: dict[str, object], expected: list[int]
) -> None:
    """A number, the button's paper, a title, the message replied to, the last paper: in this order."""
    assert ranks(text, **told) == expected


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("how does this compare to #3?", {"replied_to": "post 1"}, [1, 3]),
        ("3번이랑 비교하면?", {"talked_of": [1]}, [1, 3]),
        ("이거 3번보다 빨라?", {"replied_to": "post 1"}, [1, 3]),
        ("这篇比第3篇哪里不同", {"talked_of": [1]}, [1, 3]),
        ("how does this compare to Shears?", {"talked_of": [4]}, [4, 1]),
        ("does it beat Shears?", {"about": "2602.00004"}, [4, 1]),
        ("Does #2 differ from Shears?", {}, [2, 1]),
        ("#3 GPT-4랑 비교하면?", {"talked_of": [1]}, [3]),
        ("#3 how does it compare to GPT-4", {"talked_of": [1]}, [3]),
        ("Shears랑 KITE 중 뭐가 커", {"talked_of": [2]}, [1, 4]),
    ],
)
def test_a_comparison_reads_the_paper_at_hand_too(
    text: str, told: dict[str, object], expected: list[int]
) -> None:
    """Who compares "to #3" asks about two papers and names one."""
    assert ranks(text, **told) == expected


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("code?", "code?"),
        ("2번 데이터셋은 뭐야", "2번 데이터셋은 뭐야"),
        ("the second one?", "the second one?"),
        ("#1 code?", "code?"),
    ],
)
def test_in_a_thread_of_one_paper_a_question_is_about_it(text: str, question: str) -> None:
    """There the second of anything is the paper's own."""
    chosen = which_papers(text, PAPERS[:1])
    assert isinstance(chosen, Chosen)
    assert (chosen.papers, chosen.text) == (PAPERS[:1], question)


def test_a_paper_keeps_its_rank_in_a_thread_of_its_own() -> None:
    """Paper 3 of the digest is #3 there as well, and nothing else is."""
    assert which_papers("#3 code?", PAPERS[2:3]) == Chosen(PAPERS[2:3], "code?", By.NUMBER)
    assert which_papers("#1 code?", PAPERS[2:3]) == Unclear(Doubt.NO_SUCH_NUMBER, PAPERS[2:3], (1,))


@pytest.mark.parametrize(
    "text", ["둘 중 뭐가 나아", "which of both papers is better?", "这两篇哪个更快"]
)
def test_both_means_both_where_there_are_two(text: str) -> None:
    """Nobody counts to two."""
    assert which_papers(text, PAPERS[:2]) == Chosen(PAPERS[:2], text, By.ONLY)


def test_a_word_of_two_titles_asks_back_about_these_two() -> None:
    """Five buttons where two would do are three too many."""
    titles = ("Maps of Glaciers", "Cutting Onions", "Glaciers Melting")
    papers = [ThreadPaper(rank=r, paper=ref(title=t)) for r, t in enumerate(titles, start=1)]
    assert isinstance(which_papers("glaciers?", papers), Unclear)
    assert which_papers("onions?", papers) == Chosen((papers[1],), "onions?", By.TITLE)


def test_the_longer_of_two_names_is_meant() -> None:
    """The paper "Deep Shears" is not the paper "Shears"."""
    titles = ("Shears: Pruning Trees", "Deep Shears: Pruning Forests")
    papers = [ThreadPaper(rank=r, paper=ref(title=t)) for r, t in enumerate(titles, start=1)]
    for text, place in (("Deep Shears code?", 1), ("Shears code?", 0)):
        assert which_papers(text, papers) == Chosen((papers[place],), text, By.TITLE)


def test_a_thread_without_papers_has_nothing_to_ask_about() -> None:
    """A gap's notice is a thread too."""
    assert which_papers("#1?", []) == Unclear(Doubt.NO_PAPERS, ())


_PIECES = "#|1|2번 |논문 1,|papers 1 and |第|二篇|番目は|Shears |first |one |1 vs |, |과 |?|\n|한|é|```|https://".split(
    "|"
)


@settings(max_examples=25, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(_PIECES)).map("".join)))
def test_whatever_is_written_papers_of_the_thread_or_a_question_back_come_out(piece: str) -> None:
    """At most two papers, never one that is not there."""
    for text in (piece, piece * (12_000 // max(len(piece), 1))):
        chosen = which_papers(text, PAPERS)
        papers = chosen.papers if isinstance(chosen, Chosen) else chosen.candidates
        assert set(papers) <= set(PAPERS)
        assert not isinstance(chosen, Chosen) or 1 <= len(papers) <= 2


@pytest.mark.parametrize(
    "text", ["table #2?", "#9 code?", "is Shears faster?", "compare #1 and #2"]
)
@pytest.mark.parametrize("papers", [(), PAPERS])
def test_a_paper_that_is_named_from_elsewhere_is_the_only_one(
    text: str, papers: tuple[ThreadPaper, ...]
) -> None:
    """`/papers ask` with an id: nothing in the words can lead to another paper."""
    chosen = which_papers(text, papers, about="2602.09999")

    assert chosen == Chosen((ThreadPaper.by_id("2602.09999"),), text, By.ABOUT)
