"""Opens what is kept: several ports over one database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.ports.outbound import Clock
from bot.storage.archive import SqlArchive
from bot.storage.conversations import SqlConversations
from bot.storage.database import open_database
from bot.storage.deliveries import SqlDeliveries
from bot.storage.receipts import SqlReceipts
from bot.storage.store import SqlStore


@dataclass(frozen=True)
class Storage:
    """What the core needs of a database."""

    store: SqlStore
    conversations: SqlConversations
    archive: SqlArchive
    deliveries: SqlDeliveries
    receipts: SqlReceipts


@asynccontextmanager
async def open_storage(url: str, clock: Clock) -> AsyncIterator[Storage]:
    """The storage at `url`, such as sqlite:///papers.db. Raises `StoreError`."""
    async with open_database(url) as database:
        yield Storage(
            SqlStore(database, clock),
            SqlConversations(database, clock),
            SqlArchive(database),
            SqlDeliveries(database, clock),
            SqlReceipts(database, clock),
        )


@asynccontextmanager
async def open_store(url: str, clock: Clock) -> AsyncIterator[SqlStore]:
    """The store alone. Raises `StoreError`."""
    async with open_storage(url, clock) as storage:
        yield storage.store
