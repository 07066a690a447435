"""The words that are searched: how they are written to the index, asked for, and shown."""

import re
import unicodedata

from bot.domain.base import clip, single_line
from bot.domain.digest import DigestEntry

HIT, END = "\x02", "\x03"  # around a hit; no text of the domain holds a control character
_LONGEST_SNIPPET = 300  # characters
_MOST_WORDS = 32
# Kana, ideographs, Hangul and its letters: written without spaces, or with endings that an
# English stemmer leaves on.
_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_MARK = "\x1f"
_PARTICLE = re.compile("(?<=[0-9a-z가-힣]{2})(?:에서|으로|[을를은는이가의에로와과도])$")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def searchable(text: str) -> str:
    """`text` so that each East Asian character is a word of its own.

    A run of them is then found by a phrase, however short it is and wherever it stands in a word.
    """
    composed = unicodedata.normalize("NFC", text).translate(_FULL_WIDTH)
    return _EAST_ASIAN.sub(rf"{_MARK}\g<0>{_MARK}", composed)


def readable(text: str) -> str:
    """What `searchable` was made from, in composed letters of normal width."""
    return text.replace(_MARK, "")


def words_of(text: str) -> list[str]:
    """The first words of what somebody typed, each once.

    None of them holds a quotation mark or a control character: whatever was typed, a word in
    quotation marks is a phrase of FTS5 and nothing else (<https://sqlite.org/fts5.html>).
    """
    # A lone surrogate cannot be written: `single_line` drops it like every other hidden character.
    typed = single_line(unicodedata.normalize("NFC", text).translate(_FULL_WIDTH))
    pieces = (_trimmed(piece) for piece in typed.replace('"', " ").split())
    words = dict.fromkeys(piece.casefold() for piece in pieces if piece)
    return list(words)[:_MOST_WORDS]


def without_particles(words: list[str]) -> list[str]:
    """The words without the particles that Koreans write at their ends, such as 을 in 모델을."""
    return list(dict.fromkeys(_PARTICLE.sub("", word) for word in words))


def _trimmed(piece: str) -> str:
    """Without the punctuation at its ends; empty when it is nothing else."""
    inside = [at for at, character in enumerate(piece) if character.isalnum()]
    return piece[inside[0] : inside[-1] + 1] if inside else ""


def columns_of(entry: DigestEntry) -> dict[str, str]:
    """What an entry is found by; its body has one sentence a line, each once."""
    labels = (*entry.tags, *entry.paper.authors, entry.paper.id)
    sentences = [s.text for section in entry.sections for s in section.sentences]
    claims = [claim.text for claim in entry.claims]
    return {
        "title": searchable(entry.paper.title),
        "labels": searchable("\n".join(labels)),
        "body": searchable("\n".join(dict.fromkeys(sentences + claims))),
    }


def snippet(body: str, otherwise: str) -> str:
    """The line of a body with most hits, at most 300 characters around its first one.

    A body without a hit gives its first line, one without a line `otherwise`.
    """
    line = max(readable(body).split("\n"), key=lambda line: line.count(HIT))
    if not line:
        return clip(otherwise, _LONGEST_SNIPPET)
    first = max(line.find(HIT), 0)
    plain = line.replace(HIT, "").replace(END, "")
    if len(plain) <= _LONGEST_SNIPPET:
        return plain
    start = _word_start(plain, first - _LONGEST_SNIPPET // 3)
    before = "…" if start else ""
    return before + clip(plain[start:], _LONGEST_SNIPPET - 2)


def _word_start(text: str, near: int) -> int:
    """Where a word begins at `near` or soon after it; 0 for what lies before the text."""
    if near <= 0:
        return 0
    space = text.find(" ", near, near + 30)
    return near if space < 0 else space + 1
