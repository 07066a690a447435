"""`Receipts`: the fake keeps the same promises as the database."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ports.keeping import Receipts
from bot.storage import open_storage
from tests.fakes import FakeClock, FakeReceipts


@pytest.fixture(params=["fake", "real"])
async def receipts(
    request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock
) -> AsyncIterator[Receipts]:
    if request.param == "fake":
        yield FakeReceipts(clock)
    else:
        async with open_storage(f"sqlite:///{tmp_path / 'papers.db'}", clock) as storage:
            yield storage.receipts


async def test_one_of_many_at_once_is_the_first(receipts: Receipts) -> None:
    """The same event comes over two connections at the same moment."""
    firsts = await asyncio.gather(*(receipts.first_time("slack:Ev1") for _ in range(5)))

    assert sorted(firsts) == [False] * 4 + [True]
    assert await receipts.first_time("slack:Ev2")


async def test_it_is_remembered_for_an_hour_and_not_for_ever(
    receipts: Receipts, clock: FakeClock
) -> None:
    """A platform repeats itself for an hour; nobody keeps years of events."""
    await receipts.first_time("slack:Ev1")
    clock.time += dt.timedelta(hours=1)
    assert not await receipts.first_time("slack:Ev1")

    clock.time += dt.timedelta(days=1, seconds=1)

    assert await receipts.first_time("slack:Ev1")


@pytest.mark.parametrize(
    "key", ["", "x" * 5_000, "a\x00b", "\ud800"], ids=["empty", "long", "zero", "half a character"]
)
async def test_any_key_will_do(key: str, receipts: Receipts) -> None:
    """What a platform calls its events is not ours to choose."""
    assert await receipts.first_time(key)
    assert not await receipts.first_time(key)


async def test_what_is_taken_back_was_not_received(receipts: Receipts) -> None:
    """What could not be begun has to be done when it comes again."""
    await receipts.first_time("slack:Ev1")
    await receipts.first_time("slack:Ev2")

    await receipts.take_back("slack:Ev1")

    assert await receipts.first_time("slack:Ev1")
    assert not await receipts.first_time("slack:Ev2")
