"""`Store` and `Pace` on SQLAlchemy: an SQLite file by default, PostgreSQL by URL."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.domain.errors import StoreError
from bot.domain.snapshot import Snapshot
from bot.domain.usage import TokenUsage
from bot.ports.outbound import Clock
from bot.storage import tables


@asynccontextmanager
async def open_store(url: str, clock: Clock) -> AsyncIterator["SqlStore"]:
    """The store at `url` (SQLAlchemy's form), its tables made if missing."""
    engine = _engine(url)
    try:
        store = SqlStore(engine, clock)
        await store.prepare()
        yield store
    finally:
        await engine.dispose()


class SqlStore:
    """Every method raises `StoreError` when the database does not answer."""

    def __init__(self, engine: AsyncEngine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._insert: Any = (
            postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
        )

    async def prepare(self) -> None:
        """Make the tables that are missing."""
        async with self._begin() as connection:
            await connection.run_sync(tables.metadata.create_all)

    @asynccontextmanager
    async def _begin(self) -> AsyncIterator[AsyncConnection]:
        try:
            async with self._engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            name = self._engine.url.render_as_string(hide_password=True)
            reason = str(getattr(error, "orig", None) or error)
            raise StoreError(f"cannot use the database {name}: {reason}") from error

    async def snapshot(self, date: dt.date) -> Snapshot | None:
        """The settled date's one snapshot."""
        query = sa.select(tables.snapshot).where(tables.snapshot.c.date == date)
        async with self._begin() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            return None
        return Snapshot(date=row.date, fetched_at=_utc(row.fetched_at), pages=tuple(row.pages))

    async def keep_snapshot(self, snapshot: Snapshot) -> Snapshot:
        """Keep it unless the date has one already; returns the one that is kept."""
        if not snapshot.settled:
            raise ValueError(f"the day {snapshot.date} was not over: its list is still moving")
        insert = self._insert(tables.snapshot).values(
            date=snapshot.date, fetched_at=snapshot.fetched_at, pages=list(snapshot.pages)
        )
        async with self._begin() as connection:
            await connection.execute(insert.on_conflict_do_nothing())
        return await self.snapshot(snapshot.date) or snapshot

    async def cached(self, kind: str, key: str) -> str | None:
        """A cached text."""
        table = tables.cache
        query = sa.select(table.c.value).where(table.c.kind == kind, table.c.key == key)
        async with self._begin() as connection:
            return (await connection.execute(query)).scalar_one_or_none()

    async def cache(self, kind: str, key: str, value: str) -> None:
        """Keep a text; the newest under a key wins."""
        insert = self._insert(tables.cache).values(kind=kind, key=key, value=value)
        update = insert.on_conflict_do_update(index_elements=["kind", "key"], set_={"value": value})
        async with self._begin() as connection:
            await connection.execute(update)

    async def add_usage(self, date: dt.date, prompt_tokens: int, completion_tokens: int) -> None:
        """Count one model call of a UTC date."""
        table = tables.usage
        insert = self._insert(table).values(
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
        async with self._begin() as connection:
            await connection.execute(update)

    async def usage(self, date: dt.date) -> TokenUsage:
        """What a UTC date's model calls have cost."""
        query = sa.select(tables.usage).where(tables.usage.c.date == date)
        async with self._begin() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            return TokenUsage()
        return TokenUsage(
            calls=row.calls,
            prompt_tokens=row.prompt_tokens,
            completion_tokens=row.completion_tokens,
        )

    async def wait(self, key: str, gap: float) -> None:
        """`Pace`: reserve the next turn of `key` in one statement, then wait for it."""
        now = self._clock.now().timestamp()
        table = tables.pace
        insert = self._insert(table).values(key=key, at=now)
        turn = insert.on_conflict_do_update(
            index_elements=["key"],
            set_={"at": sa.case((table.c.at + gap > now, table.c.at + gap), else_=now)},
        ).returning(table.c.at)
        async with self._begin() as connection:
            at = (await connection.execute(turn)).scalar_one()
        if at > now:
            await self._clock.sleep(at - now)


def _utc(time: dt.datetime) -> dt.datetime:
    """SQLite gives times back without their zone; all of ours are UTC."""
    return time.replace(tzinfo=dt.UTC) if time.tzinfo is None else time.astimezone(dt.UTC)


def _engine(url: str) -> AsyncEngine:
    try:
        parsed = _with_driver(make_url(url))
        engine = create_async_engine(parsed)
    except (ArgumentError, ModuleNotFoundError) as error:
        raise StoreError(
            f"DATABASE_URL cannot be used: {error}; give one such as sqlite:///papers.db"
        ) from error
    if parsed.get_backend_name() == "sqlite":
        sa.event.listen(engine.sync_engine, "connect", _careful_sqlite)
    return engine


def _with_driver(url: URL) -> URL:
    """The asynchronous driver for a plain `sqlite:` or `postgresql:` address."""
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
    if url.drivername in {"sqlite", "postgresql"}:
        return url.set(drivername=drivers[url.drivername])
    return url


def _careful_sqlite(connection: Any, _: object) -> None:
    """Readers beside a writer, nothing lost on a power cut, and patience for another process."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}").close()
