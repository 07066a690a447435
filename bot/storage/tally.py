"""How much was asked in an hour, under hashes that tell of nobody."""

import datetime as dt
import hashlib

import sqlalchemy as sa

from bot.domain.limits import Limits
from bot.domain.place import Place
from bot.storage import tables
from bot.storage.database import Database


class Tally:
    """Counts within somebody's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(
        self,
        connection: sa.Connection,
        place: Place,
        author: str,
        moment: dt.datetime,
        limits: Limits,
    ) -> None:
        """Count one more, of a person and in a channel; older hours are forgotten.

        Raises `TooMany`, which has to end the transaction: what is refused counts for nobody, or
        one person could use up what a channel may ask.
        """
        hour = limits.hour(moment)
        person = ("person", place.platform, place.workspace, author)
        limits.hold_person(self._one_more(connection, person, hour), moment)
        channel = ("channel", place.platform, place.workspace, place.channel)
        limits.hold_channel(self._one_more(connection, channel, hour), moment)
        connection.execute(sa.delete(tables.tally).where(tables.tally.c.hour < hour))

    def _one_more(
        self, connection: sa.Connection, whose: tuple[str, ...], hour: dt.datetime
    ) -> int:
        table = tables.tally
        insert = self._database.insert(table).values(whose=_hashed(whose), hour=hour, count=1)
        more = insert.on_conflict_do_update(
            index_elements=["whose", "hour"], set_={"count": table.c.count + 1}
        )
        counted: int = connection.execute(more.returning(table.c.count)).scalar_one()
        return counted


def _hashed(parts: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
