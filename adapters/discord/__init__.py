"""Discord: daily posts, questions in threads, `/papers`. README.md says how to install it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # `papers --help` passes by here
    from bot.ports.adapter import ChatAdapter

SET_UP = "set DISCORD_TOKEN; adapters/discord/README.md says where it is"


def adapter() -> "ChatAdapter | None":
    """The adapter, or none where Discord is not configured. Raises `SettingsError`."""
    from adapters.discord.settings import discord_settings  # noqa: PLC0415  # asked for at every start

    settings = discord_settings()
    if settings is None:
        return None
    from adapters.discord.wire.connection import DiscordAdapter  # noqa: PLC0415  # discord.py is slow

    return DiscordAdapter(settings)
