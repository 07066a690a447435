"""What quotes back as a number beyond the numerals in them: how many things they name."""

import pytest

from bot.evidence.counts import backed_numbers, counts_in


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
        ("a third of the weights", "3"),
        ("it doubles the throughput", "2x"),
        ("twice as fast", "2x"),
        ("three times faster", "3x"),
        ("repeated three times", "3"),
        ("we fine-tune Qwen2.5-7B", "7000000000"),
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
