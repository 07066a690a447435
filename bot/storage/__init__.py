"""What is kept: `open_store` gives the gateway over one database engine."""

from bot.storage.store import SqlStore, open_store

__all__ = ["SqlStore", "open_store"]
