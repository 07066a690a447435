"""One message of the bot's, in as many parts as the platform needs."""

from bot.domain.message import Message
from bot.domain.place import Place, PostRef
from bot.ports.outbound import Platform


async def say(platform: Platform, place: Place, message: Message, key: str) -> PostRef:
    """Post a message once, without looking whether it is there; returns its first part.

    Raises a `PlatformError`.
    """
    first, *others = platform.plan(message)
    post = await platform.post(place, first, key)
    for number, part in enumerate(others, start=1):
        await platform.post(place, part, f"{key}/{number}")
    return post
