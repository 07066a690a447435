"""What the gateway alone tells, in the shapes in which Discord sends it.

https://docs.discord.com/developers/events/gateway-events
"""

from typing import TYPE_CHECKING

from tests.servers.discord.intents import Payload
from tests.servers.discord.moments import iso
from tests.servers.discord.permissions import May

if TYPE_CHECKING:
    from tests.servers.discord.channels import Channel
    from tests.servers.discord.guilds import Guild
    from tests.servers.discord.sessions import Session
    from tests.servers.discord.world import World

Event = tuple[str, Payload]


def shard_of(guild_id: str | None, of: int) -> int:
    """Which shard tells of a guild; the first of what happens in none.

    https://docs.discord.com/developers/events/gateway#sharding
    """
    return 0 if guild_id is None else (int(guild_id) >> 22) % of


def ready(world: "World", session: "Session", guilds: "list[Guild]", resume_url: str) -> Payload:
    """https://docs.discord.com/developers/events/gateway-events#ready."""
    application = world.application
    return {
        "v": 10,
        "user": application.bot.wire() | {"verified": True, "mfa_enabled": True, "email": None},
        "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
        "session_id": session.id,
        "session_type": "normal",
        "resume_gateway_url": resume_url,
        "shard": list(session.shard),
        "application": {"id": application.id, "flags": application.flags},
        "private_channels": [],
        "relationships": [],
        "user_settings": {},
        "_trace": [],
    }


def first_of(guild: "Guild") -> Event:
    """What comes after `READY` of each guild.

    https://docs.discord.com/developers/events/gateway#guild-availability
    """
    if guild.unavailable:
        return gone(guild)
    name, data = created(guild)
    return name, data | {"unavailable": False}


def created(guild: "Guild") -> Event:
    """https://docs.discord.com/developers/events/gateway-events#guild-create."""
    bot = guild.bot
    assert bot is not None, f"the app is not in {guild.name}"
    extra = {
        "joined_at": iso(bot.joined),
        "large": False,
        "member_count": len(guild.members),
        "members": [bot.wire()],
        "channels": [channel.wire() for channel in guild.channels.values()],
        "threads": [
            thread.wire()
            for thread in guild.threads.values()
            if not thread.archived and may_view(guild, thread)
        ],
    }
    rare = "voice_states presences stage_instances guild_scheduled_events soundboard_sounds"
    return "GUILD_CREATE", guild.wire() | extra | {name: [] for name in rare.split()}


def gone(guild: "Guild") -> Event:
    """An outage, or the app was removed.

    https://docs.discord.com/developers/events/gateway-events#guild-delete
    """
    outage = {"unavailable": True} if guild.unavailable else {}
    return "GUILD_DELETE", {"id": guild.id} | outage


def synced(channel: "Channel") -> Event:
    """The app gains access to a channel.

    https://docs.discord.com/developers/events/gateway-events#thread-list-sync
    """
    assert channel.guild is not None
    threads = [thread.wire() for thread in channel.threads if not thread.archived]
    told = {"guild_id": channel.guild.id, "channel_ids": [channel.id]}
    return "THREAD_LIST_SYNC", told | {"threads": threads, "members": []}


def may_view(guild: "Guild", channel: "Channel") -> bool:
    """Whether the app hears of what happens in a channel."""
    return guild.bot is not None and May.VIEW_CHANNEL in guild.may(guild.bot.user, channel)
