"""The plainer forms of a message, for an old client or a plan without the newer blocks."""

from collections.abc import Iterator
from typing import Any

from adapters.slack.render import payload, without_images
from adapters.slack.rendering.escape import unlinked
from bot.chat.plainer import Form
from bot.domain.message import Block, Feedback, Message
from bot.presentation.split import divided
from bot.presentation.spoken import spoken

_SECTION = 3_000  # characters


def forms(part: Message) -> Iterator[Form[dict[str, Any]]]:
    """One part of a plan as it is, then each plainer form that says it differently."""
    bare = without_images(part)
    mute = _without_feedback(bare)
    yield Form(payload(part))
    if bare != part:
        yield Form(payload(bare), "pictures")
    if mute != bare:
        yield Form(payload(mute), "pictures and feedback")
    text = payload(mute)["text"]
    yield Form({"text": text, "blocks": _sections(mute)}, "form, links and buttons")
    yield Form({"text": text, "blocks": []}, "all but its text")


def _without_feedback(message: Message) -> Message:
    kept = tuple(block for block in message.blocks if not isinstance(block, Feedback))
    return message.model_copy(update={"blocks": kept})


def _sections(message: Message) -> list[dict[str, Any]]:
    """Nothing but words: a link may be what is refused."""
    texts: list[str] = []
    for block in (piece for whole in message.blocks for piece in divided(whole, _fits)):
        said = _said(block)
        if texts and said and len(texts[-1]) + 1 + len(said) <= _SECTION:
            texts[-1] += f"\n{said}"
        elif said:
            texts.append(said[:_SECTION])
    return [
        {"type": "section", "text": {"type": "plain_text", "text": text, "emoji": False}}
        for text in texts
    ]


def _fits(block: Block) -> bool:
    return len(_said(block)) <= _SECTION


def _said(block: Block) -> str:
    return "\n".join(filter(str.strip, map(unlinked, spoken(block))))
