"""Which events an app is told of, and what of a message, by the intents that it has declared.

https://docs.discord.com/developers/events/gateway#list-of-intents
"""

from enum import IntFlag
from typing import Any

Payload = dict[str, Any]


class Intent(IntFlag):
    """All that there are, for what is no intent is refused."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_MODERATION = 1 << 2
    GUILD_EXPRESSIONS = 1 << 3
    GUILD_INTEGRATIONS = 1 << 4
    GUILD_WEBHOOKS = 1 << 5
    GUILD_INVITES = 1 << 6
    GUILD_VOICE_STATES = 1 << 7
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15
    GUILD_SCHEDULED_EVENTS = 1 << 16
    AUTO_MODERATION_CONFIGURATION = 1 << 20
    AUTO_MODERATION_EXECUTION = 1 << 21
    GUILD_MESSAGE_POLLS = 1 << 24
    DIRECT_MESSAGE_POLLS = 1 << 25


KNOWN = sum(Intent)
# https://docs.discord.com/developers/events/gateway#privileged-intents
PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT

_OF_GUILDS = (
    "GUILD_CREATE GUILD_UPDATE GUILD_DELETE GUILD_ROLE_CREATE GUILD_ROLE_UPDATE GUILD_ROLE_DELETE "
    "CHANNEL_CREATE CHANNEL_UPDATE CHANNEL_DELETE THREAD_CREATE THREAD_UPDATE THREAD_DELETE "
    "THREAD_LIST_SYNC"
).split()
_OF_MESSAGES = "MESSAGE_CREATE MESSAGE_UPDATE MESSAGE_DELETE MESSAGE_DELETE_BULK".split()
# Of each event: the intent that it needs in a guild, and in direct messages.
_NEEDED: dict[str, tuple[Intent, Intent]] = (
    dict.fromkeys(_OF_GUILDS, (Intent.GUILDS, Intent.GUILDS))
    | dict.fromkeys(_OF_MESSAGES, (Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES))
    | {
        "TYPING_START": (Intent.GUILD_MESSAGE_TYPING, Intent.DIRECT_MESSAGE_TYPING),
    }
)


def is_told(event: str, intents: int, *, in_guild: bool) -> bool:
    """Whether an app with these intents hears of an event. Raises `KeyError` for unknown events."""
    if event == "INTERACTION_CREATE":
        return True
    guild, direct = _NEEDED[event]
    return bool(intents & (guild if in_guild else direct))


def readable(message: Payload, intents: int, bot: str) -> Payload:
    """What an app sees of a message; `bot` is the id of its user.

    Without the intent all that people wrote is empty, except in direct messages, where the app is
    mentioned, and in what it wrote itself:
    https://docs.discord.com/developers/events/gateway#message-content-intent
    """
    inner = message.get("referenced_message")
    if inner:
        place = {"guild_id": message["guild_id"]} if "guild_id" in message else {}
        shown = readable(place | inner, intents, bot)
        message = message | {"referenced_message": {name: shown[name] for name in inner}}
    if (
        intents & Intent.MESSAGE_CONTENT
        or "guild_id" not in message
        or message["author"]["id"] == bot
        or any(user["id"] == bot for user in message["mentions"])
    ):
        return message
    return message | {"content": "", "embeds": [], "attachments": [], "components": []}
