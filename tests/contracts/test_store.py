"""`Store` and `Pace`: the fake keeps the same promises as the database."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.snapshot import Snapshot
from bot.storage import SqlStore, open_store
from tests.builders import DAY, NOON_AFTER
from tests.fakes import FakeClock, FakeStore

AnyStore = FakeStore | SqlStore


@pytest.fixture(params=["fake", "real"])
async def any_store(
    request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock
) -> AsyncIterator[AnyStore]:
    if request.param == "fake":
        yield FakeStore(clock)
    else:
        async with open_store(f"sqlite:///{tmp_path / 'papers.db'}", clock) as store:
            yield store


def snapshot(page: str, fetched_at: dt.datetime = NOON_AFTER) -> Snapshot:
    return Snapshot(date=DAY, fetched_at=fetched_at, pages=(page, "[]"))


async def test_a_date_without_a_snapshot_has_none(any_store: AnyStore) -> None:
    """Nothing is made up for a date nobody asked for."""
    assert await any_store.snapshot(DAY) is None


async def test_the_first_snapshot_of_a_date_stays(any_store: AnyStore) -> None:
    """Whoever comes second gets the first one's list, so that all rank the same papers."""
    first = await any_store.keep_snapshot(snapshot("[1]"))
    second = await any_store.keep_snapshot(snapshot("[2]"))

    assert first == second == await any_store.snapshot(DAY) == snapshot("[1]")


async def test_a_moving_day_is_not_kept(any_store: AnyStore) -> None:
    """A list taken while the day ran would freeze a ranking that still moves."""
    running = dt.datetime.combine(DAY, dt.time(9), tzinfo=dt.UTC)

    with pytest.raises(ValueError, match="not over"):
        await any_store.keep_snapshot(snapshot("[]", running))


async def test_the_newest_text_under_a_key_wins(any_store: AnyStore) -> None:
    """A cache holds one text a key, apart for each kind."""
    await any_store.cache("extract", "key", "old")
    await any_store.cache("extract", "key", "new")

    assert await any_store.cached("extract", "key") == "new"
    assert await any_store.cached("write", "key") is None


async def test_usage_adds_up_by_date(any_store: AnyStore) -> None:
    """Calls that run at once are all counted, and only on their date."""
    await asyncio.gather(*(any_store.add_usage(DAY, 100, 10) for _ in range(5)))

    used = await any_store.usage(DAY)
    assert (used.calls, used.prompt_tokens, used.completion_tokens) == (5, 500, 50)
    assert (await any_store.usage(DAY + dt.timedelta(days=1))).calls == 0


async def test_turns_of_a_key_are_spaced(any_store: AnyStore, clock: FakeClock) -> None:
    """The first goes at once, each further one after the gap; other keys do not wait."""
    await any_store.wait("arxiv", 3.0)
    await any_store.wait("arxiv", 3.0)
    await any_store.wait("other", 3.0)

    assert [round(seconds, 3) for seconds in clock.slept] == [3.0]


async def test_a_turn_after_the_gap_does_not_wait(any_store: AnyStore, clock: FakeClock) -> None:
    """Politeness costs nothing when enough time has passed by itself."""
    await any_store.wait("arxiv", 3.0)
    clock.time += dt.timedelta(seconds=4)
    await any_store.wait("arxiv", 3.0)

    assert clock.slept == []
