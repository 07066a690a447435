"""Where running text may be cut in two: after a sentence, after a word, never inside a character.

A character is what people see as one (Unicode Standard Annex 29): an emoji of several parts, a
flag, a letter with its marks.
"""

from collections.abc import Iterator

from grapheme import safe_split_index  # type: ignore[import-untyped]
from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

from bot.domain.message import RichText, Span
from bot.presentation.spoken import words


def length(text: RichText) -> int:
    """In characters."""
    return sum(len(span.text) for span in text)


def cut(text: RichText, at: int) -> tuple[RichText, RichText]:
    """What stands before a place in the text, and the rest; styles and links go with their words."""
    head: list[Span] = []
    tail: list[Span] = []
    for span in text:
        here = max(0, min(at, len(span.text)))
        for side, piece in ((head, span.text[:here]), (tail, span.text[here:])):
            if piece:
                side.append(span.model_copy(update={"text": piece}))
        at -= here
    return tuple(head), tuple(tail)


def best_cut(text: RichText, most: int) -> int:
    """The best place to cut at or before `most`: 0 when there is none.

    After a sentence, else after a word, else after a character; in a link only when it begins
    the text.
    """
    whole = words(text)
    linked = _links(text)

    def last(places: Iterator[int]) -> int:
        before = sorted((at for at in places if 0 < at <= most), reverse=True)
        outside = (at for at in before if not any(start < at < end for start, end in linked))
        return next((at for at in outside if safe_split_index(whole, at) == at), 0)

    if at := last(_sentence_ends(whole)) or last(_word_ends(whole)):
        return at
    at = int(safe_split_index(whole, most))
    return next((start for start, end in linked if start < at < end and start), at)


def _links(text: RichText) -> list[tuple[int, int]]:
    places, at = [], 0
    for span in text:
        if span.link:
            places.append((at, at + len(span.text)))
        at += len(span.text)
    return places


def _sentence_ends(text: str) -> Iterator[int]:
    """Its rules for English also know the full stops of Korean, Japanese and Chinese."""
    return (sentence["end_index"] for sentence in get_sentence_boundaries("en", text))


def _word_ends(text: str) -> Iterator[int]:
    return (at for at, letter in enumerate(text, start=1) if letter == " ")
