"""The plainer forms of a message, for what Discord refuses of it: a picture, a link, a component."""

from collections.abc import Iterator
from typing import Any

from discord.ui import LayoutView, TextDisplay

from adapters.discord.render import layout, plain, without_images
from adapters.discord.rendering.escape import escape
from adapters.discord.rendering.limits import LAYOUT_TEXT, length
from bot.chat.plainer import Form
from bot.domain.message import Message
from bot.presentation.spoken import spoken


def forms(part: Message, mark: int | None, *, new: bool = False) -> Iterator[Form[dict[str, Any]]]:
    """One part of a plan as it is, then each plainer form, as arguments to send or edit it.

    The last one can only be sent as a `new` message: what was a layout once stays one.
    """
    bare = without_images(part)
    yield Form(_laid_out(layout(part, mark), new=new))
    if bare != part:
        yield Form(_laid_out(layout(bare, mark), new=new), "pictures")
    words = LayoutView(timeout=None)
    words.add_item(TextDisplay(_words(bare), id=mark))
    yield Form(_laid_out(words, new=new), "pictures, form, links and buttons")
    if new:
        yield Form({"content": plain(bare), "suppress_embeds": True}, "all but its text")


def _laid_out(view: LayoutView, *, new: bool) -> dict[str, Any]:
    """What was no layout before has to lose its text."""
    return {"view": view} if new else {"view": view, "content": None}


def _words(message: Message) -> str:
    """All that is said, as far as there is room: there are no marks, so it is less than before."""
    said = [escape(line) for block in message.blocks for line in spoken(block) if line.strip()]
    while said and length("\n".join(said)) > LAYOUT_TEXT:
        said.pop()
    return "\n".join(said) or plain(message)
