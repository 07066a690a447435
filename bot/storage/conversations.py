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
from bot.domain.limits import Limits
from bot.domain.place import Place
from bot.ports.outbound import Clock
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.forgetting import SqlForgetting
from bot.storage.recall import SqlRecall
from bot.storage.rows import at, columns, question_of
from bot.storage.tally import Tally

_KEY = (*tables.PLACE, "message")


class SqlConversations(SqlRecall, SqlForgetting):
    """Every method raises `StoreError` when the database does not answer.

    What an older program kept in another form is missing.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self._tally = Tally(database)

    async def open_thread(self, thread: Thread) -> None:
        """Keep a thread; the newest form of it wins."""
        content = thread.model_dump_json()
        insert = self._database.insert(tables.thread).values(
            **columns(thread.place), content=content
        )
        await self._write(
            insert.on_conflict_do_update(index_elements=tables.PLACE, set_={"content": content})
        )

    async def thread(self, place: Place) -> Thread | None:
        """The bot's own thread at a place."""
        table = tables.thread
        query = sa.select(table.c.content).where(*at(table, columns(place)))
        content = await self._database.read(lambda c: c.execute(query).scalar_one_or_none())
        try:
            return None if content is None else Thread.model_validate_json(content)
        except ValidationError:
            return None

    async def keep_remark(self, place: Place, remark: Remark) -> None:
        """Keep that somebody wrote in a thread; what came of it last wins."""
        values = {**columns(place), **remark.model_dump(), "ranks": list(remark.ranks)}
        insert = self._database.insert(tables.remark).values(**values)
        upsert = insert.on_conflict_do_update(
            index_elements=_KEY, set_={"kind": remark.kind, "ranks": list(remark.ranks)}
        )
        key = {**columns(place), "message": remark.message}
        taken_back = sa.delete(tables.remark).where(*at(tables.remark, key))

        def keep(connection: sa.Connection) -> None:
            connection.execute(upsert)
            if self._heard.is_gone(connection, key):
                connection.execute(taken_back)

        await self._database.write(keep, urgent=True)

    async def keep_question(self, question: Question, limits: Limits | None = None) -> bool:
        """Keep a question, and count it within the limits, in one step.

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
        new, edited_at = insert.excluded, question.edited_at
        replaced = ("author", "text", "asked_at", "content", "state", "answer")
        upsert = insert.on_conflict_do_update(
            index_elements=_KEY,
            set_={
                **{name: new[name] for name in replaced},
                "post": sa.func.coalesce(table.c.post, new.post),
            },
            where=sa.and_(table.c.text != new.text, sa.literal(edited_at is not None)),
        ).returning(table.c.message)
        outdated = sa.delete(tables.verdict).where(*at(tables.verdict, _key(question)))

        def keep(connection: sa.Connection) -> bool:
            self._heard.note(connection, _key(question), edited_at)
            if self._heard.is_outdated(connection, _key(question), edited_at):
                return False
            if question.picks_up and connection.execute(_picked_up(question)).rowcount == 0:
                return False
            if connection.execute(upsert).one_or_none() is None:
                return False
            connection.execute(outdated)
            if limits is not None:
                place, author, now = question.place, question.author, question.asked_at
                self._tally.count(connection, place, author, now, limits)
            return True

        return await self._database.write(keep, urgent=True)

    async def question(self, place: Place, message: str) -> Question | None:
        """The question that a message asked."""
        found = await self._questions(*at(tables.question, {**columns(place), "message": message}))
        return found[0] if found else None

    async def questions(self, place: Place) -> list[Question]:
        """Those of a thread, oldest first."""
        return await self._questions(*at(tables.question, columns(place)))

    async def open_questions(self) -> list[Question]:
        """Those to be answered, and the unclear ones to be asked back about, oldest first."""
        table = tables.question
        not_asked_back = sa.and_(table.c.state == QuestionState.UNCLEAR, table.c.post.is_(None))
        return await self._questions(sa.or_(table.c.state == QuestionState.OPEN, not_asked_back))

    async def name_papers(self, question: Question, *papers: ThreadPaper) -> Question | None:
        """Open an unclear question; none when it is unclear no longer."""
        table = tables.question
        named = question.model_copy(update={"papers": papers, "state": QuestionState.OPEN})
        opened = (
            sa.update(table)
            .where(*_as_asked(question), table.c.state == QuestionState.UNCLEAR)
            .values(
                state=QuestionState.OPEN,
                content=named.model_dump_json(exclude={"state", "post", "answer"}),
            )
            .returning(*table.c)
        )
        row = await self._database.write(lambda c: c.execute(opened).one_or_none(), urgent=True)
        return question_of(row) if row else None

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

    async def count(self, place: Place, author: str, now: dt.datetime, limits: Limits) -> None:
        """Count what costs as much as a question and is none. Raises `TooMany`."""
        await self._database.write(
            lambda c: self._tally.count(c, place, author, now, limits), urgent=True
        )

    async def count_answered(self, since: dt.datetime) -> int:
        """How many of the questions asked since then have an answer."""
        table = tables.question
        query = (
            sa.select(sa.func.count())
            .select_from(table)
            .where(table.c.state == QuestionState.ANSWERED, table.c.asked_at >= since)
        )
        return await self._database.read(lambda c: c.execute(query).scalar_one())

    async def keep_verdict(self, question: Question, author: str, verdict: Verdict) -> None:
        """Keep what a reader thinks of an answer; the newest of a person wins.

        Does nothing when the question was forgotten.
        """
        asked, table = tables.question, tables.verdict
        known = sa.select(
            *(asked.c[name] for name in _KEY), sa.literal(author), sa.literal(verdict.value)
        ).where(*at(asked, _key(question)))
        insert = self._database.insert(table).from_select([*_KEY, "author", "verdict"], known)
        await self._write(
            insert.on_conflict_do_update(
                index_elements=[*_KEY, "author"], set_={"verdict": verdict.value}
            )
        )

    async def _questions(self, *conditions: sa.ColumnElement[bool]) -> list[Question]:
        table = tables.question
        query = sa.select(table).where(*conditions).order_by(table.c.asked_at, table.c.message)
        rows = await self._database.read(lambda c: c.execute(query).all())
        return [question for row in rows if (question := question_of(row))]

    async def _write(self, statement: Any, *, urgent: bool = False) -> int:
        return await self._database.write(lambda c: c.execute(statement).rowcount, urgent=urgent)


def _key(question: Question) -> dict[str, str]:
    return {**columns(question.place), "message": question.message}


def _picked_up(by: Question) -> sa.Update:
    """Marks the unclear question that one picks up, or did before: a choice may be mended."""
    table = tables.question
    waits = table.c.state.in_([QuestionState.UNCLEAR, QuestionState.PICKED_UP])
    its = at(table, {**columns(by.place), "message": by.picks_up or ""})
    return sa.update(table).where(*its, waits).values(state=QuestionState.PICKED_UP)


def _as_asked(question: Question) -> list[sa.ColumnElement[bool]]:
    """It is there, and still asks the same."""
    table = tables.question
    return [*at(table, _key(question)), table.c.text == question.message_text]
