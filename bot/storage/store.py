"""`Store` and `Pace` on SQLAlchemy: an SQLite file by default, PostgreSQL by URL."""

import datetime as dt

import sqlalchemy as sa

from bot.domain.snapshot import Snapshot
from bot.domain.usage import TokenUsage
from bot.ports.outbound import Clock
from bot.storage import tables
from bot.storage.database import Database

_LONGEST_QUEUE = 600.0  # seconds


class SqlStore:
    """Every method raises `StoreError` when the database does not answer."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def snapshot(self, date: dt.date) -> Snapshot | None:
        """The settled date's one snapshot."""
        query = sa.select(tables.snapshot).where(tables.snapshot.c.date == date)
        row = await self._database.read(lambda c: c.execute(query).one_or_none())
        if row is None:
            return None
        return Snapshot(date=row.date, fetched_at=row.fetched_at, pages=tuple(row.pages))

    async def keep_snapshot(self, snapshot: Snapshot) -> Snapshot:
        """Keep it unless the date has one already; returns the one that is kept."""
        if not snapshot.settled:
            raise ValueError(f"the day {snapshot.date} was not over: its list is still moving")
        insert = self._database.insert(tables.snapshot).values(
            date=snapshot.date, fetched_at=snapshot.fetched_at, pages=list(snapshot.pages)
        )
        await self._database.write(lambda c: c.execute(insert.on_conflict_do_nothing()))
        return await self.snapshot(snapshot.date) or snapshot

    async def cached(self, kind: str, key: str) -> str | None:
        """A cached text."""
        table = tables.cache
        query = sa.select(table.c.value).where(table.c.kind == kind, table.c.key == key)
        return await self._database.read(lambda c: c.execute(query).scalar_one_or_none())

    async def cache(self, kind: str, key: str, value: str) -> None:
        """Keep a text; the newest under a key wins."""
        insert = self._database.insert(tables.cache).values(kind=kind, key=key, value=value)
        update = insert.on_conflict_do_update(index_elements=["kind", "key"], set_={"value": value})
        await self._database.write(lambda c: c.execute(update))

    async def add_usage(self, date: dt.date, prompt_tokens: int, completion_tokens: int) -> None:
        """Count one model call of a UTC date."""
        table = tables.usage
        insert = self._database.insert(table).values(
            date=date, calls=1, prompt_tokens=prompt_tokens, completion_tokens=completion_tokens
        )
        update = insert.on_conflict_do_update(
            index_elements=["date"],
            set_={
                "calls": table.c.calls + 1,
                "prompt_tokens": table.c.prompt_tokens + prompt_tokens,
                "completion_tokens": table.c.completion_tokens + completion_tokens,
            },
        )
        await self._database.write(lambda c: c.execute(update))

    async def usage(self, date: dt.date) -> TokenUsage:
        """What a UTC date's model calls have cost."""
        query = sa.select(tables.usage).where(tables.usage.c.date == date)
        row = await self._database.read(lambda c: c.execute(query).one_or_none())
        if row is None:
            return TokenUsage()
        return TokenUsage(
            calls=row.calls,
            prompt_tokens=row.prompt_tokens,
            completion_tokens=row.completion_tokens,
        )

    async def wait(self, key: str, gap: float) -> None:
        """`Pace`: reserve the next turn of `key` in one statement, then wait for it.

        A turn too far ahead was given out by a clock that went wrong, and does not count.
        """
        now = self._clock.now().timestamp()
        table = tables.pace
        insert = self._database.insert(table).values(key=key, at=now)
        turn = insert.on_conflict_do_update(
            index_elements=["key"],
            set_={
                "at": sa.case(
                    (table.c.at.between(now - gap, now + _LONGEST_QUEUE), table.c.at + gap),
                    else_=now,
                )
            },
        ).returning(table.c.at)
        at = await self._database.write(lambda c: c.execute(turn).scalar_one())
        if at > now:
            await self._clock.sleep(at - now)
