"""Buttons under messages, and what each of them does."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from adapters.slack.hearing.desk import Desk
from adapters.slack.hearing.incoming import thread_of
from adapters.slack.hearing.modal import Modal
from adapters.slack.rendering.controls import Pressed, pressed
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


class Press(NamedTuple):
    """Who pressed what, and where: `place` is the thread of the message, or under it.

    `alone` reaches that person only, at `beside`. `reply_to` is the `response_url` where the button
    stood in a message that nobody else sees.
    """

    what: Pressed
    by: str
    place: Place
    beside: Place
    alone: Platform
    reply_to: str | None
    key: str


class Buttons:
    """<https://docs.slack.dev/reference/interaction-payloads/block_actions-payload>."""

    def __init__(self, desk: Desk, modal: Modal) -> None:
        self._desk = desk
        self._modal = modal

    async def press(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Somebody has pressed a button of ours; what it asks is kept before this says so."""
        press = self._press(body)
        if press is not None and self._desk.serves(press.place.channel):
            if press.what.kind == "choose":
                await self._choose(press)
            else:
                await self._desk.once(press.key, lambda: self._begin(press, body["trigger_id"]))
        await ack()

    def _press(self, body: Mapping[str, Any]) -> Press | None:
        desk, action = self._desk, body["actions"][0]
        try:
            what = pressed(action)
        except ValueError as error:
            _log.warning("a button that nobody knows", reason=str(error))
            return None
        stands = body["container"]
        if stands.get("type") != "message":
            return None
        channel, ts = stands["channel_id"], stands["message_ts"]
        private = bool(stands.get("is_ephemeral"))
        thread = thread_of({**(body.get("message") or {}), **stands}, ts)
        beside = desk.place(channel, thread)
        place = beside if private else desk.place(channel, thread or ts)
        by = body["user"]["id"]
        url = body.get("response_url") if private else None
        # A preview is shared once, however often it is clicked; all else as often as it is asked.
        when = "" if what.kind == "share" else action["action_ts"]
        key = f"slack/press/{by}/{channel}/{ts}/{action['action_id']}/{when}"
        return Press(what, by, place, beside, desk.alone(by, url), url, key)

    async def _choose(self, press: Press) -> None:
        """The paper of a question is named."""
        if press.what.question is None:
            return
        desk, place = self._desk, press.place
        if press.reply_to:
            place = place.surroundings
        heard = await desk.app.choose(place, press.what.question, press.what.subject)
        desk.respond(heard, press.alone if press.reply_to else desk.platform)

    def _begin(self, press: Press, trigger: str) -> None:
        desk, what = self._desk, press.what
        match what.kind:
            case "ask":
                job = self._modal.open(trigger, what.subject, press.place, press.reply_to)
            case "why_rating":
                job = self._why_rating(press)
            case "live":
                job = self._live(press)
            case "post":
                job = self._post(press)
            case "share":
                job = self._share(press)
            case "feedback":
                job = self._judge(press, Verdict(what.subject))
            case _:
                _log.warning("a button that nobody knows", kind=what.kind)
                return
        desk.work.start(job, desk.telling(press.alone, press.beside, desk.language))

    async def _why_rating(self, press: Press) -> None:
        language = await self._language(press.place)
        message = await self._desk.app.rating(press.what.subject, language, logged)
        await self._tell(press, message)

    async def _live(self, press: Press) -> None:
        desk = self._desk
        await self._tell(press, line_message(desk.words.working))
        asker = Asker(place=press.place, author=press.by, language=desk.language)
        messages = await desk.app.run(Today(live=True), asker, press.alone, logged)
        await self._tell(press, *messages)

    async def _post(self, press: Press) -> None:
        desk, channel = self._desk, press.place.surroundings
        await self._tell(press, line_message(desk.words.working))
        wish = DigestWish(date=dt.date.fromisoformat(press.what.subject))
        digest = await desk.app.digest(wish, logged)
        done = await desk.app.deliver(digest, channel, desk.platform)
        done = await desk.app.locate(done, desk.platform)
        how = desk.platform.how_to_invite(desk.language)
        await self._tell(press, delivered_message(done, desk.language, how))

    async def _share(self, press: Press) -> None:
        desk, what = self._desk, press.what
        place = desk.place(press.place.channel, what.question)
        try:
            await desk.app.share(what.subject, place, desk.language, desk.platform, logged)
        except Exception:
            await desk.app.take_back(press.key)  # pressed again, it is shared
            raise
        await self._tell(press, line_message(desk.words.shared))

    async def _judge(self, press: Press, verdict: Verdict) -> None:
        place = press.place.surroundings if press.reply_to else press.place
        question = press.what.question or ""
        if await self._desk.app.judge(place, question, press.by, verdict):
            words = catalogue(await self._language(press.place)).answer
            await self._tell(press, line_message(words.judged))

    async def _tell(self, press: Press, *messages: Message) -> None:
        await self._desk.show(press.alone, press.beside, messages, key="press")

    async def _language(self, place: Place) -> Language:
        """That of the thread; the configured one outside of ours."""
        thread = await self._desk.app.thread(place) if place.thread else None
        return thread.language if thread else self._desk.language
