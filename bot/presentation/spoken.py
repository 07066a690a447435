"""What a block says, for those who hear it or see only words."""

from collections.abc import Iterator
from typing import assert_never

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
)


def words(text: RichText) -> str:
    """Running text without its styles and links."""
    return "".join(span.text for span in text)


def spoken(block: Block) -> Iterator[str]:
    """Its words, line by line: no pictures, no buttons."""
    match block:
        case Heading() | Paragraph() | Context():
            yield words(block.text)
        case Bullets():
            yield from (f"• {words(item)}" for item in block.items)
        case Quote():
            yield f"“{block.text}” — {block.source}"
        case Item():
            facts = filter(None, (block.votes, block.ratings, block.tags))
            yield f"{words(block.title)} · {' · '.join(facts)}"
            if block.line:
                yield block.line
        case Image() | Actions() | Feedback():
            return
        case _:
            assert_never(block)
