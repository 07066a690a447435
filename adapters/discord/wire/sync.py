"""Tells Discord which commands there are, when it has other ones.

Discord itself is asked what it has: nothing has to be kept, whoever has changed it.
https://docs.discord.com/developers/interactions/application-commands
"""

from typing import Any

import structlog
from discord.app_commands import CommandTree, Translator
from discord.http import Route

from adapters.discord.wire.attempt import attempt
from adapters.discord.wire.client import DiscordClient

_log = structlog.get_logger()

# What a definition of ours consists of; all else is Discord's. What is not said is like an empty one.
_OURS = frozenset(
    "type name name_localizations description description_localizations options required choices "
    "value autocomplete min_value max_value min_length max_length channel_types "
    "default_member_permissions nsfw contexts integration_types".split()
)
_SETS = {"contexts", "integration_types", "channel_types"}


async def sync(client: DiscordClient, tree: CommandTree[Any], translator: Translator) -> bool:
    """Have Discord know the commands of the tree; whether it had other ones.

    Raises a `PlatformError`.
    """
    wanted = [
        await command.get_translated_payload(tree, translator) for command in tree.get_commands()
    ]
    async with attempt("read the commands"):
        asked = {"with_localizations": "true"}
        known = await client.http.request(_commands_of(client, "GET"), params=asked)
    if _in_order(known) == _in_order(wanted):
        return False
    async with attempt("tell the commands"):
        await client.http.request(_commands_of(client, "PUT"), json=wanted)
    _log.info("Discord has new commands", commands=[one["name"] for one in wanted])
    return True


def _commands_of(client: DiscordClient, method: str) -> Route:
    path = "/applications/{application_id}/commands"
    return Route(method, path, application_id=client.application_id)


def _in_order(commands: list[dict[str, Any]]) -> list[Any]:
    return sorted(map(_ours, commands), key=lambda one: (one.get("type", 1), one["name"]))


def _ours(definition: dict[str, Any]) -> dict[str, Any]:
    """A command or an option without what Discord adds, and without what says nothing."""
    ours: dict[str, Any] = {}
    for key in _OURS & definition.keys():
        value = definition[key]
        if key in _SETS:
            value = sorted(value or ())
        elif key in {"options", "choices"}:
            value = [_ours(one) for one in value or ()]
        elif key == "default_member_permissions" and value is not None:
            value = str(value)
        if value not in (None, False, "", [], {}):
            ours[key] = value
    return ours
