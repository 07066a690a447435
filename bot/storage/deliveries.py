"""`Deliveries` on SQLAlchemy."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.domain.delivery import Delivery, DeliveryKey, DeliveryState, PostState
from bot.domain.errors import PlatformProblem
from bot.domain.place import Place
from bot.ports.outbound import Clock
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.delivery_rows import delivery_of, key_columns, key_of, papers_column, post_row

_LONGEST_HOLD = dt.timedelta(hours=1)
_Rows = tuple[sa.Row[Any], Sequence[sa.Row[Any]]]


class SqlDeliveries:
    """Every method raises `StoreError` when the database does not answer.

    What another version of the program kept in a form that is not known here raises it, too: what
    passed for missing would be posted a second time.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, delivery: Delivery) -> Delivery:
        """Keep a delivery unless its key has one; returns the one that is kept."""
        table, key = tables.delivery, key_columns(delivery.key)
        insert = self._database.insert(table).values(
            **key,
            language=delivery.language,
            layout=delivery.layout,
            papers=papers_column(delivery),
            state=delivery.state,
            reason=delivery.reason,
            begun_at=self._clock.now(),
        )
        posts = [
            {**key, **post_row(position, part)} for position, part in enumerate(delivery.parts)
        ]
        fresh = insert.on_conflict_do_nothing().returning(table.c.state)

        def keep(connection: sa.Connection) -> _Rows | None:
            if connection.execute(fresh).one_or_none() is None:
                return _newest(connection, *_at(table, key))
            connection.execute(sa.insert(tables.post), posts)
            return None

        kept = await self._database.write(keep)
        return delivery_of(*kept) if kept else delivery

    async def delivery(self, key: DeliveryKey) -> Delivery | None:
        """The delivery of a key."""
        return await self._one(*_at(tables.delivery, key_columns(key)))

    async def newest(self, place: Place) -> Delivery | None:
        """The delivery of a channel with the newest edition, not removed and with a post."""
        table, post = tables.delivery, tables.post
        return await self._one(
            *_in_channel(place),
            table.c.state != DeliveryState.REMOVED,
            sa.exists().where(*_posts_of_it(), post.c.position == 0, post.c.post.is_not(None)),
        )

    async def with_post(self, place: Place, post: str) -> Delivery | None:
        """The delivery that a message of a channel is part of."""
        its = sa.exists().where(*_posts_of_it(), tables.post.c.post == post)
        return await self._one(*_in_channel(place), its)

    async def open_keys(self, platform: str) -> list[DeliveryKey]:
        """Those of a platform that are not ended, the one begun first comes first."""
        table = tables.delivery
        query = (
            sa.select(*(table.c[name] for name in tables.KEY))
            .where(table.c.platform == platform, table.c.state == DeliveryState.OPEN)
            .order_by(table.c.begun_at, *(table.c[name] for name in tables.KEY))
        )
        rows = await self._database.read(lambda c: c.execute(query).all())
        return [key_of(row) for row in rows]

    async def give_up_before(self, platform: str, moment: dt.datetime) -> list[DeliveryKey]:
        """End those of a platform that are open, held by nobody and begun before that."""
        table = tables.delivery
        late = (
            sa.update(table)
            .where(
                table.c.platform == platform,
                table.c.state == DeliveryState.OPEN,
                table.c.begun_at < moment,
                self._free(),
            )
            .values(
                state=DeliveryState.FAILED,
                reason=PlatformProblem.TOO_LATE,
                holder=None,
                held_until=None,
            )
            .returning(*(table.c[name] for name in tables.KEY))
        )
        rows = await self._database.write(lambda c: c.execute(late).all())
        return [key_of(row) for row in rows]

    async def hold(self, key: DeliveryKey, holder: str, until: dt.datetime) -> bool:
        """Take an open delivery, or go on holding it, in one statement."""
        return await self._write(self._holding(key, holder, until)) == 1

    async def attempt(self, key: DeliveryKey, index: int, holder: str, until: dt.datetime) -> bool:
        """Keep that a part is about to be posted, in one transaction with the hold."""
        attempt = _part_to_come(key, index).values(
            state=PostState.SENDING, tried_at=self._clock.now()
        )
        holding = self._holding(key, holder, until)

        def keep(connection: sa.Connection) -> bool:
            held = connection.execute(holding).rowcount == 1
            if held:
                connection.execute(attempt)
            return held

        return await self._database.write(keep)

    async def settle(self, key: DeliveryKey, index: int, post: str | None) -> None:
        """Keep what became of an attempt; a part that is done stays done."""
        state = PostState.DONE if post else PostState.WAITING
        await self._write(_part_to_come(key, index).values(state=state, post=post))

    def _holding(self, key: DeliveryKey, holder: str, until: dt.datetime) -> sa.Update:
        table = tables.delivery
        free = sa.or_(self._free(), table.c.holder == holder)
        return (
            sa.update(table)
            .where(*_at(table, key_columns(key)), table.c.state == DeliveryState.OPEN, free)
            .values(holder=holder, held_until=until)
        )

    def _free(self) -> sa.ColumnElement[bool]:
        table, now = tables.delivery, self._clock.now()
        held = table.c.held_until.between(now, now + _LONGEST_HOLD)
        return sa.or_(table.c.holder.is_(None), ~held)

    async def let_go(self, key: DeliveryKey, holder: str) -> None:
        """Hold it no longer."""
        table = tables.delivery
        await self._write(
            sa.update(table)
            .where(*_at(table, key_columns(key)), table.c.holder == holder)
            .values(holder=None, held_until=None)
        )

    async def end(
        self, key: DeliveryKey, state: DeliveryState, reason: PlatformProblem | None = None
    ) -> None:
        """Keep how a delivery ended, or that it is open again, held as it was.

        What is done can only be removed after that; what was removed stays so.
        """
        table = tables.delivery
        final = [DeliveryState.REMOVED]
        if state is not DeliveryState.REMOVED:
            final.append(DeliveryState.DONE)
        held = {} if state is DeliveryState.OPEN else {"holder": None, "held_until": None}
        await self._write(
            sa.update(table)
            .where(*_at(table, key_columns(key)), table.c.state.not_in(final))
            .values(state=state, reason=reason, **held)
        )

    async def forget_before(self, moment: dt.datetime) -> int:
        """Delete those begun before that, with their posts; how many they were."""
        table = tables.delivery
        return await self._write(sa.delete(table).where(table.c.begun_at < moment))

    async def _one(self, *conditions: sa.ColumnElement[bool]) -> Delivery | None:
        found = await self._database.read(lambda c: _newest(c, *conditions))
        return delivery_of(*found) if found else None

    async def _write(self, statement: Any) -> int:
        return await self._database.write(lambda c: c.execute(statement).rowcount)


def _newest(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> _Rows | None:
    table, post = tables.delivery, tables.post
    query = sa.select(table).where(*conditions).order_by(table.c.edition_date.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    posts = sa.select(post).where(*_at(post, key_columns(key_of(row)))).order_by(post.c.position)
    return row, connection.execute(posts).all()


def _part_to_come(key: DeliveryKey, index: int) -> sa.Update:
    table = tables.post
    its = _at(table, {**key_columns(key), "position": index})
    return sa.update(table).where(*its, table.c.state != PostState.DONE)


def _in_channel(place: Place) -> list[sa.ColumnElement[bool]]:
    return _at(tables.delivery, {name: getattr(place, name) for name in tables.KEY[:-1]})


def _posts_of_it() -> list[sa.ColumnElement[bool]]:
    return [tables.post.c[name] == tables.delivery.c[name] for name in tables.KEY]


def _at(table: sa.Table, values: dict[str, Any]) -> list[sa.ColumnElement[bool]]:
    return [table.c[name] == value for name, value in values.items()]
