"""A question put in a form that a button opens, and its answer before everybody's eyes."""

from typing import NamedTuple

import structlog

from bot.chat.desk import Desk
from bot.domain.base import clip
from bot.domain.conversation import IncomingMessage
from bot.domain.errors import Gone, InDoubt, NotSent, Rejected
from bot.domain.language import Language
from bot.domain.message import Message, Quote
from bot.domain.place import Place
from bot.ports.inbound import Heard
from bot.ports.outbound import Platform
from bot.ports.progress import logged

_log = structlog.get_logger()


class Form(NamedTuple):
    """What the form says on top, and in which language."""

    title: str
    language: Language


class Sent(NamedTuple):
    """What somebody has sent, by which id of the platform's; `name` is how people call them.

    `place` is the thread in which the answer is to stand. `alone` reaches the asker only; `private`
    is whether the answer is for them alone, as the message with the button was.
    """

    id: str
    text: str
    paper: str
    place: Place
    by: str
    name: str
    alone: Platform
    private: bool


async def form_about(desk: Desk, paper: str, place: Place) -> Form:
    """The form for a question about a paper of a thread, or of none."""
    thread = await desk.app.thread(place) if place.thread else None
    papers = thread.papers if thread else ()
    title = next((one.paper.title for one in papers if one.paper.id == paper), paper)
    return Form(title, thread.language if thread else desk.language)


async def take(desk: Desk, sent: Sent) -> Heard:
    """Hear a question; it is in the store when this returns, and its answer goes on behind."""
    heard = await desk.app.hear(
        IncomingMessage(
            place=sent.place.surroundings if sent.private else sent.place,
            id=sent.id,
            author=sent.by,
            text=sent.text,
            direct=True,
            about=sent.paper,
        )
    )
    if sent.private or heard.question is None:
        desk.respond(heard, sent.alone)
    else:
        tell = desk.telling(desk.platform, heard.place, heard.language)
        desk.work.start(_answer(desk, heard, sent), tell)
    return heard


async def _answer(desk: Desk, heard: Heard, sent: Sent) -> None:
    """In a thread people must see what is answered, and to whom: the name pings nobody."""
    text = clip(f"@{sent.name}: {sent.text}", 2_000)
    asked = Quote(text=clip(sent.text, 2_000), source=f"@{sent.name}")
    shown = Message(summary=text, blocks=(asked,))
    try:
        await desk.show(desk.platform, heard.place, [shown], key="asked")
    except (NotSent, InDoubt, Gone, Rejected) as error:
        _log.warning("a question is not shown above its answer", why=str(error))
    await desk.app.respond(heard, desk.platform, logged)
