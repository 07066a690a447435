"""What is said to a message that is not answered: one line, or nothing."""

import pytest

from bot.domain.conversation import HeardKind
from bot.domain.language import Language
from bot.domain.message import Action, Actions, Paragraph, Span
from bot.domain.place import Place
from bot.ports.inbound import Heard
from bot.presentation.heard import heard_message, line_message
from tests.builders import ref, thread_paper

PLACE = Place(platform="slack", workspace="lab", channel="papers", thread="7")
SPOKEN = set(HeardKind) - {
    HeardKind.SILENT,
    HeardKind.REPEATED,
    HeardKind.QUESTION,
    HeardKind.WHY_RATING,
}


def heard(kind: HeardKind, language: Language = Language.EN, **fields: object) -> Heard:
    given = {
        "kind": kind,
        "place": PLACE,
        "message": "m7",
        "language": language,
        "why": "a test",
        "again_in": 7,
    }
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


def test_there_is_a_button_for_each_paper_to_choose_from() -> None:
    """With the number that may be typed instead; a title as long as a page is shortened."""
    papers = (thread_paper(1), thread_paper(12, paper=ref(title="[red]" + "word " * 90)))

    message = heard_message(heard(HeardKind.WHICH_PAPER, papers=papers))

    assert message is not None
    line, choice = message.blocks
    assert isinstance(line, Paragraph)
    assert isinstance(choice, Actions)
    first, second = choice.actions
    assert first == Action(
        action="choose",
        subject="2602.00001",
        label="#1 Shears: Pruning without Regret",
        question="m7",
    )
    assert second.label.startswith("#12 [red]word")


def test_where_there_are_no_papers_the_line_says_how_to_ask() -> None:
    """Nothing to choose from is no choice."""
    message = heard_message(heard(HeardKind.WHICH_PAPER))

    assert message is not None
    assert len(message.blocks) == 1
    assert "/papers ask 2602.10388" in message.summary


def test_the_limit_says_when_it_ends() -> None:
    """In minutes, which are the same in every time zone."""
    message = heard_message(heard(HeardKind.TOO_MANY))

    assert message is not None
    assert "in 7 min" in message.summary


def test_a_line_of_any_length_is_one_paragraph() -> None:
    """What went wrong may quote what somebody typed."""
    message = line_message("no command “x”\nExample: help")

    assert message.blocks == (Paragraph(text=(Span(text="no command “x” Example: help"),)),)
