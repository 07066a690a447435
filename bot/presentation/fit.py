"""A message with a list of papers, made to fit a platform: it loses in a known order, never a paper."""

from collections.abc import Callable, Iterator
from functools import partial

from bot.domain.base import clip
from bot.domain.message import Block, Context, Item, Message, Span
from bot.presentation.spoken import words

Fits = Callable[[Message], bool]
_Change = Callable[[Item], Item]

_PICTURES = 5
_LINES = (240, 160, 100, 60)  # characters
_SMALL_PRINT = (300, 100, 40)  # characters
_TITLES = (200, 100, 60)  # characters


def fitted(message: Message, fits: Fits) -> Message:
    """`message`, with no more left out of it than it has to be.

    In this order: thumbnails past five, tags, the one line (shortened at a word, then all of it),
    ratings; at last the small print is shortened, all thumbnails go, and long titles are shortened.
    Rank, linked title and votes stay whatever `fits` says, and so does the number of messages: one.
    """
    for smaller in _ever_smaller(message):
        if fits(smaller):
            return smaller
        message = smaller
    return message


def _ever_smaller(message: Message) -> Iterator[Message]:
    yield message
    message = _without_pictures_past(_PICTURES, message)
    yield message
    changes: list[_Change] = [partial(_without, field="tags")]
    changes += [partial(_with_line_of, limit=limit) for limit in _LINES]
    changes += [partial(_without, field="line"), partial(_without, field="ratings")]
    for change in changes:
        message = _of_items(change, message)
        yield message
    for limit in _SMALL_PRINT:
        message = _with_small_print_of(limit, message)
        yield message
    message = _without_pictures_past(0, message)
    yield message
    for limit in _TITLES:
        message = _of_items(partial(_with_title_of, limit=limit), message)
        yield message


def _of_items(change: _Change, message: Message) -> Message:
    blocks = (change(b) if isinstance(b, Item) else b for b in message.blocks)
    return message.model_copy(update={"blocks": tuple(blocks)})


def _without_pictures_past(most: int, message: Message) -> Message:
    seen = 0

    def change(item: Item) -> Item:
        nonlocal seen
        seen += item.image is not None
        return item if seen <= most else _without(item, "image")

    return _of_items(change, message)


def _without(item: Item, field: str) -> Item:
    return item.model_copy(update={field: None})


def _with_line_of(item: Item, limit: int) -> Item:
    return item.model_copy(update={"line": clip(item.line, limit)}) if item.line else item


def _with_title_of(item: Item, limit: int) -> Item:
    title = (span.model_copy(update={"text": _shortened(span, limit)}) for span in item.title)
    return item.model_copy(update={"title": tuple(title)})


def _shortened(span: Span, limit: int) -> str:
    return span.text if len(span.text) <= limit else clip(span.text, limit)


def _with_small_print_of(limit: int, message: Message) -> Message:
    def shortened(block: Block) -> Block:
        if not isinstance(block, Context):
            return block
        said = words(block.text)
        return block if len(said) <= limit else Context(text=(Span(text=clip(said, limit)),))

    return message.model_copy(update={"blocks": tuple(map(shortened, message.blocks))})
