"""Text from outside on its way in: one line, nothing hidden, no longer than it may be."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bot.domain.base import Label, Model, Moment, Name, Prose, Title, Url, Words, clip, single_line

ANY_TEXT = st.text(st.characters(codec=None), max_size=40)
QUICK = settings(max_examples=200, deadline=None, database=None, derandomize=True)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\nb\r\nc\td", "a b c d"),
        ("  a \u00a0 \u3000 b\u2028c\u2029d\x85e  ", "a b c d e"),
        ("a\x00\x07\x1b[31mb\x7f\x9b", "a[31mb"),
        ("evil\u202etxt.exe\u2066\u200e\u200f", "eviltxt.exe"),
        ("in\u200bvis\u2060ible\ufeff", "invisible"),
        ("tag\U000e0041\U000e0042s", "tags"),
        ("half \ud800 pair", "half pair"),
        ("\u200b\u202e\x00", ""),
    ],
)
def test_a_line_has_no_break_and_nothing_hidden(text: str, line: str) -> None:
    """What nobody sees must not reorder, split or smuggle anything."""
    assert single_line(text) == line


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d🔬 🏳️\u200d🌈",
        "می\u200cخواهم",
        "가지치기",
        "e\u0301",
        "co\u00adop",
        "🧑💻",
        "שלום",
        "x² ≤ 𝒪(n)",
    ],
)
def test_what_is_part_of_a_word_stays(text: str) -> None:
    """Joined emoji, Persian, accents and formulas need what looks like control characters."""
    assert single_line(text) == text


@QUICK
@given(ANY_TEXT)
def test_a_line_of_a_line_is_itself(text: str) -> None:
    """Stored JSON is validated again, and must come back as it was."""
    assert single_line(single_line(text)) == single_line(text)


@QUICK
@given(ANY_TEXT, st.integers(1, 50))
def test_a_clipped_text_fits_and_is_its_beginning(text: str, limit: int) -> None:
    """The limit is a platform's or a field's: one character more is refused there."""
    clipped = clip(text, limit)

    assert len(clipped) <= limit
    assert single_line(text).startswith(clipped.removesuffix("…"))


@pytest.mark.parametrize(
    ("limit", "clipped"),
    [
        (19, "four words are here"),
        (18, "four words are…"),
        (15, "four words are…"),
        (14, "four words…"),
    ],
)
def test_a_text_is_clipped_at_a_word(limit: int, clipped: str) -> None:
    """Half a word may be another word."""
    assert clip("four words are here", limit) == clipped


def test_a_text_without_spaces_is_clipped_anyway() -> None:
    """Chinese has none, and neither has one long word behind a short one."""
    assert clip("没有空格的文字", 5) == "没有空格…"
    assert clip("a " + "x" * 30, 20) == "a " + "x" * 17 + "…"


@pytest.mark.parametrize(
    ("kind", "most"), [(Label, 60), (Name, 200), (Title, 500), (Prose, 2_000), (Words, 2_000)]
)
def test_each_kind_of_text_has_its_length(kind: Any, most: int) -> None:
    """Counted in characters that are kept; nothing is cut silently, and nothing is empty."""
    adapter: TypeAdapter[str] = TypeAdapter(kind)

    assert adapter.validate_python("가\u200b" * most) == "가" * most
    with pytest.raises(ValidationError, match=f"at most {most} characters"):
        adapter.validate_python("x" * (most + 1))
    with pytest.raises(ValidationError, match="at least 1 character"):
        adapter.validate_python("\u200b")


def test_running_text_keeps_the_spaces_at_its_ends() -> None:
    """They join a piece to its neighbours; a break is one of them."""
    adapter: TypeAdapter[str] = TypeAdapter(Words)

    assert adapter.validate_python(" a\x1b\n") == " a "
    assert adapter.validate_python("\n") == " "


@pytest.mark.parametrize(
    "address",
    [
        "https://huggingface.co/papers/2602.00001",
        "http://127.0.0.1:8000/a?b=c#d",
        "https://예시.한국/가",
    ],
)
def test_an_address_is_taken_as_it_is(address: str) -> None:
    """Addresses are compared and linked, so they are never normalised."""
    assert TypeAdapter(Url).validate_python(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//a.example",
        "ftp://a.example",
        "https://a.example/) [x](https://b.example",
        "https://a.example/<b>",
        "https://a.example/a|b",
        "https://a.example/\nhttps://b.example",
        "https://a.example/\x1b]8;;https://b.example",
        "https://a.example/\x07",
        "https://a.example/\u202egpj.exe",
        "https://a.example/\u200b",
        "https://",
        "https://" + "a" * 2_000,
    ],
)
def test_an_address_that_could_act_is_refused(address: str) -> None:
    """It would end a link, start another, or control the terminal it is printed on."""
    with pytest.raises(ValidationError):
        TypeAdapter(Url).validate_python(address)


def test_a_moment_is_kept_in_utc() -> None:
    """Days are UTC days: a date taken from a local time would be the wrong one."""
    seoul = dt.timezone(dt.timedelta(hours=9))

    moment = TypeAdapter(Moment).validate_python(dt.datetime(2026, 2, 17, 3, tzinfo=seoul))

    assert moment.isoformat() == "2026-02-16T18:00:00+00:00"


@pytest.mark.parametrize("time", ["2026-02-16T18:00:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_without_zone_or_out_of_the_calendar_is_refused(time: str) -> None:
    """Nobody knows when that was."""
    with pytest.raises(ValidationError):
        TypeAdapter(Moment).validate_python(time)


def test_a_model_is_frozen_and_knows_its_fields() -> None:
    """What an older or newer program wrote is noticed, and nobody changes what others hold."""

    class Thing(Model):
        name: Label

    with pytest.raises(ValidationError, match="extra"):
        Thing.model_validate({"name": "a", "colour": "red"})
    with pytest.raises(ValidationError, match="frozen"):
        Thing(name="a").name = "b"  # type: ignore[misc]
