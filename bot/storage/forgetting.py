"""What people may have forgotten: the part of `Conversations` that deletes."""

import datetime as dt
from typing import Any

import sqlalchemy as sa

from bot.domain.conversation import Orphan, Question
from bot.domain.place import Place, PostRef
from bot.ports.outbound import Clock
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.heard import HeardMessages
from bot.storage.rows import at, columns, place_of, question_of


class SqlForgetting:
    """Every method raises `StoreError` when the database does not answer."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._heard = HeardMessages(database, clock)

    async def forget_author(self, platform: str, workspace: str | None, author: str) -> int:
        """Delete a person's questions, their answers, and verdicts; how many questions it were."""
        there = {} if workspace is None else {"workspace": workspace}
        person = {"platform": platform, **there, "author": author}
        return await self._forget(person, tables.verdict)

    async def forget_workspace(self, platform: str, workspace: str) -> int:
        """Delete all that people there asked, wrote and judged; how many questions it were."""
        there = {"platform": platform, "workspace": workspace}
        return await self._forget(there, tables.verdict, tables.orphan)

    async def forget_question(self, place: Place, message: str) -> Question | None:
        """Delete a question with its answer, and that it was written; returns what it was.

        Its answer's message is an orphan from then on.
        """
        key = {**columns(place), "message": message}
        table, remark = tables.question, tables.remark
        delete = sa.delete(table).where(*at(table, key)).returning(*table.c)

        def forget(connection: sa.Connection) -> sa.Row[Any] | None:
            self._heard.bury(connection, [key])
            row = connection.execute(delete).one_or_none()
            if row is not None and row.post is not None:
                orphan = self._database.insert(tables.orphan).values(**key, post=row.post)
                connection.execute(orphan.on_conflict_do_nothing())
            connection.execute(sa.delete(remark).where(*at(remark, key)))
            return row

        row = await self._database.write(forget, urgent=True)
        return question_of(row) if row else None

    async def orphans(self, platform: str) -> list[Orphan]:
        """The answers of a platform that are still to be removed."""
        query = sa.select(tables.orphan).where(tables.orphan.c.platform == platform)
        rows = await self._database.read(lambda c: c.execute(query).all())
        return [
            Orphan(question=r.message, post=PostRef(place=place_of(r), id=r.post)) for r in rows
        ]

    async def forget_orphan(self, orphan: Orphan) -> None:
        """It is removed, or never will be."""
        table = tables.orphan
        its = {"message": orphan.question, "post": orphan.post.id}
        gone = sa.delete(table).where(*at(table, {**columns(orphan.post.place), **its}))
        await self._database.write(lambda c: c.execute(gone))

    async def forget_before(self, moment: dt.datetime) -> int:
        """Delete what is older; how many questions it were."""
        table, remark = tables.question, tables.remark

        def forget(connection: sa.Connection) -> int:
            connection.execute(sa.delete(remark).where(remark.c.at < moment))
            return connection.execute(sa.delete(table).where(table.c.asked_at < moment)).rowcount

        return await self._database.write(forget)

    async def _forget(self, whose: dict[str, str], *besides: sa.Table) -> int:
        """Delete questions, that they were written, and more; nothing of it is to linger.

        None of these messages is heard again: a platform may still repeat it.
        """

        def forget(connection: sa.Connection) -> int:
            asked, written = (
                connection.execute(
                    sa.delete(table).where(*at(table, whose)).returning(*_key_of(table))
                ).all()
                for table in (tables.question, tables.remark)
            )
            self._heard.bury(connection, (row._asdict() for row in (*asked, *written)))
            for table in besides:
                connection.execute(sa.delete(table).where(*at(table, whose)))
            return len(asked)

        count = await self._database.write(forget)
        await self._database.tidy()
        return count


def _key_of(table: sa.Table) -> list[sa.Column[Any]]:
    return [table.c[name] for name in (*tables.PLACE, "message")]
