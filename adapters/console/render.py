"""Neutral messages as rich renderables. Text is never read as markup."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from bot.domain.message import (
    Actions,
    Block,
    Bullets,
    Context,
    Feedback,
    Heading,
    Image,
    Item,
    Message,
    Paragraph,
    Quote,
    RichText,
    Span,
)

_LINK_COLUMN = 12
_STYLES = {"plain": "", "strong": "bold", "emphasis": "italic"}


def render_message(message: Message) -> RenderableType:
    """All blocks of a message, one under the other."""
    return Group(*(line for block in message.blocks for line in _block(block)))


def _block(block: Block) -> Iterator[RenderableType]:  # noqa: C901  # a case for each kind
    match block:
        case Heading(level=1):
            yield from ("", _text(block.text, "bold cyan"))
        case Heading(level=2):
            yield from ("", _text(block.text, "bold"))
        case Heading():
            yield from ("", _text(block.text, "bold green"))
        case Paragraph():
            yield Padding(_text(block.text), (0, 0, 0, 2))
        case Bullets():
            yield from _bullets(block.items)
        case Quote():
            quote = Text(f"“{block.text}”", style="italic")
            quote.append(f"  — {block.source}", style="dim not italic")
            yield Padding(quote, (0, 0, 0, 4))
        case Context() if links := [one for one in block.text if one.link not in {None, one.text}]:
            yield from _addresses(links)
        case Context():
            yield Padding(_text(block.text, "dim"), (0, 0, 0, 2))
        case Item():
            yield from _item(block)
        case Actions():
            choices = [action for action in block.actions if action.action == "choose"]
            yield from _bullets([(Span(text=action.label),) for action in choices])
        case Image() | Feedback():
            return  # a terminal shows neither pictures nor buttons
        case _:
            assert_never(block)


def _item(item: Item) -> Iterator[RenderableType]:
    yield from ("", _text(item.title, "bold"))
    told = " · ".join(filter(None, (item.votes, item.ratings, item.tags)))
    yield Padding(Text(told, "dim"), (0, 0, 0, 2))
    if item.line:
        yield Padding(Text(item.line), (0, 0, 0, 2))


def _bullets(items: Sequence[RichText]) -> Iterator[RenderableType]:
    bullets = Table.grid(Column(), Column(overflow="fold"), padding=(0, 1))
    for item in items:
        bullets.add_row("•", _text(item))
    if items:
        yield Padding(bullets, (0, 0, 0, 2))


def _addresses(links: Sequence[Span]) -> Iterator[RenderableType]:
    """Each on one line, however long: a broken address cannot be followed."""
    for span in links:
        name = span.text
        if cell_len(name) > _LINK_COLUMN:
            yield Padding(Text(name), (0, 0, 0, 2))
            name = ""
        name += " " * (_LINK_COLUMN - cell_len(name))
        line = Text(f"  {name}  ", no_wrap=True, overflow="ignore")
        yield line.append(span.link or "", style="dim")


def _text(spans: RichText, style: str = "") -> Text:
    text = Text(style=style)
    for span in spans:
        link = f"link {span.link}" if span.link else ""
        text.append(span.text, style=f"{_STYLES[span.style]} {link}".strip())
    return text
