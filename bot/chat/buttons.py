"""Buttons under messages, and what each of them does."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

import structlog

from bot.chat.desk import Desk
from bot.chat.removal import remove
from bot.chat.work import Job
from bot.domain.command import Today
from bot.domain.conversation import Verdict
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import Place
from bot.ports.inbound import Asker, DigestWish
from bot.ports.outbound import Platform
from bot.ports.progress import logged
from bot.presentation.catalogue import catalogue
from bot.presentation.editions import delivered_message
from bot.presentation.heard import line_message

_log = structlog.get_logger()


class Pressed(NamedTuple):
    """What a button says that it does; the subject of kind "feedback" is the verdict."""

    kind: str
    subject: str
    question: str | None


class Press(NamedTuple):
    """Who pressed what, and where: `place` is the thread of the message, or under it.

    `alone` reaches that person only, at `beside`. `private`: the button stood in a message that
    nobody else sees. `key` is one for each time that it is pressed, of `share` for each person.
    `sees_waiting`: the platform shows by itself that something is under way.
    """

    what: Pressed
    by: str
    place: Place
    beside: Place
    alone: Platform
    private: bool
    key: str
    sees_waiting: bool = False


class Buttons:
    """Does what a button says, but for `ask`, which opens the platform's own form.

    Who may press `remove` the platform finds out before.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def press(self, press: Press) -> None:
        """What a button asks is kept when this returns; it is done behind."""
        if press.what.kind == "choose":
            await self._choose(press)
        else:
            await self._desk.once(press.key, lambda: self._begin(press))

    async def _choose(self, press: Press) -> None:
        """The paper of a question is named."""
        if press.what.question is None:
            return
        desk, place = self._desk, press.place
        if press.private:
            place = place.surroundings
        heard = await desk.app.choose(place, press.what.question, press.what.subject)
        desk.respond(heard, press.alone if press.private else desk.platform)

    def _begin(self, press: Press) -> None:
        does: dict[str, Callable[[Press], Job]] = {
            "why_rating": self._why_rating,
            "live": self._live,
            "post": self._post,
            "share": self._share,
            "remove": self._remove,
            "feedback": self._judge,
        }
        if (do := does.get(press.what.kind)) is None:
            _log.warning("a button that nobody knows", kind=press.what.kind)
            return
        tell = self._desk.telling(press.alone, press.beside, self._desk.language)
        self._desk.work.start(do(press), tell)

    async def _why_rating(self, press: Press) -> None:
        language = await self._language(press.place)
        message = await self._desk.app.rating(press.what.subject, language, logged)
        await self._tell(press, message)

    async def _live(self, press: Press) -> None:
        desk = self._desk
        await self._say_working(press)
        asker = Asker(place=press.place, author=press.by, language=desk.language)
        messages = await desk.app.run(Today(live=True), asker, press.alone, logged)
        await self._tell(press, *messages)

    async def _post(self, press: Press) -> None:
        desk, channel = self._desk, press.place.surroundings
        await self._say_working(press)
        wish = DigestWish(date=dt.date.fromisoformat(press.what.subject))
        digest = await desk.app.digest(wish, logged)
        done = await desk.app.deliver(digest, channel, desk.platform)
        done = await desk.app.locate(done, desk.platform)
        how = desk.platform.how_to_invite(desk.language)
        await self._tell(press, delivered_message(done, desk.language, how))

    async def _share(self, press: Press) -> None:
        desk, what = self._desk, press.what
        place = press.place.model_copy(update={"thread": what.question})
        try:
            await desk.app.share(
                what.subject, place, desk.language, desk.platform, logged, what.question
            )
        except Exception:
            await desk.app.take_back(press.key)  # pressed again, it is shared
            raise
        await self._tell(press, line_message(desk.words.shared))

    async def _remove(self, press: Press) -> None:
        await self._say_working(press)
        said = await remove(self._desk, press.place.surroundings, press.what.subject)
        await self._tell(press, said)

    async def _judge(self, press: Press) -> None:
        verdict = Verdict(press.what.subject)
        place = press.place.surroundings if press.private else press.place
        question = press.what.question or ""
        if await self._desk.app.judge(place, question, press.by, verdict):
            words = catalogue(await self._language(press.place)).answer
            await self._tell(press, line_message(words.judged))

    async def _say_working(self, press: Press) -> None:
        if not press.sees_waiting:
            await self._tell(press, line_message(self._desk.words.working))

    async def _tell(self, press: Press, *messages: Message) -> None:
        await self._desk.show(press.alone, press.beside, messages, key="press")

    async def _language(self, place: Place) -> Language:
        """That of the thread; the configured one outside of ours."""
        thread = await self._desk.app.thread(place) if place.thread else None
        return thread.language if thread else self._desk.language
