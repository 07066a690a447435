"""What is under way is shared."""

import asyncio
from collections.abc import Callable

import pytest

from bot.domain.conversation import Answer, AnswerReason, Statement
from bot.domain.evidence import Scope
from bot.domain.language import Language
from bot.under_way import UnderWay
from tests.builders import evidence

Answers = UnderWay[Statement, Answer]
NOTHING = Answer(
    papers=(),
    title="T",
    language=Language.EN,
    scope=Scope.ABSTRACT,
    reason=AnswerReason.NOT_IN_PAPER,
)


class Maker:
    """Makes an answer of two statements; waits for `gate` between them."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.begun = 0
        self.cancelled = False
        self.failure: Exception | None = None
        self.leaving = asyncio.Event()
        self.clearing: asyncio.Event | None = None

    async def make(self, add: Callable[[Statement], None]) -> Answer:
        self.begun += 1
        add(Statement(text="One.", evidence=(evidence(),)))
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            self.leaving.set()
            if self.clearing:
                await self.clearing.wait()
            raise
        if self.failure:
            raise self.failure
        add(Statement(text="Two.", evidence=(evidence(),)))
        return NOTHING


class Reader:
    """Sees statements."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.first = asyncio.Event()

    async def show(self, statement: Statement) -> None:
        self.seen.append(statement.text)
        self.first.set()


async def test_who_joins_late_sees_what_was_shown_before() -> None:
    """In order, and both end with the same answer."""
    under_way, maker, early, late = Answers(), Maker(), Reader(), Reader()
    one = asyncio.create_task(under_way.join("k", maker.make, early.show))
    await early.first.wait()
    two = asyncio.create_task(under_way.join("k", maker.make, late.show))
    await late.first.wait()
    maker.gate.set()

    assert await one == await two == NOTHING
    assert early.seen == late.seen == ["One.", "Two."]
    assert maker.begun == 1


async def test_a_statement_is_shown_while_the_next_is_being_made() -> None:
    """That is the point of streaming."""
    under_way, maker, reader = Answers(), Maker(), Reader()
    task = asyncio.create_task(under_way.join("k", maker.make, reader.show))

    await reader.first.wait()

    assert reader.seen == ["One."]
    assert not task.done()
    maker.gate.set()
    await task


async def test_one_reader_who_leaves_does_not_end_it_for_the_other() -> None:
    """Only when all have gone does the work stop: nobody pays for what nobody reads."""
    under_way, maker, leaves, stays = Answers(), Maker(), Reader(), Reader()
    one = asyncio.create_task(under_way.join("k", maker.make, leaves.show))
    two = asyncio.create_task(under_way.join("k", maker.make, stays.show))
    await leaves.first.wait()
    await stays.first.wait()

    one.cancel()
    await asyncio.wait([one])
    assert not maker.cancelled
    two.cancel()
    await asyncio.wait([two])

    assert maker.cancelled


async def test_a_failure_reaches_everybody_and_is_not_kept() -> None:
    """The next one who asks starts anew."""
    under_way, maker, reader = Answers(), Maker(), Reader()
    maker.failure = ValueError("broken")
    maker.gate.set()

    with pytest.raises(ValueError, match="broken"):
        await under_way.join("k", maker.make, reader.show)
    maker.failure = None

    assert await under_way.join("k", maker.make, reader.show) == NOTHING
    assert maker.begun == 2


async def test_who_comes_while_an_abandoned_answer_is_cleared_away_starts_anew() -> None:
    """They have nothing to do with those who left."""
    under_way, maker, leaves, comes = Answers(), Maker(), Reader(), Reader()
    maker.clearing = asyncio.Event()
    one = asyncio.create_task(under_way.join("k", maker.make, leaves.show))
    await leaves.first.wait()
    one.cancel()
    await maker.leaving.wait()

    two = asyncio.create_task(under_way.join("k", maker.make, comes.show))
    await comes.first.wait()
    maker.clearing.set()
    maker.gate.set()

    assert await two == NOTHING
    assert maker.begun == 2
