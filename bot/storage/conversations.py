"""`Conversations` on SQLAlchemy."""

import datetime as dt
import hashlib
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from bot.domain.conversation import (
    Answer,
    Question,
    QuestionState,
    Remark,
    Thread,
    Verdict,
)
from bot.domain.delivery import Place
from bot.storage import tables
from bot.storage.database import Database

_KEY = (*tables.PLACE, "message")


class SqlConversations:
    """Every method raises `StoreError` when the database does not answer.

    What an older program kept in another form is missing.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open_thread(self, thread: Thread) -> None:
        """Keep a thread; the newest form of it wins."""
        content = thread.model_dump_json()
        insert = self._database.insert(tables.thread).values(
            **_columns(thread.place), content=content
        )
        await self._write(
            insert.on_conflict_do_update(index_elements=tables.PLACE, set_={"content": content})
        )

    async def thread(self, place: Place) -> Thread | None:
        """The bot's own thread at a place."""
        table = tables.thread
        query = sa.select(table.c.content).where(*_at(table, _columns(place)))
        async with self._database.begin() as connection:
            content = (await connection.execute(query)).scalar_one_or_none()
        try:
            return None if content is None else Thread.model_validate_json(content)
        except ValidationError:
            return None

    async def keep_remark(self, place: Place, remark: Remark) -> None:
        """Keep that somebody wrote in a thread; what came of it last wins."""
        values = {**_columns(place), **remark.model_dump(), "ranks": list(remark.ranks)}
        insert = self._database.insert(tables.remark).values(**values)
        await self._write(
            insert.on_conflict_do_update(
                index_elements=_KEY, set_={"kind": remark.kind, "ranks": list(remark.ranks)}
            )
        )

    async def remarks(self, place: Place) -> list[Remark]:
        """Those of a thread, oldest first."""
        table = tables.remark
        query = sa.select(table).where(*_at(table, _columns(place)))
        async with self._database.begin() as connection:
            rows = (await connection.execute(query.order_by(table.c.at, table.c.message))).all()
        return [
            Remark(message=r.message, author=r.author, at=r.at, kind=r.kind, ranks=tuple(r.ranks))
            for r in rows
        ]

    async def keep_question(self, question: Question) -> bool:
        """Keep a question; false when that message is kept already with the same text.

        A changed text opens the question again, without its answer and what was thought of it.
        The message in which it was answered stays known: there the new answer belongs.
        """
        table = tables.question
        insert = self._database.insert(table).values(
            **_key(question),
            author=question.author,
            text=question.message_text,
            asked_at=question.asked_at,
            content=question.model_dump_json(exclude={"state", "post", "answer"}),
            state=question.state,
            post=question.post,
            answer=question.answer.model_dump_json() if question.answer else None,
        )
        new = insert.excluded
        replaced = ("author", "text", "asked_at", "content", "state", "answer")
        upsert = insert.on_conflict_do_update(
            index_elements=_KEY,
            set_={
                **{name: new[name] for name in replaced},
                "post": sa.func.coalesce(new.post, table.c.post),
            },
            where=table.c.text != new.text,
        ).returning(table.c.message)
        outdated = sa.delete(tables.verdict).where(*_at(tables.verdict, _key(question)))
        async with self._database.begin() as connection:
            kept = (await connection.execute(upsert)).one_or_none() is not None
            if kept:
                await connection.execute(outdated)
        return kept

    async def question(self, place: Place, message: str) -> Question | None:
        """The question that a message asked."""
        found = await self._questions(
            *_at(tables.question, {**_columns(place), "message": message})
        )
        return found[0] if found else None

    async def questions(self, place: Place) -> list[Question]:
        """Those of a thread, oldest first."""
        return await self._questions(*_at(tables.question, _columns(place)))

    async def open_questions(self) -> list[Question]:
        """Those without an answer, oldest first."""
        return await self._questions(tables.question.c.state == QuestionState.OPEN)

    async def begin_answer(self, question: Question, post: str) -> None:
        """Keep the message in which the answer appears."""
        table = tables.question
        await self._write(sa.update(table).where(*_at(table, _key(question))).values(post=post))

    async def keep_answer(self, question: Question, answer: Answer | None) -> None:
        """Keep the answer (none: it failed).

        Does nothing when the question was forgotten, or asks something else by now.
        """
        table = tables.question
        await self._write(
            sa.update(table)
            .where(*_at(table, _key(question)), table.c.text == question.message_text)
            .values(
                state=QuestionState.ANSWERED if answer else QuestionState.FAILED,
                answer=answer.model_dump_json() if answer else None,
            )
        )

    async def count_question(self, place: Place, author: str, hour: dt.datetime) -> tuple[int, int]:
        """Count one more question; how many it are of the person, and in the channel."""
        table = tables.tally
        whose = (
            _anonymous("person", place.platform, place.workspace, author),
            _anonymous("channel", place.platform, place.workspace, place.channel),
        )
        counts: list[int] = []
        async with self._database.begin() as connection:
            for one in whose:
                insert = self._database.insert(table).values(whose=one, hour=hour, count=1)
                more = insert.on_conflict_do_update(
                    index_elements=["whose", "hour"], set_={"count": table.c.count + 1}
                )
                counted = await connection.execute(more.returning(table.c.count))
                counts.append(counted.scalar_one())
            await connection.execute(sa.delete(table).where(table.c.hour < hour))
        return counts[0], counts[1]

    async def count_answered(self, since: dt.datetime) -> int:
        """How many of the questions asked since then have an answer."""
        return await self._count(since, {"state": QuestionState.ANSWERED})

    async def keep_verdict(self, question: Question, author: str, verdict: Verdict) -> None:
        """Keep what a reader thinks of an answer; the newest of a person wins.

        Does nothing when the question was forgotten.
        """
        asked, table = tables.question, tables.verdict
        known = sa.select(
            *(asked.c[name] for name in _KEY), sa.literal(author), sa.literal(verdict.value)
        ).where(*_at(asked, _key(question)))
        insert = self._database.insert(table).from_select([*_KEY, "author", "verdict"], known)
        await self._write(
            insert.on_conflict_do_update(
                index_elements=[*_KEY, "author"], set_={"verdict": verdict.value}
            )
        )

    async def forget_author(self, platform: str, workspace: str, author: str) -> int:
        """Delete a person's questions, their answers, and verdicts; how many questions it were."""
        person = {"platform": platform, "workspace": workspace, "author": author}
        asked = tables.question
        async with self._database.begin() as connection:
            gone = await connection.execute(sa.delete(asked).where(*_at(asked, person)))
            for table in (tables.verdict, tables.remark):
                await connection.execute(sa.delete(table).where(*_at(table, person)))
        await self._database.tidy()
        return gone.rowcount

    async def forget_question(self, place: Place, message: str) -> Question | None:
        """Delete a question with its answer, and return what it was."""
        table = tables.question
        delete = (
            sa.delete(table)
            .where(*_at(table, {**_columns(place), "message": message}))
            .returning(*table.c)
        )
        async with self._database.begin() as connection:
            row = (await connection.execute(delete)).one_or_none()
        return _question(row) if row else None

    async def forget_before(self, moment: dt.datetime) -> int:
        """Delete what is older; how many questions it were."""
        table, remark = tables.question, tables.remark
        await self._write(sa.delete(remark).where(remark.c.at < moment))
        return await self._write(sa.delete(table).where(table.c.asked_at < moment))

    async def _questions(self, *conditions: sa.ColumnElement[bool]) -> list[Question]:
        table = tables.question
        query = sa.select(table).where(*conditions).order_by(table.c.asked_at, table.c.message)
        async with self._database.begin() as connection:
            rows = (await connection.execute(query)).all()
        return [question for row in rows if (question := _question(row))]

    async def _count(self, since: dt.datetime, values: dict[str, str]) -> int:
        table = tables.question
        query = (
            sa.select(sa.func.count())
            .select_from(table)
            .where(*_at(table, values), table.c.asked_at >= since)
        )
        async with self._database.begin() as connection:
            return (await connection.execute(query)).scalar_one()

    async def _write(self, statement: Any) -> int:
        async with self._database.begin() as connection:
            return (await connection.execute(statement)).rowcount


def _anonymous(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _columns(place: Place, down_to: str = "thread") -> dict[str, str]:
    """The columns of a place, from the platform to the one that is named."""
    names = tables.PLACE[: tables.PLACE.index(down_to) + 1]
    return {name: getattr(place, name) or "" for name in names}


def _key(question: Question) -> dict[str, str]:
    return {**_columns(question.place), "message": question.message}


def _at(table: sa.Table, values: dict[str, str]) -> list[sa.ColumnElement[bool]]:
    return [table.c[name] == value for name, value in values.items()]


def _question(row: sa.Row[Any]) -> Question | None:
    try:
        asked = Question.model_validate_json(row.content)
        answer = Answer.model_validate_json(row.answer) if row.answer else None
    except ValidationError:
        return None
    since = {"state": QuestionState(row.state), "post": row.post, "answer": answer}
    return asked.model_copy(update=since)
