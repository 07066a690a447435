"""What is kept: `open_storage` gives the gateways over one database."""

from bot.storage.archive import SqlArchive
from bot.storage.conversations import SqlConversations
from bot.storage.gateway import Storage, open_storage, open_store
from bot.storage.store import SqlStore

__all__ = [
    "SqlArchive",
    "SqlConversations",
    "SqlStore",
    "Storage",
    "open_storage",
    "open_store",
]
