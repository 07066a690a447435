"""What was said before a message: who spoke, what the bot answered, what it is about."""

import datetime as dt

from bot.answers.route import Spoken
from bot.domain.conversation import HeardKind, QuestionState, Remark
from bot.use_cases.said_before import SaidBefore
from tests.builders import NOON_AFTER, answer
from tests.use_cases.conftest import question


def remark(
    message: str,
    kind: HeardKind = HeardKind.QUESTION,
    author: str = "jin",
    ranks: tuple[int, ...] = (),
) -> Remark:
    return Remark(message=message, author=author, at=NOON_AFTER, kind=kind, ranks=ranks)


def test_the_bots_answers_stand_where_they_were_given() -> None:
    """Also where it asked back: that answers one person, and a choice may follow."""
    before = SaidBefore(
        [
            remark("m1"),
            remark("m2", HeardKind.SILENT, "min"),
            remark("m3", HeardKind.WHICH_PAPER, "min"),
        ],
        [question("m1", answer=answer(), state=QuestionState.ANSWERED, post="a1")],
    )

    assert before.spoken() == [
        Spoken("jin", id="m1"),
        Spoken("", by_bot=True, answering="jin", id="a1"),
        Spoken("min", id="m2"),
        Spoken("min", id="m3"),
        Spoken("", by_bot=True, answering="min", asks_back=True),
    ]


def test_only_the_newest_question_of_a_person_waits() -> None:
    """An older one was given up when they asked another."""
    waiting = question("m1", state=QuestionState.UNCLEAR, papers=())
    later = question("m2", asked_at=NOON_AFTER + dt.timedelta(minutes=1))

    assert SaidBefore((), [waiting]).waiting("jin") == waiting
    assert SaidBefore((), [waiting]).waiting("min") is None
    assert SaidBefore((), [waiting, later]).waiting("jin") is None
