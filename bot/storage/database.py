"""One database for all that is kept: its tables, and its errors as ours."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage import tables
from bot.storage.engine import open_engine, unusable


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator["Database"]:
    """The database at `url` (SQLAlchemy's form), its tables made if missing."""
    engine = open_engine(url)
    try:
        database = Database(engine)
        await database.prepare()
        yield database
    finally:
        await engine.dispose()


class Database:
    """Every use raises `StoreError` when the database does not answer."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        # SQLite has one writer. Who meets another one asks again and again, and may starve: here
        # they queue. (Fifty writers at once: the slowest hundredth waits 40 ms instead of 250.)
        self._turn: AbstractAsyncContextManager[None] = (
            asyncio.Lock() if self.is_sqlite else nullcontext()
        )

    async def prepare(self) -> None:
        """Make the tables and indexes that are missing."""
        async with self.begin() as connection:
            for table in tables.metadata.sorted_tables:
                # Another process may be making it at this moment.
                await connection.execute(sa.schema.CreateTable(table, if_not_exists=True))
                for index in table.indexes:
                    await connection.execute(sa.schema.CreateIndex(index, if_not_exists=True))
            if self.is_sqlite:
                for statement in tables.SQLITE_WORD_INDEX:
                    await connection.execute(sa.text(statement))

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A transaction, none inside of another. One that writes does so first.

        SQLite refuses a reader that turns writer when another process has written meanwhile.
        """
        try:
            async with self._turn, self._engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise unusable(self._engine, error) from error

    async def tidy(self) -> None:
        """Let nothing that was deleted linger in SQLite's log of writes."""
        if self.is_sqlite:
            async with self.begin() as connection:
                await connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def insert(self, table: sa.Table) -> Any:
        """An `INSERT` that may say what to do on a conflict."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)
