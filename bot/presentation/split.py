"""A message of a thread in parts that a platform takes: nothing is lost, nothing changes its place."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from bot.domain.base import clip
from bot.domain.message import (
    Actions,
    Block,
    Bullets,
    Context,
    Feedback,
    Heading,
    Message,
    Paragraph,
    Quote,
    RichText,
    Span,
)
from bot.presentation.cut import best_cut, cut, length
from bot.presentation.fit import Fits
from bot.presentation.spoken import spoken, words

_Divided = tuple[Block, Block] | None


def split(message: Message, fits: Fits) -> list[Message]:
    """The message in parts of which each fits; the message itself when it fits.

    Parts end between sections where that is possible, else between blocks, else inside one:
    between the items of a list, after a sentence, after a word, and only in a text without
    spaces after a character as people see it. A heading stands above what it is the heading of, and
    is divided only where it alone is too long.
    Buttons come with the end of the message, and go on after it where they are too many. `fits` has
    to accept whatever is smaller than something that it accepts; what cannot be divided, such as a
    picture, stands alone.
    """
    if fits(message):
        return [message]

    def together(*blocks: Block) -> bool:
        return fits(_part(message, blocks))

    end: list[Block] = [b for b in message.blocks if isinstance(b, Actions | Feedback)]
    body: list[Block] = []
    for block in (b for b in message.blocks if b not in end):
        body += divided(block, together) if isinstance(block, Heading) else [block]
    parts: list[list[Block]] = []
    while (body or end) and not together(*body, *end):
        if body:
            head, body = _first_part(body, together)
        else:
            head, end = _first_part(end, together)
        parts.append(head)
    if body or end:
        parts.append([*body, *end])
    return [_part(message, blocks) for blocks in parts]


def divided(block: Block, fits: Callable[[Block], bool]) -> Iterator[Block]:
    """A block in pieces of which each fits, if it can be divided that far."""
    while not fits(block) and (two := _divide(block, fits)):
        piece, block = two
        yield piece
    yield block


def _first_part(
    blocks: list[Block], together: Callable[..., bool]
) -> tuple[list[Block], list[Block]]:
    """As many of the blocks as fit, of which there is at least one, and the rest."""
    fit = bisect_right(range(1, len(blocks) + 1), 0, key=lambda n: not together(*blocks[:n]))
    if fit == len(blocks) == 1:
        return blocks, []
    fit = min(fit, len(blocks) - 1)  # all of them may fit, only not with the end of the message
    if at := _between_blocks(blocks, fit):
        return blocks[:at], blocks[at:]
    before, block, after = blocks[:fit], blocks[fit], blocks[fit + 1 :]
    whole = isinstance(block, Heading)  # where it fits anywhere at all
    if not whole and (two := _divide(block, lambda head: together(*before, head))):
        return [*before, two[0]], [two[1], *after]
    return (before, [block, *after]) if before else ([block], after)


def _between_blocks(blocks: Sequence[Block], most: int) -> int:
    """Where to end a part of at most that many blocks; 0 where it would end on a heading."""
    ends = [n for n in range(1, most + 1) if not isinstance(blocks[n - 1], Heading)]
    sections = [n for n in ends if isinstance(blocks[n], Heading)]
    return max(sections or ends, default=0)


def _divide(block: Block, fits: Callable[[Block], bool]) -> _Divided:
    """A block as two, the first as long as it fits; none when nothing of it does."""
    match block:
        case Paragraph() | Context() | Heading():
            return _divide_text(block.text, partial(_with_text, block), fits)
        case Quote():
            return _divide_quote(block, fits)
        case Bullets():
            return _divide_bullets(block, fits)
        case Actions():
            return _divide_actions(block, fits)
        case _:
            return None


def _divide_text(
    text: RichText, form: Callable[[RichText], Block], fits: Callable[[Block], bool]
) -> _Divided:
    if not (at := _most_text(text, form, fits)):
        return None
    head, tail = cut(text, at)
    return form(head), form(tail)


def _most_text(
    text: RichText, form: Callable[[RichText], Block], fits: Callable[[Block], bool]
) -> int:
    """Where to cut so that what stands before fits; 0 for nowhere."""
    most = bisect_right(range(1, length(text)), 0, key=lambda n: not fits(form(cut(text, n)[0])))
    return best_cut(text, most)


def _with_text(block: Paragraph | Context | Heading, text: RichText) -> Block:
    return block.model_copy(update={"text": text})


def _divide_quote(quote: Quote, fits: Callable[[Block], bool]) -> _Divided:
    def form(text: RichText) -> Quote:
        return quote.model_copy(update={"text": words(text).strip()})

    return _divide_text((Span(text=quote.text),), form, fits)


def _divide_bullets(bullets: Bullets, fits: Callable[[Block], bool]) -> _Divided:
    """Between items; inside the first one when it alone is too long."""
    items = bullets.items
    most = bisect_right(range(1, len(items)), 0, key=lambda n: not fits(Bullets(items=items[:n])))
    if most:
        return Bullets(items=items[:most]), Bullets(items=items[most:])
    if not items:
        return None
    at = _most_text(items[0], lambda text: Bullets(items=(text,)), fits)
    if not at:
        return None
    head, tail = cut(items[0], at)
    return Bullets(items=(head,)), Bullets(items=(tail, *items[1:]))


def _divide_actions(actions: Actions, fits: Callable[[Block], bool]) -> _Divided:
    some = actions.actions
    most = bisect_right(range(1, len(some)), 0, key=lambda n: not fits(Actions(actions=some[:n])))
    if not most:
        return None
    return Actions(actions=some[:most]), Actions(actions=some[most:])


def _part(message: Message, blocks: Sequence[Block]) -> Message:
    """Blocks as a message; one that goes on is announced by its own first words."""
    if blocks[:1] == list(message.blocks[:1]):
        return message.model_copy(update={"blocks": tuple(blocks)})
    said = clip(" ".join(_lines(blocks)), 300)
    return Message(summary=said or message.summary, blocks=tuple(blocks))


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield from spoken(block)
