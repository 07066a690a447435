"""A button names the paper of a question that was unclear."""

import asyncio

import pytest

from bot.domain.conversation import HeardKind, QuestionState
from bot.domain.errors import UsageError
from bot.domain.language import Language
from bot.ports.inbound import Heard
from bot.use_cases.choose import choose
from tests.use_cases.conftest import PLACE, Room


async def press(room: Room, paper_id: str, message: str = "m7") -> Heard:
    return await choose(
        PLACE,
        message,
        paper_id,
        Language.KO,
        conversations=room.conversations,
        at_hand=room.at_hand,
        clock=room.clock,
    )


async def test_the_question_that_waited_is_asked_of_that_paper(room: Room) -> None:
    """By whoever asked it, in their words, whoever presses."""
    await room.says("which benchmarks?", id="m7", direct=True)

    heard = await press(room, "2602.00002")

    assert heard.kind is HeardKind.QUESTION
    assert heard.question is not None
    kept = await room.conversations.question(PLACE, "m7")
    assert heard.question == kept
    assert (kept.author, kept.text, kept.state) == ("jin", "which benchmarks?", QuestionState.OPEN)
    assert [one.rank for one in kept.papers] == [2]


async def test_of_two_presses_one_counts(room: Room) -> None:
    """Two people press at once, or one twice."""
    await room.says("which benchmarks?", id="m7", direct=True)

    heard = await asyncio.gather(press(room, "2602.00002"), press(room, "2602.00003"))

    assert sorted(one.kind for one in heard) == [HeardKind.QUESTION, HeardKind.REPEATED]


async def test_who_asks_on_means_the_paper_that_was_chosen(room: Room) -> None:
    """It is the one last talked of."""
    await room.says("which benchmarks?", id="m7", direct=True)
    await room.answers(await press(room, "2602.00003"))

    heard = await room.says("and which seeds?")

    assert heard.question is not None
    assert [one.rank for one in heard.question.papers] == [3]


async def test_a_question_that_is_forgotten_stays_forgotten(room: Room) -> None:
    """Its message is deleted, the buttons are still there."""
    heard = await press(room, "2602.00002")

    assert (heard.kind, heard.question) == (HeardKind.SILENT, None)
    assert await room.conversations.questions(PLACE) == []


async def test_a_forged_button_is_refused(room: Room) -> None:
    """What it carries goes into addresses."""
    await room.says("which benchmarks?", id="m7", direct=True)

    with pytest.raises(UsageError):
        await press(room, "../etc/passwd")
