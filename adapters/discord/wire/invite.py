"""What the bot has to be allowed in a channel, and the links that ask for it.

The names are those of Discord's own pages. Components are no embeds, and whoever wrote a message
may delete it: nothing of that is asked for.
https://docs.discord.com/developers/topics/permissions
"""

import discord

from adapters.discord.settings import DiscordSettings
from adapters.discord.wire.client import open_client
from bot.ports.settings import read_settings

PERMISSIONS = {
    "view_channel": "View Channels",
    "send_messages": "Send Messages",
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
}
_AUTHORIZE = "https://discord.com/oauth2/authorize?client_id={}&integration_type={}&scope={}"


def needed() -> discord.Permissions:
    """All that is asked for."""
    return discord.Permissions(**dict.fromkeys(PERMISSIONS, True))


def lacking(given: discord.Permissions) -> list[str]:
    """The names of those that are not given."""
    return [name for flag, name in PERMISSIONS.items() if not getattr(given, flag)]


def server_link(application: int) -> str:
    """Where somebody who manages a server adds the bot to it.

    https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow
    """
    link = _AUTHORIZE.format(application, 0, "bot+applications.commands")
    return f"{link}&permissions={needed().value}"


def person_link(application: int) -> str:
    """Where somebody adds `/papers` for themselves, to use it wherever they are."""
    return _AUTHORIZE.format(application, 1, "applications.commands")


async def invitation() -> str:
    """Both links, of the application that the token is of: its id may differ from the bot's.

    Raises `SettingsError`, or a `PlatformError` when Discord does not tell.
    """
    async with open_client(read_settings(DiscordSettings)) as client:
        if client.application is None:
            raise RuntimeError("a client that has logged in knows its application")
        id_ = client.application.id
        asks = ", ".join(PERMISSIONS.values())
        return (
            f"@{client.user} for a server. It asks for {asks}:\n{server_link(id_)}\n\n"
            f"/papers for whoever opens this, wherever they are:\n{person_link(id_)}"
        )
