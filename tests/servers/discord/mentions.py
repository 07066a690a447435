"""Whom a message mentions, and whom it would really ping.

https://docs.discord.com/developers/resources/message#allowed-mentions-object
"""

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.servers.discord.permissions import May
from tests.servers.discord.refusals import invalid, too_long

if TYPE_CHECKING:
    from tests.servers.discord.guilds import User
    from tests.servers.discord.messages import Message

Payload = dict[str, Any]

MOST_IDS = 100
_KINDS = {"users", "roles", "everyone"}
_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(?:everyone|here)")
_CODE = re.compile(r"(`{1,3})(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


class Mentions(NamedTuple):
    """As a message shows them; `roles` are ids."""

    users: "list[User]"
    roles: list[str]
    everyone: bool

    @property
    def pinged(self) -> list[str]:
        """Whom it pings, by their ids."""
        everyone = ["everyone"] if self.everyone else []
        return [user.id for user in self.users] + self.roles + everyone


def check_allowed(allowed: Any) -> None:
    """Raises `Refusal` for what Discord does not take as `allowed_mentions`."""
    if allowed is None:
        return
    if not isinstance(allowed, dict):
        raise invalid("allowed_mentions", "MODEL_TYPE_CONVERT", "Only dictionaries may be used")
    parse = set(allowed.get("parse") or ())
    if unknown := parse - _KINDS:
        raise invalid("allowed_mentions.parse", "BASE_TYPE_CHOICES", f"{unknown} are not known")
    for name in ("users", "roles"):
        ids = allowed.get(name) or ()
        if len(ids) > MOST_IDS:
            raise too_long(f"allowed_mentions.{name}", MOST_IDS)
        if ids and name in parse:
            message = f'parse:["{name}"] and {name}: [ids...] are mutually exclusive.'
            raise invalid("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)


def mentions(message: "Message", allowed: Payload | None) -> Mentions:
    """By what stands in its text outside of code; a backslash before it may not help.

    Where nothing is said of it, all of that pings in ordinary messages, and users do in answers to
    interactions.
    """
    world, guild = message.channel.world, message.channel.guild
    text = _CODE.sub(" ", message.raw)
    usual = {"users"} if message.webhook else _KINDS
    given = allowed or {}
    parse = usual if allowed is None else set(given.get("parse") or ())
    may_all = May.MENTION_EVERYONE in message.channel.may(message.author)

    def named(kind: str, id_: str) -> bool:
        return kind in parse or id_ in map(str, given.get(kind) or ())

    users = [i for i in dict.fromkeys(_USER.findall(text)) if i in world.users]
    known = guild.roles if guild else {}
    roles = [i for i in dict.fromkeys(_ROLE.findall(text)) if i in known]
    return Mentions(
        [world.users[i] for i in users if named("users", i)],
        [i for i in roles if named("roles", i) and (may_all or known[i].mentionable)],
        may_all and "everyone" in parse and _EVERYONE.search(text) is not None,
    )
