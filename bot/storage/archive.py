"""`Archive` on SQLAlchemy: SQLite's word index, elsewhere a plain comparison."""

import datetime as dt
import re
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from bot.domain.digest import DigestEntry
from bot.domain.found import Found
from bot.domain.language import Language
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.search_text import (
    END,
    HIT,
    columns_of,
    searchable,
    snippet,
    without_particles,
    words_of,
)

_TITLE, _LABELS, _BODY = 8.0, 4.0, 1.0  # what a hit in each is worth
# A year of age halves a score: the newest of the good ones come first. Scores are negative.
_BY_WORDS = sa.text(f"""
    WITH hit AS MATERIALIZED (
        SELECT rowid AS id, bm25(entry_words, {_TITLE}, {_LABELS}, {_BODY}) AS score
        FROM entry_words WHERE entry_words MATCH :match
    ), aged AS (
        SELECT entry.id, entry.date, hit.score / (1 + (julianday(
            (SELECT max(date) FROM entry)) - julianday(entry.date)) / 365) AS score,
            row_number() OVER (PARTITION BY paper_id ORDER BY entry.date DESC, entry.id DESC) AS nth
        FROM hit JOIN entry ON entry.id = hit.id
    )
    SELECT id FROM aged WHERE nth = 1 ORDER BY score, date DESC, id LIMIT :most
""")  # noqa: S608  # our own numbers
_MARKED = sa.text(
    "SELECT rowid AS id, highlight(entry_words, 2, :hit, :end) AS body FROM entry_words "
    "WHERE entry_words MATCH :match AND rowid IN :ids"
).bindparams(sa.bindparam("ids", expanding=True))

_ZERO: sa.ColumnElement[int] = sa.literal(0)


class SqlArchive:
    """Every method raises `StoreError` when the database does not answer.

    What an older program kept in another form is missing.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep_entry(self, date: dt.date, language: Language, entry: DigestEntry) -> None:
        """Keep an entry; the newest of a date, a language and a paper wins."""
        new = {**columns_of(entry), "content": entry.model_dump_json()}
        key = {"date": date, "language": language.value, "paper_id": entry.paper.id}
        insert = self._database.insert(tables.entry).values(**key, **new)
        update = insert.on_conflict_do_update(index_elements=list(key), set_=new)
        await self._database.write(lambda c: c.execute(update))

    async def entry(self, paper_id: str, language: Language) -> DigestEntry | None:
        """The newest entry of a paper, in that language where there is one, else in another."""
        table = tables.entry
        query = (
            sa.select(table.c.content)
            .where(table.c.paper_id == paper_id)
            .order_by((table.c.language == language.value).desc(), table.c.date.desc(), table.c.id)
        )
        contents = await self._database.read(lambda c: c.execute(query).scalars().all())
        return next(filter(None, map(_entry, contents)), None)

    async def extent(self) -> tuple[int, dt.date | None]:
        """How many papers are kept, and the newest date that has one."""
        table = tables.entry
        query = sa.select(sa.func.count(sa.distinct(table.c.paper_id)), sa.func.max(table.c.date))
        papers, newest = await self._database.read(lambda c: c.execute(query).one())
        return papers, newest

    async def days(self, most: int) -> list[dt.date]:
        """The dates that have papers, the newest first."""
        date = tables.entry.c.date
        query = sa.select(date).distinct().order_by(date.desc()).limit(most)
        return list(await self._database.read(lambda c: c.execute(query).scalars().all()))

    async def search(self, words: str, limit: int) -> list[Found]:
        """Entries that hold all the words; when there is none, those that hold any.

        Each paper once, by its newest entry. The best come first, of equally good ones the newest.
        """
        wanted = words_of(words)
        if not wanted:
            return []
        find = _by_word_index if self._database.is_sqlite else _by_comparison

        def look(connection: sa.Connection) -> list[Found | None]:
            bodies = find(connection, wanted, limit)
            query = sa.select(tables.entry).where(tables.entry.c.id.in_(bodies))
            rows = {row.id: row for row in connection.execute(query)}
            return [_found(rows[number], body) for number, body in bodies.items()]

        return [entry for entry in await self._database.read(look) if entry]


def _by_word_index(connection: sa.Connection, words: list[str], limit: int) -> dict[int, str]:
    """Bodies with their hits marked, by the entry's number, best first."""
    all_, any_ = (
        operator.join(f'"{searchable(word)}"' for word in terms)
        for operator, terms in ((" AND ", words), (" OR ", without_particles(words)))
    )
    for match in dict.fromkeys((all_, any_)):
        ids = connection.execute(_BY_WORDS, {"match": match, "most": limit}).scalars().all()
        if ids:
            marks = {"match": match, "ids": ids, "hit": HIT, "end": END}
            marked = {row.id: row.body for row in connection.execute(_MARKED, marks)}
            return {number: marked[number] for number in ids if number in marked}
    return {}


def _by_comparison(connection: sa.Connection, words: list[str], limit: int) -> dict[int, str]:
    """The same without stems and ranks: a hit in the title counts more than one elsewhere."""
    for terms, together in ((words, len(words)), (without_particles(words), 1)):
        sought = [searchable(word) for word in terms]
        query = comparison(sought, together).limit(limit)
        bodies = {row.id: row.body for row in connection.execute(query)}
        if bodies:
            hits = re.compile("|".join(map(re.escape, sought)), re.IGNORECASE)
            return {n: hits.sub(rf"{HIT}\g<0>{END}", body) for n, body in bodies.items()}
    return {}


def comparison(words: list[str], together: int) -> sa.Select[Any]:
    """The newest entry of each paper that holds at least so many of the words."""
    table = tables.entry
    everywhere = (table.c.title, table.c.labels, table.c.body)
    held = sum((_one_if(sa.or_(*(_holds(c, word) for c in everywhere))) for word in words), _ZERO)
    titled = sum((_one_if(_holds(table.c.title, word)) for word in words), _ZERO)
    number = sa.func.row_number().over(
        partition_by=table.c.paper_id, order_by=[table.c.date.desc(), table.c.id.desc()]
    )
    ranked = (
        sa.select(
            table.c.id,
            table.c.date,
            table.c.body,
            (held + titled).label("score"),
            number.label("nth"),
        )
        .where(held >= together)
        .subquery()
    )
    return (
        sa.select(ranked.c.id, ranked.c.body)
        .where(ranked.c.nth == 1)
        .order_by(ranked.c.score.desc(), ranked.c.date.desc(), ranked.c.id)
    )


def _holds(column: sa.Column[str], word: str) -> sa.ColumnElement[bool]:
    return column.icontains(word, autoescape=True)


def _one_if(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.case((condition, 1), else_=0)


def _entry(content: str) -> DigestEntry | None:
    try:
        return DigestEntry.model_validate_json(content)
    except ValidationError:
        return None


def _found(row: sa.Row[Any], body: str) -> Found | None:
    entry = _entry(row.content)
    if entry is None:
        return None
    return Found(
        date=row.date,
        language=Language(row.language),
        entry=entry,
        snippet=snippet(body, entry.paper.title),
    )
