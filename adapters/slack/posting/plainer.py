"""A message that Slack refuses for its form, in plainer and plainer ones until it is taken.

An old client, a plan without the newer blocks, a picture or an address that Slack does not like:
Slack refuses the whole message, and hardly says for what. Better plain than lost.
"""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any, NamedTuple, TypeVar

import structlog

from adapters.slack.render import payload, without_images
from adapters.slack.rendering.escape import unlinked
from bot.domain.errors import PlatformProblem, Rejected
from bot.domain.message import Block, Feedback, Message
from bot.presentation.split import divided
from bot.presentation.spoken import spoken

_log = structlog.get_logger()
_Result = TypeVar("_Result")
_ABOUT_CONTENT = {PlatformProblem.REFUSED, PlatformProblem.TOO_LONG}
_SECTION = 3_000  # characters


class Form(NamedTuple):
    """What to send, and what it does without."""

    content: dict[str, Any]
    without: str = "nothing"


async def taken(part: Message, attempt: Callable[[dict[str, Any]], Awaitable[_Result]]) -> _Result:
    """What came of the first form that Slack took; each is attempted once.

    Only a refusal of the content leads to the next form. Raises what else `attempt` raises, and
    the first refusal where none is taken.
    """
    plainer = forms(part)  # made as they are needed: drawing a message is what posting it costs
    try:
        return await attempt(next(plainer).content)
    except Rejected as error:
        refusal = _of_content(error)
    for form in plainer:
        try:
            done = await attempt(form.content)
        except Rejected as error:
            _of_content(error)
        else:
            _log.warning("shown plainer", without=form.without, why=str(refusal))
            return done
    raise refusal


def forms(part: Message) -> Iterator[Form]:
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


def _of_content(error: Rejected) -> Rejected:
    """The error, where another content may be taken; raises it where not."""
    if error.problem not in _ABOUT_CONTENT:
        raise error
    return error


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
