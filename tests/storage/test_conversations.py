"""Questions in the database: two programs at once, and nothing left of what is forgotten."""

import asyncio
import datetime as dt
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.conversation import Question, ThreadPaper, Verdict
from bot.domain.errors import TooMany
from bot.domain.language import Language
from bot.domain.limits import Limits
from bot.domain.place import Place
from bot.storage import Storage, open_storage
from tests.builders import NOON_AFTER, ref
from tests.fakes import FakeClock

PLACE = Place(platform="slack", workspace="lab", channel="papers", thread="7")
PRIVATE = "Does anybody but me find Figure 3 unreadable?"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "papers.db"


@pytest.fixture
async def storage(file: Path, clock: FakeClock) -> AsyncIterator[Storage]:
    async with open_storage(f"sqlite:///{file}", clock) as opened:
        yield opened


def question(
    text: str = "why?",
    author: str = "jin",
    message: str = "m1",
    edited_at: dt.datetime | None = None,
) -> Question:
    return Question(
        place=PLACE,
        message=message,
        author=author,
        text=text,
        language=Language.EN,
        edited_at=edited_at,
        asked_at=NOON_AFTER,
        papers=(ThreadPaper(rank=1, paper=ref()),),
    )


def verdicts(file: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute("SELECT author, verdict FROM verdict ORDER BY author").fetchall()


async def test_of_many_that_keep_a_message_at_once_one_is_told_to_answer(
    file: Path, storage: Storage, clock: FakeClock
) -> None:
    """Two processes hear the same message: it is answered, and counted, once."""
    async with open_storage(f"sqlite:///{file}", clock) as other:
        kept = await asyncio.gather(
            *(one.conversations.keep_question(question()) for one in (storage, other) * 4)
        )

    assert sorted(kept) == [False] * 7 + [True]


async def test_of_many_at_once_each_counts(file: Path, storage: Storage, clock: FakeClock) -> None:
    """A burst must not slip past a limit; who asked cannot be read from the counts."""
    async with open_storage(f"sqlite:///{file}", clock) as other:
        ends = await asyncio.gather(
            *(
                one.conversations.count(PLACE, "jin", NOON_AFTER, Limits(by_person=5, in_channel=9))
                for one in (storage, other) * 4
            ),
            return_exceptions=True,
        )

    assert [isinstance(end, TooMany) for end in ends].count(False) == 5
    with closing(sqlite3.connect(file)) as database:
        assert "jin" not in str(database.execute("SELECT * FROM tally").fetchall())


async def test_the_newest_verdict_of_a_person_wins(file: Path, storage: Storage) -> None:
    """A thumb that was turned counts once."""
    await storage.conversations.keep_question(question())
    for author, verdict in (("min", "good"), ("ana", "good"), ("min", "bad")):
        await storage.conversations.keep_verdict(question(), author, Verdict(verdict))

    assert verdicts(file) == [("ana", "good"), ("min", "bad")]


async def test_verdicts_go_with_the_answer_they_judge(file: Path, storage: Storage) -> None:
    """The one that follows a changed question has not been judged yet."""
    await storage.conversations.keep_question(question())
    await storage.conversations.keep_verdict(question(), "min", Verdict.BAD)

    await storage.conversations.keep_question(question("why not?", edited_at=NOON_AFTER))

    assert verdicts(file) == []


async def test_a_forgotten_person_has_no_verdict_anywhere(file: Path, storage: Storage) -> None:
    """Neither theirs on others' answers, nor others' on theirs."""
    theirs, anothers = question(), question(author="min", message="m2")
    for one in (theirs, anothers):
        await storage.conversations.keep_question(one)
        for author in ("jin", "ana"):
            await storage.conversations.keep_verdict(one, author, Verdict.GOOD)

    await storage.conversations.forget_author("slack", "lab", "jin")

    assert verdicts(file) == [("ana", "good")]
    assert await storage.conversations.questions(PLACE) == [anothers]


async def test_not_a_byte_of_a_forgotten_question_stays_in_the_file(
    file: Path, clock: FakeClock
) -> None:
    """A deleted row can be read from a database's free pages unless it is overwritten."""
    async with open_storage(f"sqlite:///{file}", clock) as storage:
        await storage.conversations.keep_question(question(PRIVATE))
        await storage.conversations.keep_question(question(author="min", message="m2"))
    assert PRIVATE.encode() in file.read_bytes()

    async with open_storage(f"sqlite:///{file}", clock) as storage:
        await storage.conversations.forget_author("slack", "lab", "jin")

    assert [f for f in file.parent.glob("papers.db*") if PRIVATE.encode() in f.read_bytes()] == []


async def test_what_an_older_program_kept_in_another_form_is_missing(
    file: Path, storage: Storage
) -> None:
    """After an update the rest of a thread is still there."""
    for message in ("m1", "m2"):
        await storage.conversations.keep_question(question(message=message))
    with closing(sqlite3.connect(file)) as database:
        database.execute("""UPDATE question SET content = '{"text": 1}' WHERE message = 'm1'""")
        database.commit()

    assert await storage.conversations.questions(PLACE) == [question(message="m2")]
