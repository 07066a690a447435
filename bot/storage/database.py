"""One database for all that is kept: its tables, and its errors as ours."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from bot.storage import tables
from bot.storage.engine import open_engine, unusable

Result = TypeVar("Result")
Work = Callable[[sa.Connection], Result]

_THREADS = 4  # as many transactions at once, of which one writes where it is SQLite


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator["Database"]:
    """The database at `url` (SQLAlchemy's form), its tables made if missing."""
    engine = open_engine(url)
    database = Database(engine)
    try:
        await database.prepare()
        yield database
    finally:
        database.close()


class Database:
    """Every use raises `StoreError` when the database does not answer.

    A transaction is done in a thread as a whole: the event loop is asked once, not at each step.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        in_memory = isinstance(engine.pool, sa.SingletonThreadPool)  # each thread has its own
        self._threads = ThreadPoolExecutor(1 if in_memory else _THREADS, "database")
        # SQLite has one writer. Who meets another one asks again and again, and may starve: here
        # they queue. (Fifty writers at once: the slowest hundredth waits 40 ms instead of 250.)
        # Of those that can wait only the first stands in the queue of those that cannot.
        self._turn, self._patient = self._queue(), self._queue()

    def _queue(self) -> AbstractAsyncContextManager[None]:
        return asyncio.Lock() if self.is_sqlite else nullcontext()

    async def prepare(self) -> None:
        """Make the tables and indexes that are missing."""

        def make(connection: sa.Connection) -> None:
            for table in tables.metadata.sorted_tables:
                # Another process may be making it at this moment.
                connection.execute(sa.schema.CreateTable(table, if_not_exists=True))
                for index in table.indexes:
                    connection.execute(sa.schema.CreateIndex(index, if_not_exists=True))
            if self.is_sqlite:
                for statement in tables.SQLITE_WORD_INDEX:
                    connection.execute(sa.text(statement))

        await self.write(make)

    async def write(self, work: Work[Result], *, urgent: bool = False) -> Result:
        """What `work` gives, in a transaction of its own, in which it writes before it reads.

        SQLite refuses a reader that turns writer when another process has written meanwhile.
        `urgent`: a platform waits for it, and is told soon that something has arrived.
        """
        async with nullcontext() if urgent else self._patient, self._turn:
            return await self.read(work)

    async def read(self, work: Work[Result]) -> Result:
        """What `work` gives, which only reads: it waits for no writer, and sees what was written."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._transaction, work)

    def _transaction(self, work: Work[Result]) -> Result:
        try:
            with self._engine.begin() as connection:
                return work(connection)
        except (SQLAlchemyError, OSError) as error:
            raise unusable(self._engine, error) from error

    async def tidy(self) -> None:
        """Let nothing that was deleted linger in SQLite's log of writes."""
        if self.is_sqlite:
            await self.write(lambda c: c.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)")).all())

    def insert(self, table: sa.Table) -> Any:
        """An `INSERT` that may say what to do on a conflict."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def close(self) -> None:
        """Let the transaction under way end, and close the connections."""
        self._threads.shutdown()
        self._engine.dispose()
