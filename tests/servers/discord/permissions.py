"""What somebody may do where: roles, overwrites of a channel, and the parent of a thread.

https://docs.discord.com/developers/topics/permissions, the algorithm and the table of bits.
"""

from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.servers.discord.channels import Channel
    from tests.servers.discord.guilds import Guild, Member


class May(IntFlag):
    """The permissions that something here asks for."""

    CREATE_INSTANT_INVITE = 1 << 0
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    SEND_POLLS = 1 << 49
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51
    BYPASS_SLOWMODE = 1 << 52


NOTHING = May(0)
EVERYTHING = ~NOTHING
# What @everyone has in a new server, of the permissions above.
USUAL = (
    May.CREATE_INSTANT_INVITE
    | May.ADD_REACTIONS
    | May.VIEW_CHANNEL
    | May.SEND_MESSAGES
    | May.SEND_TTS_MESSAGES
    | May.EMBED_LINKS
    | May.ATTACH_FILES
    | May.READ_MESSAGE_HISTORY
    | May.MENTION_EVERYONE
    | May.USE_APPLICATION_COMMANDS
    | May.CREATE_PUBLIC_THREADS
    | May.CREATE_PRIVATE_THREADS
    | May.SEND_MESSAGES_IN_THREADS
    | May.SEND_POLLS
    | May.USE_EXTERNAL_APPS
)
# In direct messages there are no roles: what both sides may do there.
DIRECT = (
    May.VIEW_CHANNEL
    | May.SEND_MESSAGES
    | May.EMBED_LINKS
    | May.ATTACH_FILES
    | May.READ_MESSAGE_HISTORY
    | May.ADD_REACTIONS
    | May.MENTION_EVERYONE
)
_WITHOUT_SENDING = May.MENTION_EVERYONE | May.SEND_TTS_MESSAGES | May.ATTACH_FILES | May.EMBED_LINKS
_IN_TIMEOUT = May.VIEW_CHANNEL | May.READ_MESSAGE_HISTORY


@dataclass
class Overwrite:
    """What a channel allows and denies a role or a member."""

    allow: May = NOTHING
    deny: May = NOTHING

    def wire(self, id_: str, *, of_role: bool) -> dict[str, Any]:
        """As Discord shows it."""
        kind = 0 if of_role else 1
        return {"id": id_, "type": kind, "allow": str(+self.allow), "deny": str(+self.deny)}


def in_guild(guild: "Guild", member: "Member") -> May:
    """By the roles alone."""
    if member.user.id == guild.owner.id:
        return EVERYTHING
    allowed = guild.everyone.permissions
    for role in member.roles:
        allowed |= role.permissions
    return EVERYTHING if May.ADMINISTRATOR in allowed else allowed


def in_channel(channel: "Channel", member: "Member") -> May:
    """By the roles, then by the channel's overwrites; a thread has those of its parent."""
    base = in_guild(member.guild, member)
    if base == EVERYTHING:
        return EVERYTHING
    place = channel.parent if channel.is_thread and channel.parent else channel
    allowed = _overwritten(base, place, member)
    if May.VIEW_CHANNEL not in allowed:
        return NOTHING
    sending = May.SEND_MESSAGES_IN_THREADS if channel.is_thread else May.SEND_MESSAGES
    if sending not in allowed:
        allowed &= ~_WITHOUT_SENDING
    return allowed & _IN_TIMEOUT if member.in_timeout else allowed


def _overwritten(base: May, channel: "Channel", member: "Member") -> May:
    guild = member.guild
    everyone = channel.overwrites.get(guild.everyone.id, Overwrite())
    allowed = (base & ~everyone.deny) | everyone.allow
    of_roles = [channel.overwrites.get(role.id, Overwrite()) for role in member.roles]
    for overwrite in of_roles:
        allowed &= ~overwrite.deny
    for overwrite in of_roles:
        allowed |= overwrite.allow
    own = channel.overwrites.get(member.user.id, Overwrite())
    return (allowed & ~own.deny) | own.allow
