"""A quote is found when it stands verbatim in the text, and only then."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evidence.quotes import find_quote
from tests.builders import ABSTRACT

Form = Literal["NFC", "NFD"]


def found(quote: str, text: str) -> str | None:
    span = find_quote(quote, text)
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize(
    ("quote", "text", "there"),
    [
        ("café models", "the cafe\u0301 models", "cafe\u0301 models"),
        ("한국어 모델", "좋은 \u1112\u1161\u11ab국어 모델", "\u1112\u1161\u11ab국어 모델"),
        ("a long line", "a  long\n\tline", "a  long\n\tline"),
        ("40 % less", "40\u00a0% less", "40\u00a0% less"),
        ("an example", "an exam\u00adple", "an exam\u00adple"),
        ("an example", "an exam\u00ad\nple", "an exam\u00ad\nple"),
        ("an example", "an exam-\nple", "an exam-\nple"),
        ("an example", "an exam- ple", "an exam- ple"),
        ("a well-known one", "a well-\nknown one", "a well-\nknown one"),
        ("a well-known example", "a well-\nknown exam-\nple", "a well-\nknown exam-\nple"),
        ("an exam-\nple", "an example", "an example"),
        ("with GPT-4", "with GPT-\n4", "with GPT-\n4"),
        ("pre- and post-training", "pre- and post-training", "pre- and post-training"),
        ("an efficient flow", "an eﬃcient ﬂow", "an eﬃcient ﬂow"),
        ('don\'t say "no"', "don’t say “no”", "don’t say “no”"),
        ("fast - really - fast", "fast — really – fast", "fast — really – fast"),
        ("a drop of -3 dB", "a drop of −3 dB", "a drop of −3 dB"),
    ],
)
def test_the_same_words_in_other_characters_are_found(quote: str, text: str, there: str) -> None:
    """A copy from a PDF or by a model differs in form; the place is that in the original text."""
    assert found(quote, f"So: {text}, they say.") == there


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("we propose shears", "We propose Shears"),
        ("We propose the Shears", "We propose Shears"),
        ("We propose … Shears", "We propose to use Shears"),
        ("removes 4O% of weights", "removes 40% of weights"),
        ("colour models", "color models"),
        ("naive models", "naïve models"),
        ("10 to the 2", "10 to the ²"),
        ("layers 25 and up", "layers 2-\n5 and up"),
        ("GPT4 is used", "GPT-\n4 is used"),
        ("statеment", "statement"),  # a Cyrillic letter
        ("40 % less", "40% less"),
        ("four steps", "in four, steps"),
        (" \n\u00ad", "any text"),
        ("", "any text"),
    ],
)
def test_nothing_but_those_forms_may_differ(quote: str, text: str) -> None:
    """Whatever else is altered could alter what is said, so it is no quote."""
    assert found(quote, text) is None


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("rage of models", "coverage of models"),
        ("removes 40", "removes 40%"),
        ("removes 40", "removes 40 %"),
        ("removes 40", r"removes 40\%"),
        ("removes 40", "removes 40 percent"),
        ("it has 7", "it has 7 billion parameters"),
        ("it has 7", "it has 7B parameters"),
        ("gains of 2", "gains of 2.5 points"),
        ("5 points", "gains of 2.5 points"),
        ("000 papers", "from 1,000 papers"),
        ("gains of 3", "gains of 3–5 points"),
        ("5 points", "gains of 3–5 points"),
        ("3 dB", "a change of −3 dB"),
        ("5% of errors", "below <5% of errors"),
        ("linear models", "in non-linear models"),
        ("models can", "models can't learn"),
        ("an exam", "an exam-\nple"),
        ("the ef", "the eﬃcient one"),
        ("caf", "cafe\u0301"),
    ],
)
def test_a_quote_never_cuts_a_word_or_a_number(quote: str, text: str) -> None:
    """Half a number is another number, and "linear" is the opposite of "non-linear"."""
    assert found(quote, text) is None


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("We propose Shears", "We propose Shears—a pruner"),
        ("40% fewer weights", "results—40% fewer weights"),
        ("가지치기 방법", "새로운 가지치기 방법을 제안"),
        ("剪枝方法", "一种新的剪枝方法。"),
        ("枝刈り手法", "新しい枝刈り手法を提案"),
        ("(in four steps)", "prunes (in four steps)."),
    ],
)
def test_a_quote_may_end_where_a_word_ends(quote: str, text: str) -> None:
    """A dash ends a word, and scripts without spaces have no visible word ends at all."""
    assert found(quote, text) == quote


def test_the_first_whole_occurrence_counts() -> None:
    """An occurrence inside a word does not hide a later one that stands by itself."""
    span = find_quote("art of pruning", "smart of pruning, art of pruning, art of pruning")

    assert span == (18, 32)


_WORD = st.one_of(
    st.sampled_from(
        "We propose Shears, (GPT-4) 2.5 40% “so” eﬃcient don’t 3–5 a—b 모델을 剪枝。 か\u3099 ±0.3".split()
    ),
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6),
)
_SPACE = st.sampled_from([" ", "  ", "\n", "\u00a0", " \u3000"])


@settings(deadline=None)
@given(
    st.lists(st.tuples(_WORD, _SPACE), min_size=1, max_size=12),
    st.data(),
    st.sampled_from(["NFC", "NFD"]),
)
def test_any_run_of_words_is_found_where_it_stands(
    words: list[tuple[str, str]], data: st.DataObject, form: Form
) -> None:
    """Whatever the script, spaces and composition: what was copied is found, with its place."""
    text = "".join(word + space for word, space in words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    quote = " ".join(word for word, _ in words[first:last])

    there = found(unicodedata.normalize(form, quote), text)

    assert there is not None
    assert _composed(there) == _composed(quote)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=80))
def test_a_place_is_always_inside_the_text(quote: str, text: str) -> None:
    """No text, however strange, breaks the search or gets a place outside of itself."""
    span = find_quote(quote, text)

    assert span is None or 0 <= span.start < span.end <= len(text)


def test_a_long_text_with_broken_words_is_searched() -> None:
    """The two ways of reading a line end do not multiply over a whole paper."""
    text = f"{ABSTRACT} ".replace("pruning", "prun-\ning") * 50 + "The very last words."

    assert found("The very last words.", text) == "The very last words."
    assert found("prior pruning methods by 2.6 points", text) is None
