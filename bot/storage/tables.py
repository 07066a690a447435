"""The tables. Columns are only ever added."""

import datetime as dt
from typing import Any

import sqlalchemy as sa


class UtcTime(sa.TypeDecorator[dt.datetime]):
    """A moment, in UTC on both sides: SQLite keeps times without their zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> object:
        """To the database."""
        return value.astimezone(dt.UTC) if value else None

    def process_result_value(
        self, value: dt.datetime | None, dialect: sa.Dialect
    ) -> dt.datetime | None:
        """From the database."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


metadata = sa.MetaData()

snapshot = sa.Table(
    "snapshot",
    metadata,
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("fetched_at", UtcTime, nullable=False),
    sa.Column("pages", sa.JSON, nullable=False),
)

cache = sa.Table(
    "cache",
    metadata,
    sa.Column("kind", sa.String(40), primary_key=True),
    sa.Column("key", sa.String(200), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

usage = sa.Table(
    "usage",
    metadata,
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("calls", sa.Integer, nullable=False),
    sa.Column("prompt_tokens", sa.Integer, nullable=False),
    sa.Column("completion_tokens", sa.Integer, nullable=False),
)

pace = sa.Table(
    "pace",
    metadata,
    sa.Column("key", sa.String(200), primary_key=True),
    sa.Column("at", sa.Float, nullable=False),  # the latest turn given out, seconds since 1970
)

PLACE = ("platform", "workspace", "channel", "thread")  # a place without a thread has the thread ""


def _place() -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(200), primary_key=True) for name in PLACE]


thread = sa.Table(
    "thread",
    metadata,
    *_place(),
    sa.Column("content", sa.Text, nullable=False),  # a `Thread` as JSON
)

remark = sa.Table(
    "remark",
    metadata,
    *_place(),
    sa.Column("message", sa.String(200), primary_key=True),
    sa.Column("author", sa.String(200), nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("ranks", sa.JSON, nullable=False),
    sa.Index("ix_remark_at", *PLACE, "at", "message"),
)

question = sa.Table(
    "question",
    metadata,
    *_place(),
    sa.Column("message", sa.String(200), primary_key=True),
    sa.Column("author", sa.String(200), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("asked_at", UtcTime, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("post", sa.String(200)),
    sa.Column("answer", sa.Text),  # an `Answer` as JSON
    sa.Column("content", sa.Text, nullable=False),  # the `Question` as it was asked, as JSON
    sa.Index("ix_question_asked_at", *PLACE, "asked_at", "message"),
    sa.Index("ix_question_state", "state"),
)

orphan = sa.Table(  # where an answer stands whose question was forgotten: it is to be removed
    "orphan",
    metadata,
    *_place(),
    sa.Column("message", sa.String(200), primary_key=True),
    sa.Column("post", sa.String(200), primary_key=True),
)

heard = sa.Table(
    "heard",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),  # a hash: of a message
    sa.Column("version", UtcTime, nullable=False),  # when it was edited; far from now: it is gone
    sa.Column("at", UtcTime, nullable=False, index=True),
)

tally = sa.Table(
    "tally",
    metadata,
    sa.Column("whose", sa.String(64), primary_key=True),  # a hash: of a person or a channel
    sa.Column("hour", UtcTime, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)

verdict = sa.Table(
    "verdict",
    metadata,
    *_place(),
    sa.Column("message", sa.String(200), primary_key=True),
    sa.Column("author", sa.String(200), primary_key=True),
    sa.Column("verdict", sa.String(20), nullable=False),
    sa.ForeignKeyConstraint(
        [*PLACE, "message"],
        [f"question.{name}" for name in (*PLACE, "message")],
        ondelete="CASCADE",
    ),
)

KEY = ("platform", "workspace", "channel", "edition_date")


def _key() -> list[sa.Column[Any]]:
    names = [sa.Column(name, sa.String(200), primary_key=True) for name in KEY[:-1]]
    return [*names, sa.Column(KEY[-1], sa.Date, primary_key=True)]


delivery = sa.Table(
    "delivery",
    metadata,
    *_key(),
    sa.Column("language", sa.String(20), nullable=False),
    sa.Column("layout", sa.String(20), nullable=False),
    sa.Column("papers", sa.JSON, nullable=False),  # each a `ThreadPaper`
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("reason", sa.String(40)),
    sa.Column("begun_at", UtcTime, nullable=False, index=True),
    sa.Column("holder", sa.String(40)),
    sa.Column("held_until", UtcTime),
    sa.Index("ix_delivery_state", "state", "platform"),
)

post = sa.Table(
    "post",
    metadata,
    *_key(),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("parent", sa.Integer),
    sa.Column("paper", sa.String(40)),
    sa.Column("message", sa.Text, nullable=False),  # a `Message` as JSON, as it is to be posted
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("post", sa.String(200)),
    sa.Column("tried_at", UtcTime),
    sa.ForeignKeyConstraint(KEY, [f"delivery.{name}" for name in KEY], ondelete="CASCADE"),
    sa.Index("ix_post_post", *KEY[:-1], "post"),
)

receipt = sa.Table(
    "receipt",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),  # a hash
    sa.Column("at", UtcTime, nullable=False, index=True),
)

# The words of an entry stand in three columns by weight, as `search_text.searchable` writes them.
entry = sa.Table(
    "entry",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("date", sa.Date, nullable=False),
    sa.Column("language", sa.String(20), nullable=False),
    sa.Column("paper_id", sa.String(40), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("labels", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),  # a `DigestEntry` as JSON
    sa.UniqueConstraint("date", "language", "paper_id"),
)

# https://sqlite.org/fts5.html#external_content_tables
_OLD_WORDS = (
    "INSERT INTO entry_words(entry_words, rowid, title, labels, body) "
    "VALUES ('delete', old.id, old.title, old.labels, old.body);"
)
_NEW_WORDS = (
    "INSERT INTO entry_words(rowid, title, labels, body) "
    "VALUES (new.id, new.title, new.labels, new.body);"
)
SQLITE_WORD_INDEX = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS entry_words USING fts5(title, labels, body,
    content='entry', content_rowid='id', tokenize='porter unicode61')""",
    f"CREATE TRIGGER IF NOT EXISTS entry_added AFTER INSERT ON entry BEGIN {_NEW_WORDS} END",
    f"CREATE TRIGGER IF NOT EXISTS entry_gone AFTER DELETE ON entry BEGIN {_OLD_WORDS} END",
    f"""CREATE TRIGGER IF NOT EXISTS entry_changed AFTER UPDATE ON entry
    BEGIN {_OLD_WORDS} {_NEW_WORDS} END""",
)
