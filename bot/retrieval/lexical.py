"""`Passages` by words: SQLite FTS5 with Porter stemming and BM25, in memory, per call."""

import re
import sqlite3
import unicodedata
from contextlib import closing

from bot.domain.evidence import PaperText, Passage

_WORD = re.compile("[\u3040-\u9fff\uac00-\ud7a3]+|[^\\W\u3040-\u9fff\uac00-\ud7a3]+")
# Function words carry no subject; without this they decide the order of short passages. The
# single letters are the ends of "what's" and "don't".
_STOP = frozenset(
    "a about an and are as at be been by can could did do does for from had has have how i if "
    "in into is it its made may me much of on or our paper shall should so than that the their "
    "them there these they this those to us was we were what when where which while who whom "
    "why will with would you your s t d m ll re ve".split()
)


class LexicalPassages:
    """Needs no server and no model."""

    async def search(self, text: PaperText, question: str, limit: int) -> list[Passage]:
        """At most `limit` passages that share a word with the question, best first."""
        composed = unicodedata.normalize("NFC", question)  # some keyboards send letters in pieces
        words = [w for w in _WORD.findall(composed.lower()) if w not in _STOP]
        if not words:
            return []
        query = " OR ".join(f'"{word}"' for word in dict.fromkeys(words))
        with closing(sqlite3.connect(":memory:")) as database:
            database.execute(
                "CREATE VIRTUAL TABLE passage USING fts5(section, text, tokenize='porter unicode61')"
            )
            database.executemany(
                "INSERT INTO passage(rowid, section, text) VALUES (?, ?, ?)",
                ((i, p.section, p.text) for i, p in enumerate(text.passages)),
            )
            rows = database.execute(
                "SELECT rowid FROM passage WHERE passage MATCH ? "
                "ORDER BY bm25(passage, 0.5, 1.0), rowid LIMIT ?",
                (query, limit),
            ).fetchall()
        return [text.passages[row[0]] for row in rows]
