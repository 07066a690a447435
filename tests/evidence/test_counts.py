"""What quotes back as a number beyond the numerals in them: how many things they name."""

import pytest

from bot.evidence.counts import backed_numbers, counts_in, says_one, stated_numbers


@pytest.mark.parametrize(
    ("quote", "counts"),
    [
        ("LLaMA, Mistral, and Qwen", {3}),
        ("LLaMA, Mistral and Qwen share it", {3}),
        ("several models (LLaMA, Mistral, Qwen)", {3}),
        ("four domains: law, health, finance, code", {4}),
        ("in accuracy and speed", {2}),
        ("It is fast. Accuracy, cost, and size improve", {3}),
        ("LLaMA, Mistral, and Qwen in law or health", {2, 3}),
        ("On reasoning, LLaMA and Qwen improve", {2, 3}),
        ("from 1,000 to 2,000 papers", set()),
        ("LLaMA, which is open", set()),
        ("We evaluate on SQuAD, MATH and AIME", {3}),
        ("In this work, we evaluate on SQuAD, MATH, and AIME", {3}),
        ("We use SQuAD (easy), MATH (hard), and AIME", {3}),
        ("Following Lee, we use SQuAD, MATH, as well as AIME", {3}),
        ("models (LLaMA, Mistral and Qwen) and tasks (law, health)", {2, 3}),
        ("It shows gains, and we use SQuAD, MATH, AIME, and GSM8K", {2, 4}),
    ],
)
def test_a_list_counts_its_items(quote: str, counts: set[int]) -> None:
    """A quote that names three models backs "세 모델"; one that names two does not."""
    assert counts_in(quote) == counts


@pytest.mark.parametrize(
    ("quote", "backed"),
    [
        ("latency falls for both models", "2"),
        ("a dual encoder", "2"),
        ("it runs on a single GPU", "1"),
        ("it ranks first of all", "1"),
        ("a third of the weights", "33.3333%"),
        ("it doubles the throughput", "2x"),
        ("twice as fast", "2x"),
        ("three times faster", "3x"),
        ("repeated three times", "3"),
        ("we fine-tune Qwen2.5-7B", "7000000000"),
        ("a double-digit gain", "2"),
        ("won 2/3 of the games", "2"),
        ("it runs an order of magnitude faster", "10x"),
    ],
)
def test_words_count_too(quote: str, backed: str) -> None:
    """Korean says 두 모델 for "both models" and 2배 for "doubles"."""
    shown = {f"{value.normalize():f}{unit}" for value, unit in backed_numbers([quote]).numbers}

    assert backed in shown


def test_a_version_backs_no_count() -> None:
    """GPT-4 and Qwen2.5 name two models, not four and not two and a half."""
    assert {number.value for number in backed_numbers(["GPT-4 and Qwen2.5"]).numbers} == {2}


def test_a_long_list_is_counted_at_once() -> None:
    """A hostile abstract of nothing but commas must not hold the digest up for hours."""
    assert counts_in("a thing, " * 200) == set()
    assert counts_in("a thing, " * 200 + "and another") == {201}


@pytest.mark.parametrize(
    ("statement", "stated"),
    [
        ("It doubles the throughput", ["2x"]),
        ("成本翻倍", ["2x"]),
        ("It is twice as fast", ["2x"]),
        ("It shows double descent", []),
        ("It has a dozen heads", ["12"]),
        ("It has half a dozen heads", ["6"]),
        ("It has a couple of heads", ["2"]),
        ("It has zero heads", ["0"]),
        ("It has zero shots in a zero-shot test", []),
        ("Dozens of heads", []),
    ],
)
def test_what_doubles_states_a_number(statement: str, stated: list[str]) -> None:
    """A factor in a verb has to be backed like one in digits."""
    assert [str(number) for number in stated_numbers(statement)] == stated


@pytest.mark.parametrize(
    "statement",
    [
        "It is evaluated on one benchmark.",
        "It is evaluated on only one set.",
        "한 개의 벤치마크에서 평가",
        "벤치마크 하나에서만 평가",
        "단일 벤치마크에서 평가",
        "単一のベンチマークで評価",
        "一つのベンチマークでのみ評価",
        "仅在一个基准上评估",
    ],
)
def test_a_list_of_three_is_not_one(statement: str) -> None:
    """The word is an article in most places, but not here."""
    assert says_one(statement, ["We evaluate on GSM8K, MATH, and AIME."])
    assert not says_one(statement, ["We evaluate on a single benchmark."])


def test_one_may_be_an_article() -> None:
    """하나의 and 一个 often say no more than "a"."""
    assert not says_one("하나의 프레임워크를 제안", ["We propose frameworks."])
    assert not says_one("提出一个新框架", ["We propose frameworks."])
