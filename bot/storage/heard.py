"""Which form of a message was heard last, and which messages are gone, under hashes."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from bot.ports.outbound import Clock
from bot.storage import tables
from bot.storage.database import Database

_KEPT = dt.timedelta(days=2)  # platforms repeat what was not taken for an hour at most
_GONE = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)  # later than any edit

Key = Mapping[str, str]  # a place, by column, and a message


class HeardMessages:
    """Each method is a part of somebody's transaction. Those that keep something write first."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def note(self, connection: sa.Connection, message: Key, edited_at: dt.datetime | None) -> None:
        """A message was heard; one that was edited is not heard in an older form any more."""
        self._clear(connection)
        if edited_at is not None:
            self._keep(connection, message, edited_at)

    def bury(self, connection: sa.Connection, messages: Iterable[Key]) -> None:
        """These are gone, and not heard again in any form."""
        self._clear(connection)
        for message in messages:
            self._keep(connection, message, _GONE)

    def is_outdated(
        self, connection: sa.Connection, message: Key, edited_at: dt.datetime | None
    ) -> bool:
        """Whether a message is gone, or was edited later than that (none: never)."""
        table = tables.heard
        query = sa.select(table.c.version).where(table.c.key == _hashed(message))
        version = connection.execute(query).scalar_one_or_none()
        return version is not None and (edited_at is None or edited_at < version)

    def is_gone(self, connection: sa.Connection, message: Key) -> bool:
        """Whether a message is gone."""
        return self.is_outdated(connection, message, _GONE - dt.timedelta.resolution)

    def _clear(self, connection: sa.Connection) -> None:
        table = tables.heard
        connection.execute(sa.delete(table).where(table.c.at < self._clock.now() - _KEPT))

    def _keep(self, connection: sa.Connection, message: Key, version: dt.datetime) -> None:
        table, values = tables.heard, {"version": version, "at": self._clock.now()}
        insert = self._database.insert(table).values(key=_hashed(message), **values)
        newer = insert.on_conflict_do_update(
            index_elements=["key"], set_=values, where=table.c.version < version
        )
        connection.execute(newer)


def _hashed(message: Key) -> str:
    """Hidden, for whoever wrote it may have asked to be forgotten."""
    parts = "\x1f".join(message[name] for name in (*tables.PLACE, "message"))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()
