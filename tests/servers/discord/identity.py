"""Who a client says that it is, and whether Discord lets it in.

https://docs.discord.com/developers/events/gateway#identifying
"""

from typing import TYPE_CHECKING, Any

from tests.servers.discord.connections import Closing
from tests.servers.discord.intents import KNOWN, PRIVILEGED

if TYPE_CHECKING:
    from tests.servers.discord.application import Application


def identity(application: "Application", asked: Any) -> tuple[int, int]:
    """The shard, and of how many, that a client wants to be. Raises `Closing`."""
    if not isinstance(asked, dict) or not isinstance(asked.get("properties"), dict):
        raise Closing(4002)
    if asked.get("token") != application.token:
        raise Closing(4004)
    match asked.get("shard", [0, 1]):
        case [int(number), int(of)] if 0 <= number < of:
            shard = (number, of)
        case _:
            raise Closing(4010)
    intents = asked.get("intents")
    if not isinstance(intents, int) or intents & ~KNOWN:
        raise Closing(4013)
    if intents & PRIVILEGED & ~application.privileged:
        raise Closing(4014)
    return shard
