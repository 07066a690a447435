"""What the rooms of the REST API have in common: how a call comes in, and where the bot may act."""

from collections.abc import Callable
from typing import Any, NamedTuple

from aiohttp import web

from tests.servers.discord.channels import Channel
from tests.servers.discord.messages import Message
from tests.servers.discord.permissions import May
from tests.servers.discord.refusals import (
    invalid,
    missing_access,
    missing_permissions,
    unknown_channel,
    unknown_message,
)
from tests.servers.discord.world import World

Payload = dict[str, Any]
Answer = Callable[[web.Request, Payload], Any]
CHANNEL = "/channels/{channel}"
MESSAGE = CHANNEL + "/messages/{message}"
LARGEST_ID = 2**63 - 1


class Route(NamedTuple):
    """One call: `answer` gives what is sent back as JSON, or None for nothing.

    `bucket`: with which calls it shares a limit. `by_token`: the path holds all that it needs.
    """

    method: str
    path: str
    answer: Answer
    bucket: str = ""
    by_token: bool = False

    @property
    def name(self) -> str:
        """By what tests know it."""
        return self.answer.__name__.removeprefix("_")


def place(world: World, request: web.Request, *needed: May) -> Channel:
    """The channel of a call, where the bot may do what is needed. Raises `Refusal`."""
    channel = world.channels.get(number(request.match_info["channel"], "channel_id"))
    if channel is None or channel.deleted:
        raise unknown_channel()
    may = channel.may(world.application.bot)
    if May.VIEW_CHANNEL not in may:
        raise missing_access()
    if any(one not in may for one in needed):
        raise missing_permissions()
    return channel


def message_of(channel: Channel, request: web.Request) -> Message:
    """The message of a call. Raises `Refusal`."""
    message = channel.messages.get(number(request.match_info["message"], "message_id"))
    if message is None or message.deleted:
        raise unknown_message()
    return message


def number(id_: Any, where: str) -> str:
    """An id as text. Raises `Refusal` for what is none.

    https://docs.discord.com/developers/reference#snowflakes
    """
    text = str(id_)
    if not (text.isascii() and text.isdecimal() and int(text) <= LARGEST_ID):
        raise invalid(where, "NUMBER_TYPE_COERCE", f'Value "{text}" is not snowflake.')
    return text


def count(request: web.Request, name: str, usual: int, least: int, most: int) -> int:
    """A number of the query. Raises `Refusal`."""
    text = request.query.get(name, str(usual))
    if not (text.isascii() and text.isdecimal()):
        raise invalid(name, "NUMBER_TYPE_COERCE", f'Value "{text}" is not int.')
    if not least <= int(text) <= most:
        raise invalid(name, "NUMBER_TYPE_MAX", f"int value should be {least} to {most}.")
    return int(text)
