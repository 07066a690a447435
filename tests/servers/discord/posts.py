"""The REST API of messages in channels.

https://docs.discord.com/developers/resources/message
"""

from typing import Any

from aiohttp import web

from tests.servers.discord.channels import Channel, Kind
from tests.servers.discord.content import check
from tests.servers.discord.intents import Intent, readable
from tests.servers.discord.messages import WRITTEN, Message
from tests.servers.discord.moments import moment
from tests.servers.discord.permissions import May
from tests.servers.discord.rates import Rates
from tests.servers.discord.refusals import (
    Refusal,
    archived,
    invalid,
    locked,
    missing_permissions,
    unknown_message,
)
from tests.servers.discord.routes import CHANNEL, MESSAGE, Route, count, message_of, number, place
from tests.servers.discord.world import World

Payload = dict[str, Any]

# "The past few minutes": https://docs.discord.com/developers/resources/message#create-message
NONCE_LIVES = 300.0
HOUR = 3_600.0


class Posts:
    """What the bot writes, changes, removes and reads."""

    def __init__(self, world: World, rates: Rates) -> None:
        self.world = world
        self._rates = rates
        self._nonces: dict[str, tuple[float, Message]] = {}

    def routes(self) -> list[Route]:
        """The calls that are answered here."""
        return [
            Route("GET", f"{CHANNEL}/messages", self._history),
            Route("POST", f"{CHANNEL}/messages", self._send, "send"),
            Route("GET", MESSAGE, self._message),
            Route("PATCH", MESSAGE, self._edit, "edit"),
            Route("DELETE", MESSAGE, self._delete, "delete"),
            Route("POST", f"{CHANNEL}/typing", self._type),
        ]

    def _writable(self, request: web.Request) -> Channel:
        channel = place(self.world, request)
        may = channel.may(self.world.application.bot)
        if (May.SEND_MESSAGES_IN_THREADS if channel.is_thread else May.SEND_MESSAGES) not in may:
            raise missing_permissions()
        if channel.kind is Kind.FORUM:
            raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
        if channel.locked and May.MANAGE_THREADS not in may:
            raise locked()
        return channel

    def _type(self, request: web.Request, _: Payload) -> None:
        self._writable(request).typing.append(self.world.clock.now())

    def _send(self, request: web.Request, body: Payload) -> Payload:
        channel = self._writable(request)
        check(body)
        reference = self._answered(channel, body.get("message_reference"))
        if channel.guild is None and any(user.closed for user in channel.recipients):
            raise Refusal(403, 50007, "Cannot send messages to this user")
        if (old := self._repeated(body)) is not None:
            if old.deleted:
                raise unknown_message()
            return old.wire()
        sent = self.world.post(channel, self.world.application.bot, body, reference=reference)
        if body.get("nonce") is not None:
            self._nonces[str(body["nonce"])] = self.world.clock.now(), sent
        return sent.wire()

    def _repeated(self, body: Payload) -> Message | None:
        """What the same nonce has made before; that may have been deleted since."""
        made, old = self._nonces.get(str(body.get("nonce")), (0.0, None))
        if not body.get("enforce_nonce") or self.world.clock.now() - made > NONCE_LIVES:
            return None
        return old

    def _answered(self, channel: Channel, told: Any) -> Message | None:
        """https://docs.discord.com/developers/resources/message#message-reference-structure."""
        if told is None:
            return None
        if May.READ_MESSAGE_HISTORY not in channel.may(self.world.application.bot):
            message = "Cannot reply without permission to read message history"
            raise Refusal(403, 160002, message)
        id_ = number(told.get("message_id"), "message_reference.message_id")
        if told.get("channel_id") not in {None, channel.id, int(channel.id)}:
            code = "REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL"
            raise invalid("message_reference", code, "Cannot reply to a message of another channel")
        found = channel.messages.get(id_)
        if found is None:
            if told.get("fail_if_not_exists") is False:
                return None
            code = "MESSAGE_REFERENCE_UNKNOWN_MESSAGE"
            raise invalid("message_reference", code, "Unknown message")
        if found.type not in WRITTEN:
            code = "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE"
            raise invalid("message_reference", code, "Cannot reply to a system message")
        return found

    def _edit(self, request: web.Request, body: Payload) -> Payload:
        channel = place(self.world, request)
        message = message_of(channel, request)
        if not message.by_bot:
            raise Refusal(403, 50005, "Cannot edit a message authored by another user")
        if message.type not in WRITTEN:
            raise Refusal(403, 50021, "Cannot execute action on a system message")
        if channel.archived:
            raise archived()
        check(body, message)
        if self.world.clock.now() - moment(message.id) > HOUR:
            self._rates.take_old(channel.id)
        self.world.edit(message, body)
        return message.wire()

    def _delete(self, request: web.Request, _: Payload) -> None:
        channel = place(self.world, request)
        message = message_of(channel, request)
        if not message.by_bot:
            if channel.guild is None:
                raise Refusal(403, 50003, "Cannot execute action on a DM channel")
            if May.MANAGE_MESSAGES not in channel.may(self.world.application.bot):
                raise missing_permissions()
        if channel.archived:
            raise archived()
        self.world.delete(message)

    def _message(self, request: web.Request, _: Payload) -> Payload:
        channel = place(self.world, request, May.READ_MESSAGE_HISTORY)
        return self._seen(message_of(channel, request))

    def _history(self, request: web.Request, _: Payload) -> list[Payload]:
        """https://docs.discord.com/developers/resources/message#get-channel-messages."""
        channel, limit = place(self.world, request), count(request, "limit", 50, 1, 100)
        at = {n: int(number(i, n)) for n, i in request.query.items() if n != "limit"}
        if len(at) > 1:
            raise invalid("", "BASE_TYPE_CHOICES", "before, after and around exclude each other")
        if May.READ_MESSAGE_HISTORY not in channel.may(self.world.application.bot):
            return []
        found = sorted(channel.messages.values(), key=lambda one: int(one.id), reverse=True)
        return [self._seen(message) for message in _window(found, limit, at)]

    def _seen(self, message: Message) -> Payload:
        """What an app without the message content intent reads of what others wrote."""
        app, guild = self.world.application, message.channel.guild
        if guild is None or app.privileged & Intent.MESSAGE_CONTENT:
            return message.wire()
        told = readable(message.wire() | {"guild_id": guild.id}, 0, app.bot.id)
        return {name: value for name, value in told.items() if name != "guild_id"}


def _window(found: list[Message], limit: int, at: dict[str, int]) -> list[Message]:
    """So many of the messages, newest first; `at`: one of `before`, `after`, `around`."""
    match at:
        case {"before": id_}:
            return [m for m in found if int(m.id) < id_][:limit]
        case {"after": id_}:
            return [m for m in found if int(m.id) > id_][-limit:]
        case {"around": id_}:
            half = limit // 2
            newer = [m for m in found if int(m.id) > id_][-half:] if half else []
            return newer + [m for m in found if int(m.id) <= id_][: limit - len(newer)]
        case _:
            return found[:limit]
