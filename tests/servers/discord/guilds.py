"""Servers ("guilds"), who is in them, and with which roles."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.servers.discord.channels import Channel, Kind, Thread
from tests.servers.discord.moments import iso
from tests.servers.discord.permissions import NOTHING, USUAL, May, in_channel, in_guild

if TYPE_CHECKING:
    from tests.servers.discord.world import World

Payload = dict[str, Any]


@dataclass(eq=False)
class User:
    """An account: a person's, or a bot's. `closed`: takes no direct messages from apps."""

    id: str
    name: str
    bot: bool = False
    locale: str = "ko"
    closed: bool = False

    @property
    def mention(self) -> str:
        """How they are mentioned."""
        return f"<@{self.id}>"

    def wire(self) -> Payload:
        """As Discord shows it."""
        return {
            "id": self.id,
            "username": self.name,
            "global_name": self.name.title(),
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }


@dataclass(eq=False)
class Role:
    """A role; its permissions hold in the whole guild."""

    id: str
    name: str
    permissions: May = NOTHING
    mentionable: bool = False
    managed: bool = False
    position: int = 1

    @property
    def mention(self) -> str:
        """How it is mentioned."""
        return f"<@&{self.id}>"

    def wire(self) -> Payload:
        """As Discord shows it."""
        return {
            "id": self.id,
            "name": self.name,
            "permissions": str(+self.permissions),
            "mentionable": self.mentionable,
            "managed": self.managed,
            "position": self.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
        }


@dataclass(eq=False)
class Member:
    """Somebody in a guild."""

    user: User
    guild: "Guild"
    joined: float
    roles: list[Role] = field(default_factory=list)
    nick: str | None = None
    in_timeout: bool = False

    @property
    def permissions(self) -> May:
        """What they may do in the guild."""
        return in_guild(self.guild, self)

    def wire(self, *, with_user: bool = True) -> Payload:
        """As Discord shows it; in the event of a message without the user."""
        out: Payload = {
            "roles": [role.id for role in self.roles],
            "nick": self.nick,
            "avatar": None,
            "banner": None,
            "joined_at": iso(self.joined),
            "premium_since": None,
            "communication_disabled_until": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
        }
        return out | {"user": self.user.wire()} if with_user else out


class Guild:
    """A server. `unavailable`: an outage of Discord's, of which nobody can know when it ends."""

    def __init__(self, world: "World", id_: str, name: str, owner: User, locale: str) -> None:
        self.world = world
        self.id = id_
        self.name = name
        self.owner = owner
        self.locale = locale
        self.unavailable = False
        self.everyone = Role(id_, "@everyone", USUAL, position=0)
        self.roles: dict[str, Role] = {id_: self.everyone}
        self.members: dict[str, Member] = {}
        self.channels: dict[str, Channel] = {}
        self.threads: dict[str, Thread] = {}

    @property
    def bot(self) -> Member | None:
        """Our bot, where it is in this guild."""
        return self.members.get(self.world.application.bot.id)

    def text_channel(self, name: str, **more: Any) -> Channel:
        """The channel of that name, made where there is none."""
        return self._channel(name, Kind.TEXT, **more)

    def announcement_channel(self, name: str, **more: Any) -> Channel:
        """A channel that other servers can follow; its threads have a kind of their own."""
        return self._channel(name, Kind.ANNOUNCEMENT, **more)

    def forum(self, name: str, *tags: str, needs_tag: bool = False) -> Channel:
        """The forum of that name, made where there is none; its posts may have these tags."""
        forum = self._channel(name, Kind.FORUM)
        forum.tags += [_tag(self.world.snowflake(), tag) for tag in tags]
        forum.needs_tag |= needs_tag
        return forum

    def role(self, name: str, permissions: May = NOTHING, *, mentionable: bool = False) -> Role:
        """A new role."""
        role = Role(
            self.world.snowflake(), name, permissions, mentionable, position=len(self.roles)
        )
        self.roles[role.id] = role
        self.world.announce("GUILD_ROLE_CREATE", {"guild_id": self.id, "role": role.wire()}, self)
        return role

    def may(self, user: User, channel: Channel) -> May:
        """What somebody may do in a channel of this guild; nothing, if they are not in it."""
        member = self.members.get(user.id)
        return in_channel(channel, member) if member else NOTHING

    def named(self, name: str) -> Channel | None:
        """The channel of that name."""
        return next((c for c in self.channels.values() if c.name == name), None)

    def _channel(self, name: str, kind: Kind, **more: Any) -> Channel:
        found = self.named(name)
        if found is not None:
            assert found.kind is kind, f"#{name} is {found.kind.name}"
            return found
        made = Channel(self.world, self.world.snowflake(), kind, name, guild=self, **more)
        self.world.add_channel(made)
        return made

    def wire(self) -> Payload:
        """As Discord shows it, without what only the gateway tells: `GUILD_CREATE` adds that."""
        return {
            "id": self.id,
            "name": self.name,
            "owner_id": self.owner.id,
            "icon": None,
            "splash": None,
            "banner": None,
            "description": None,
            "afk_channel_id": None,
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "roles": [role.wire() for role in self.roles.values()],
            "emojis": [],
            "stickers": [],
            "features": ["COMMUNITY", "NEWS"],
            "mfa_level": 0,
            "nsfw_level": 0,
            "nsfw": False,
            "premium_tier": 0,
            "premium_progress_bar_enabled": False,
            "preferred_locale": self.locale,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "safety_alerts_channel_id": None,
            "vanity_url_code": None,
            "application_id": None,
        }


def _tag(id_: str, name: str) -> Payload:
    """https://docs.discord.com/developers/resources/channel#forum-tag-object."""
    return {"id": id_, "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}
