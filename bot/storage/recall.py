"""What stands before a message: the part of `Conversations` that every message waits for.

Only so much is read as is needed to decide, however long a thread has grown; answers are not.
"""

import datetime as dt
from typing import Any

import sqlalchemy as sa

from bot.domain.conversation import IncomingMessage, Question, QuestionState, Remark
from bot.domain.known import Known
from bot.ports.outbound import Clock
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.heard import HeardMessages
from bot.storage.rows import at, columns, question_of

_Row = sa.Row[Any]
_MOST_LOOKED_AT = 50  # of the answered questions of a thread, for those about the same papers

_asked = tables.question
_WITHOUT_ANSWER = sa.select(
    *(column for column in _asked.c if column is not _asked.c.answer), sa.null().label("answer")
)


class SqlRecall:
    """Every method raises `StoreError` when the database does not answer."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._heard = HeardMessages(database, clock)

    async def recall(self, message: IncomingMessage, most: int) -> Known:
        """What is known of a message, and the newest that stands before it in its thread."""
        place = columns(message.place)
        key = {**place, "message": message.id}

        def read(connection: sa.Connection) -> Known:
            if message.edited_at is not None:
                self._heard.note(connection, key, message.edited_at)
            question = _one(connection, _WITHOUT_ANSWER.where(*at(_asked, key)))
            remark = _one(connection, sa.select(tables.remark).where(*at(tables.remark, key)))
            remarks = _remarks_before(connection, place, remark, most)
            questions = _questions_before(connection, place, question or remark, most)
            if message.reply_to is not None and most:
                replied_to = (*at(_asked, place), _asked.c.post == message.reply_to)
                answer = _one(connection, _WITHOUT_ANSWER.where(*replied_to).limit(1))
                questions = [answer, *questions] if answer else questions
            return Known(
                outdated=self._heard.is_outdated(connection, key, message.edited_at),
                question=question_of(question) if question else None,
                remark=_remark(remark) if remark else None,
                remarks=tuple(_remark(row) for row in remarks),
                questions=tuple(one for row in questions if (one := question_of(row))),
            )

        if message.edited_at is None:
            return await self._database.read(read)
        return await self._database.write(read, urgent=True)

    async def answered_before(self, question: Question, most: int) -> list[Question]:
        """The newest answered questions of its thread before it, about any of its papers."""
        ids = {given.paper.id for given in question.papers}
        query = (
            sa.select(_asked)
            .where(
                *at(_asked, columns(question.place)),
                _asked.c.state == QuestionState.ANSWERED,
                _asked.c.asked_at < question.asked_at,
            )
            .order_by(_asked.c.asked_at.desc(), _asked.c.message.desc())
            .limit(_MOST_LOOKED_AT)
        )

        def read(connection: sa.Connection) -> list[Question]:
            found: list[Question] = []
            for row in connection.execute(query):
                earlier = question_of(row)
                if earlier and ids & {given.paper.id for given in earlier.papers}:
                    found.append(earlier)
                if len(found) == most:
                    break
            return found[::-1]

        return await self._database.read(read)


def _one(connection: sa.Connection, query: sa.Select[Any]) -> _Row | None:
    return connection.execute(query).one_or_none()


def _remarks_before(
    connection: sa.Connection, place: dict[str, str], known: _Row | None, most: int
) -> list[_Row]:
    table = tables.remark
    query = sa.select(table).where(*at(table, place))
    if known is not None:
        query = query.where(_earlier(table.c.at, table.c.message, known.at, known.message))
    return _newest(connection, query, table.c.at, table.c.message, most)


def _questions_before(
    connection: sa.Connection, place: dict[str, str], known: _Row | None, most: int
) -> list[_Row]:
    """`known` is the message's own question, or else that it was written."""
    query = _WITHOUT_ANSWER.where(*at(_asked, place))
    if known is not None:
        moment = known.asked_at if hasattr(known, "asked_at") else known.at
        query = query.where(_earlier(_asked.c.asked_at, _asked.c.message, moment, known.message))
    return _newest(connection, query, _asked.c.asked_at, _asked.c.message, most)


def _earlier(
    when: sa.Column[Any], name: sa.Column[Any], moment: dt.datetime, message: str
) -> sa.ColumnElement[bool]:
    return sa.and_(when <= moment, sa.or_(when < moment, name < message))


def _newest(
    connection: sa.Connection,
    query: sa.Select[Any],
    when: sa.Column[Any],
    name: sa.Column[Any],
    most: int,
) -> list[_Row]:
    """Oldest first."""
    newest_first = query.order_by(when.desc(), name.desc()).limit(most)
    return list(connection.execute(newest_first))[::-1]


def _remark(row: _Row) -> Remark:
    return Remark(
        message=row.message, author=row.author, at=row.at, kind=row.kind, ranks=tuple(row.ranks)
    )
