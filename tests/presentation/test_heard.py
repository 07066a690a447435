"""What is said to a message that is not answered: one line, or nothing."""

import pytest

from bot.domain.conversation import HeardKind
from bot.domain.language import Language
from bot.domain.message import Bullets, Paragraph, Span
from bot.ports.inbound import Heard
from bot.presentation.heard import heard_message, line_message
from tests.builders import NOON_AFTER, ref, thread_paper

SPOKEN = set(HeardKind) - {
    HeardKind.SILENT,
    HeardKind.REPEATED,
    HeardKind.QUESTION,
    HeardKind.WHY_RATING,
}


def heard(kind: HeardKind, language: Language = Language.EN, **fields: object) -> Heard:
    given = {"kind": kind, "language": language, "why": "a test", "again_at": NOON_AFTER}
    return Heard.model_validate({**given, **fields})


@pytest.mark.parametrize("language", Language)
def test_each_kind_has_a_line_of_its_own(language: Language) -> None:
    """Whoever asked knows what to do next; no placeholder is left in it."""
    messages = [heard_message(heard(kind, language)) for kind in SPOKEN]

    lines = [message.summary for message in messages if message]
    assert len(set(lines)) == len(SPOKEN)
    assert [line for line in lines if "{" in line] == []


@pytest.mark.parametrize("kind", sorted(set(HeardKind) - SPOKEN))
def test_silence_is_silent(kind: HeardKind) -> None:
    """Questions get an answer and ratings their signals: neither gets a line before it."""
    assert heard_message(heard(kind)) is None


def test_the_papers_to_choose_from_are_listed_by_number() -> None:
    """With the number that may be answered; a title as long as a page is shortened."""
    papers = (thread_paper(1), thread_paper(12, paper=ref(title="[red]" + "word " * 90)))

    message = heard_message(heard(HeardKind.WHICH_PAPER, papers=papers))

    assert message is not None
    line, choice = message.blocks
    assert isinstance(line, Paragraph)
    assert isinstance(choice, Bullets)
    first, second = (item[0].text for item in choice.items)
    assert first == "#1 Shears: Pruning without Regret"
    assert second.startswith("#12 [red]word")
    assert len(second) <= 105


def test_where_there_are_no_papers_the_line_says_how_to_ask() -> None:
    """Nothing to choose from is no choice."""
    message = heard_message(heard(HeardKind.WHICH_PAPER))

    assert message is not None
    assert len(message.blocks) == 1
    assert "/papers ask 2602.10388" in message.summary


def test_the_limit_says_when_it_ends() -> None:
    """In a time that can be read anywhere."""
    message = heard_message(heard(HeardKind.TOO_MANY))

    assert message is not None
    assert "12:00 UTC" in message.summary


def test_a_line_of_any_length_is_one_paragraph() -> None:
    """What went wrong may quote what somebody typed."""
    message = line_message("no command “x”\nExample: help")

    assert message.blocks == (Paragraph(text=(Span(text="no command “x” Example: help"),)),)
