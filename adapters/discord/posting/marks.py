"""By what Discord, and later we ourselves, recognise a message that was sent before.

The nonce goes with each attempt: within some minutes Discord gives the old message back instead of
making a second one. It does not tell it again, so the mark stays with the message: the number of
its first component, which people do not see, and which we may read in our own messages without
the intent for message content.

https://docs.discord.com/developers/resources/message#create-message
https://docs.discord.com/developers/components/reference#anatomy-of-a-component
"""

import base64
import hashlib

import discord

from bot.domain.place import Place

_NONCE = 25  # characters
_MOST = 2**31 - 1  # a component's id is a signed int32, and 0 stands for none


def nonce_of(place: Place, key: str) -> str:
    """That of a message at a place: Discord compares it with all that the bot sends anywhere."""
    where = f"{place.channel}/{place.thread or ''}"
    return base64.b32encode(_hash(f"{where}\n{key}")).decode()[:_NONCE]


def mark_of(key: str) -> int:
    """The number that shows the key, whatever else is in the message."""
    return 1 + int.from_bytes(_hash(key)[:4], "big") % _MOST


def mark_in(message: discord.Message) -> int | None:
    """The number that a message of ours shows."""
    first: object = message.components[0] if message.components else None
    mark = getattr(first, "id", None)  # each kind of component has one of its own
    return mark if isinstance(mark, int) else None


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
