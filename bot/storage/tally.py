"""How many questions were asked in an hour, under hashes that tell of nobody."""

import datetime as dt
import hashlib

import sqlalchemy as sa

from bot.storage import tables
from bot.storage.database import Database


async def count_one_more(
    database: Database, *whose: tuple[str, ...], hour: dt.datetime
) -> list[int]:
    """Count one more question of each, in one step; how many it are now. Older hours are forgotten."""
    table = tables.tally
    counts: list[int] = []
    async with database.begin() as connection:
        for one in map(_anonymous, whose):
            insert = database.insert(table).values(whose=one, hour=hour, count=1)
            more = insert.on_conflict_do_update(
                index_elements=["whose", "hour"], set_={"count": table.c.count + 1}
            )
            counted = await connection.execute(more.returning(table.c.count))
            counts.append(counted.scalar_one())
        await connection.execute(sa.delete(table).where(table.c.hour < hour))
    return counts


def _anonymous(parts: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
