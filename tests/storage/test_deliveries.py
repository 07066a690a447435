"""Deliveries in the database: two programs at once, and what another version has kept."""

import asyncio
import datetime as dt
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.delivery import Layout
from bot.domain.errors import StoreError
from bot.storage import Storage, open_storage
from tests.builders import delivery, delivery_key
from tests.fakes import FakeClock

KEY = delivery_key()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "papers.db"


@pytest.fixture
async def storage(file: Path, clock: FakeClock) -> AsyncIterator[Storage]:
    async with open_storage(f"sqlite:///{file}", clock) as opened:
        yield opened


async def test_of_many_processes_one_begins_and_one_holds(
    file: Path, storage: Storage, clock: FakeClock
) -> None:
    """`papers post` beside `papers serve`: both plan it, one of them posts it."""
    until = clock.now() + dt.timedelta(seconds=30)
    async with open_storage(f"sqlite:///{file}", clock) as other:
        both = [one.deliveries for one in (storage, other)] * 4
        plans = [delivery(layout=layout) for layout in (*Layout, *Layout) * 2]
        begun = await asyncio.gather(
            *(one.begin(plan) for one, plan in zip(both, plans, strict=True))
        )
        held = await asyncio.gather(
            *(one.hold(KEY, f"holder {n}", until) for n, one in enumerate(both))
        )
        kept = await other.deliveries.delivery(KEY)

    assert all(one == kept for one in begun)
    assert sorted(held) == [False] * 7 + [True]


async def test_many_at_once_wait_their_turn(storage: Storage, clock: FakeClock) -> None:
    """Two hundred channels in the morning: SQLite has one writer, and nobody may starve."""
    keys = [delivery_key(channel=f"C{n}") for n in range(200)]

    await asyncio.gather(*(storage.deliveries.begin(delivery(channel=key.channel)) for key in keys))

    assert await storage.deliveries.open_keys("slack") == sorted(keys, key=lambda k: k.channel)


async def test_what_another_version_kept_is_not_taken_for_missing(
    file: Path, storage: Storage
) -> None:
    """It would be posted a second time."""
    await storage.deliveries.begin(delivery())
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("""UPDATE post SET message = '{"of": "tomorrow"}' WHERE position = 1""")

    with pytest.raises(StoreError, match="another version"):
        await storage.deliveries.delivery(KEY)
    with pytest.raises(StoreError, match="another version"):
        await storage.deliveries.begin(delivery())


async def test_a_database_from_before_there_were_deliveries_gets_them(
    file: Path, clock: FakeClock
) -> None:
    """An update needs no step of anybody's."""
    async with open_storage(f"sqlite:///{file}", clock) as old:
        await old.store.cache("kind", "key", "value")
    with closing(sqlite3.connect(file)) as database, database:
        for table in ("post", "delivery", "receipt"):
            database.execute(f"DROP TABLE {table}")

    async with open_storage(f"sqlite:///{file}", clock) as new:
        assert await new.deliveries.begin(delivery()) == delivery()
        assert await new.receipts.first_time("event")
        assert await new.store.cached("kind", "key") == "value"
