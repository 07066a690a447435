"""How the gateway tells the app that somebody uses it: `INTERACTION_CREATE`.

https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
"""

from typing import TYPE_CHECKING, Any

from tests.servers.discord.channels import Channel, Kind
from tests.servers.discord.interactions import Interaction
from tests.servers.discord.permissions import EVERYTHING, May

if TYPE_CHECKING:
    from tests.servers.discord.application import Application
    from tests.servers.discord.guilds import User

Payload = dict[str, Any]

GUILD, BOT_DM, PRIVATE = 0, 1, 2
GUILD_INSTALL, USER_INSTALL = 0, 1
MOST_BYTES = 10_485_760
# In direct messages with other people.
_AMONG_OTHERS = May.ATTACH_FILES | May.EMBED_LINKS | May.MENTION_EVERYONE


def context(channel: Channel, app: "Application") -> int:
    """Where something is used, as far as Discord distinguishes places."""
    if channel.guild is not None:
        return GUILD
    return BOT_DM if channel.kind is Kind.DM and app.bot in channel.recipients else PRIVATE


def owners(channel: Channel, user: "User", app: "Application", types: list[int]) -> dict[str, str]:
    """For whom the app is installed, where somebody uses it; `types`: what a command supports.

    https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object
    """
    found: dict[str, str] = {}
    where = context(channel, app)
    if GUILD_INSTALL in types and channel.guild is not None and channel.guild.bot is not None:
        found["0"] = channel.guild.id
    if GUILD_INSTALL in types and where == BOT_DM and _shares_guild(user, channel):
        found["0"] = "0"
    if USER_INSTALL in types and user.id in app.installed_by:
        found["1"] = user.id
    return found


def check_usable(command: Payload, channel: Channel, user: "User", app: "Application") -> None:
    """Fail where Discord's client would not offer somebody a command.

    https://docs.discord.com/developers/interactions/application-commands#contexts and #permissions
    """
    name, where = command["name"], context(channel, app)
    contexts = command.get("contexts")
    assert contexts is None or where in contexts, f"{name} is only for {contexts}"
    assert channel.kind is not Kind.FORUM, "a forum takes posts alone"
    assert not channel.archived, "in archived threads there are no commands"
    if channel.guild is None:
        return
    may = channel.may(user)
    assert May.USE_APPLICATION_COMMANDS in may, f"{user.name} may use no commands here"
    asked = command.get("default_member_permissions")
    if asked is not None and may != EVERYTHING:
        assert int(asked), f"{name} is for administrators alone"
        assert int(asked) & ~int(may) == 0, f"{name} asks for the permissions {asked}"


def told(made: Interaction, data: Payload) -> Payload:
    """The interaction as the app gets it."""
    channel, user = made.channel, made.by
    app, guild = channel.world.application, channel.guild
    shown: Payload = {
        "id": made.id,
        "application_id": app.id,
        "type": made.kind,
        "token": made.token,
        "version": 1,
        "data": data,
        "channel_id": channel.id,
        "channel": channel.wire(),
        "app_permissions": str(int(_of_app(channel))),
        "locale": user.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": made.owners,
        "context": context(channel, app),
        "attachment_size_limit": MOST_BYTES,
    }
    if made.under is not None:
        shown["message"] = made.under.wire()
    if guild is None:
        return shown | {"user": user.wire()}
    permissions = {"permissions": str(int(channel.may(user)))}
    return shown | {
        "guild_id": guild.id,
        "guild": {"id": guild.id, "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "channel": shown["channel"] | permissions,
        "member": guild.members[user.id].wire() | permissions,
    }


def _shares_guild(user: "User", channel: Channel) -> bool:
    return any(guild.bot and user.id in guild.members for guild in channel.world.guilds.values())


def _of_app(channel: Channel) -> May:
    app = channel.world.application
    if channel.guild is not None and channel.guild.bot is None:
        return _AMONG_OTHERS
    return channel.may(app.bot) or _AMONG_OTHERS
