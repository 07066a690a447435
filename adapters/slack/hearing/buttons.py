"""Buttons under messages in Slack."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from adapters.slack.hearing.desk import Desk
from adapters.slack.hearing.incoming import thread_of
from adapters.slack.hearing.managers import may_remove
from adapters.slack.hearing.modal import Modal
from adapters.slack.rendering.controls import pressed
from bot.chat import buttons
from bot.chat.buttons import Press
from bot.presentation.heard import line_message

_log = structlog.get_logger()


class Buttons:
    """<https://docs.slack.dev/reference/interaction-payloads/block_actions-payload>."""

    def __init__(self, desk: Desk, modal: Modal) -> None:
        self._desk = desk
        self._modal = modal
        self._shared = buttons.Buttons(desk)

    async def press(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Somebody has pressed a button of ours; what it asks is kept before this says so."""
        press = self._press(body)
        if press is not None and self._desk.serves(press.place.channel):
            match press.what.kind:
                case "ask":
                    await self._open_form(press, body)
                case "remove":
                    await self._remove(press)
                case _:
                    await self._shared.press(press)
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
        alone = desk.alone(by, body.get("response_url") if private else None)
        # A preview is shared once, however often it is clicked; all else as often as it is asked.
        when = "" if what.kind == "share" else action["action_ts"]
        key = f"slack/press/{by}/{channel}/{ts}/{action['action_id']}/{when}"
        return Press(what, by, place, beside, alone, private, key)

    async def _open_form(self, press: Press, body: Mapping[str, Any]) -> None:
        desk = self._desk
        reply_to = body.get("response_url") if press.private else None
        tell = desk.telling(press.alone, press.beside, desk.language)
        await desk.once(
            press.key,
            lambda: desk.work.start(
                self._modal.open(body["trigger_id"], press.what.subject, press.place, reply_to),
                tell,
            ),
        )

    async def _remove(self, press: Press) -> None:
        desk = self._desk
        if await may_remove(desk, press.by):
            await self._shared.press(press)
        else:
            line = line_message(desk.words.who_may_remove)
            desk.work.start(desk.show(press.alone, press.beside, [line], key="press"))
