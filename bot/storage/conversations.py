"""`Conversations` on SQLAlchemy."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from bot.domain.conversation import (
    Answer,
    Question,
    QuestionState,
    Remark,
    Thread,
    ThreadPaper,
    Verdict,
)
from bot.domain.place import Place
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.tally import count_one_more

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

    async def name_paper(self, question: Question, paper: ThreadPaper) -> Question | None:
        """Open an unclear question; none when it is unclear no longer."""
        table = tables.question
        named = question.model_copy(update={"papers": (paper,), "state": QuestionState.OPEN})
        opened = (
            sa.update(table)
            .where(*_as_asked(question), table.c.state == QuestionState.UNCLEAR)
            .values(
                state=QuestionState.OPEN,
                content=named.model_dump_json(exclude={"state", "post", "answer"}),
            )
            .returning(*table.c)
        )
        async with self._database.begin() as connection:
            row = (await connection.execute(opened)).one_or_none()
        return _question(row) if row else None

    async def begin_answer(self, question: Question, post: str) -> None:
        """Keep the message in which the answer appears."""
        table = tables.question
        await self._write(sa.update(table).where(*_as_asked(question)).values(post=post))

    async def keep_answer(self, question: Question, answer: Answer | None) -> None:
        """Keep the answer (none: it failed)."""
        table = tables.question
        await self._write(
            sa.update(table)
            .where(*_as_asked(question))
            .values(
                state=QuestionState.ANSWERED if answer else QuestionState.FAILED,
                answer=answer.model_dump_json() if answer else None,
            )
        )

    async def count_question(self, place: Place, author: str, hour: dt.datetime) -> tuple[int, int]:
        """Count one more question; how many it are of the person, and in the channel."""
        person = ("person", place.platform, place.workspace, author)
        channel = ("channel", place.platform, place.workspace, place.channel)
        of_person, in_channel = await count_one_more(self._database, person, channel, hour=hour)
        return of_person, in_channel

    async def count_answered(self, since: dt.datetime) -> int:
        """How many of the questions asked since then have an answer."""
        table = tables.question
        query = (
            sa.select(sa.func.count())
            .select_from(table)
            .where(table.c.state == QuestionState.ANSWERED, table.c.asked_at >= since)
        )
        async with self._database.begin() as connection:
            return (await connection.execute(query)).scalar_one()

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
        """Delete a question with its answer, and that it was written; returns what it was."""
        key = {**_columns(place), "message": message}
        table, remark = tables.question, tables.remark
        delete = sa.delete(table).where(*_at(table, key)).returning(*table.c)
        async with self._database.begin() as connection:
            row = (await connection.execute(delete)).one_or_none()
            await connection.execute(sa.delete(remark).where(*_at(remark, key)))
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

    async def _write(self, statement: Any) -> int:
        async with self._database.begin() as connection:
            return (await connection.execute(statement)).rowcount


def _columns(place: Place) -> dict[str, str]:
    return {name: getattr(place, name) or "" for name in tables.PLACE}


def _key(question: Question) -> dict[str, str]:
    return {**_columns(question.place), "message": question.message}


def _as_asked(question: Question) -> list[sa.ColumnElement[bool]]:
    """It is there, and still asks the same."""
    table = tables.question
    return [*_at(table, _key(question)), table.c.text == question.message_text]


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
