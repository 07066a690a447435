"""What quotes back as a number beyond the numerals in them: how many things they name."""

import pytest

from bot.evidence.counts import backed_numbers, counts_in, stated_numbers


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
    shown = {f"{value.normalize():f}{unit}" for value, unit in backed_numbers([quote])}

    assert backed in shown


def test_a_version_backs_no_count() -> None:
    """GPT-4 and Qwen2.5 name two models, not four and not two and a half."""
    assert {number.value for number in backed_numbers(["GPT-4 and Qwen2.5"])} == {2}


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
    ],
)
def test_what_doubles_states_a_number(statement: str, stated: list[str]) -> None:
    """A factor in a verb has to be backed like one in digits."""
    assert [str(number) for number in stated_numbers(statement)] == stated
