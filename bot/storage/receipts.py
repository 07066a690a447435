"""`Receipts` on SQLAlchemy."""

import datetime as dt
import hashlib

import sqlalchemy as sa

from bot.ports.outbound import Clock
from bot.storage import tables
from bot.storage.database import Database

_KEPT = dt.timedelta(days=1)  # platforms repeat what was not taken for an hour at most


class SqlReceipts:
    """Every method raises `StoreError` when the database does not answer."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def first_time(self, key: str) -> bool:
        """Keep a key for a day; whether it was not there. A hash is kept: keys are not ours."""
        table, now = tables.receipt, self._clock.now()
        insert = (
            self._database.insert(table)
            .values(key=_hashed(key), at=now)
            .on_conflict_do_nothing()
            .returning(table.c.key)
        )
        outdated = sa.delete(table).where(table.c.at < now - _KEPT)

        def keep(connection: sa.Connection) -> bool:
            connection.execute(outdated)
            return connection.execute(insert).one_or_none() is not None

        return await self._database.write(keep, urgent=True)

    async def take_back(self, key: str) -> None:
        """Forget a key."""
        table = tables.receipt
        gone = sa.delete(table).where(table.c.key == _hashed(key))
        await self._database.write(lambda c: c.execute(gone), urgent=True)


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
