"""Neutral text in Discord's Markdown: our own marks stand around escaped words only.

A mark needs no space beside it, so a Korean particle may follow an emphasis. Two marks side by
side would be read as others: a joiner keeps them apart.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import assert_never

from adapters.discord.rendering.escape import JOINER, escape, linked
from bot.domain.message import (
    Actions,
    Block,
    Bullets,
    Context,
    Feedback,
    Heading,
    Image,
    Item,
    Paragraph,
    Quote,
    RichText,
    Span,
)
from bot.presentation.spoken import words

_MARKS = {"plain": "", "strong": "**", "emphasis": "*"}
_HEADINGS = {1: "##", 2: "##", 3: "###"}


def written(blocks: Iterable[Block]) -> str:
    """The blocks as one text, those left out that say nothing: pictures, buttons, blank ones."""
    said = [(block, text) for block in blocks if (text := _text(block))]
    lines = [text for _, text in said[:1]]
    for (before, _), (after, text) in pairwise(said):
        lines.append(text if _belong_together(before, after) else f"\n{text}")
    return "\n".join(lines)


def _text(block: Block) -> str:  # noqa: PLR0911  # a case for each kind
    match block:
        case Heading():
            return _heading(block)
        case Paragraph():
            return _spans(block.text)
        case Bullets():
            return "\n".join(f"- {text}" for item in block.items if (text := _spans(item)))
        case Quote():
            return f"> “{escape(block.text)}”\n> -# {escape(block.source)}"
        case Context():
            return f"-# {text}" if (text := _spans(block.text)) else ""
        case Item():
            return "\n".join(_item(block))
        case Image() | Actions() | Feedback():
            return ""
        case _:
            assert_never(block)


def _heading(heading: Heading) -> str:
    if not (text := _spans(heading.text)):
        return ""
    end = JOINER if text.endswith("#") else ""  # Discord drops hashes there, escaped ones too
    return f"{_HEADINGS[heading.level]} {text}{end}"


def _item(item: Item) -> Iterator[str]:
    """The title above, then the facts in small print, then the line."""
    facts = " · ".join(filter(None, (item.votes, item.ratings, item.tags)))
    yield _marked("**", "".join(map(_words, _merged(item.title))))
    yield f"-# {escape(facts)}"
    if item.line:
        yield escape(item.line)


def _spans(text: RichText) -> str:
    """Text with its styles and links on one line; none where there is nothing to see."""
    if not words(text).strip():
        return ""
    pieces = [_marked(_MARKS[span.style], _words(span)) for span in _merged(text)]
    joined = pieces[0]
    for before, piece in pairwise(pieces):
        apart = JOINER if before.endswith("*") and piece.startswith("*") else ""
        joined += f"{apart}{piece}"
    return joined.strip()


def _merged(text: RichText) -> Iterator[Span]:
    """Spans of which no two neighbours look the same."""
    for (style, link), spans in groupby(text, lambda span: (span.style, span.link)):
        whole = "".join(span.text for span in spans)
        yield Span.model_construct(text=whole, style=style, link=link)


def _words(span: Span) -> str:
    return linked(span.text, span.link) if span.link else escape(span.text)


def _marked(mark: str, text: str) -> str:
    """The mark around the text, not around spaces at its ends."""
    inner = text.strip()
    return text.replace(inner, f"{mark}{inner}{mark}", 1) if mark and inner else text


def _belong_together(before: Block, after: Block) -> bool:
    """Whether no blank line stands between them. Two quotes without one would be one quote."""
    match before, after:
        case Quote() | Bullets(), Bullets() | Heading():
            return True
        case Quote() | Bullets(), _:
            return False
        case (Paragraph(), Paragraph()) | (Item(), Item()):
            return False
        case _:
            return True
