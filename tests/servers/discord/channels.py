"""Channels and threads, and the messages that stand in them.

https://docs.discord.com/developers/resources/channel
"""

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from tests.servers.discord import events
from tests.servers.discord.messages import WRITTEN, Message
from tests.servers.discord.moments import iso, moment
from tests.servers.discord.permissions import DIRECT, NOTHING, May, Overwrite, in_channel

if TYPE_CHECKING:
    from tests.servers.discord.guilds import Guild, User
    from tests.servers.discord.world import World

Payload = dict[str, Any]

# https://docs.discord.com/developers/resources/channel#channel-object-channel-flags
REQUIRES_TAG = 1 << 4


class Kind(IntEnum):
    """https://docs.discord.com/developers/resources/channel#channel-object-channel-types."""

    TEXT = 0
    DM = 1
    GROUP_DM = 3
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    FORUM = 15


class Channel:
    """A place for messages, or for threads. `recipients`: who is in direct messages.

    `tags` are those of a forum's posts; `needs_tag`: whether each post has to have one.
    """

    def __init__(
        self,
        world: "World",
        id_: str,
        kind: Kind,
        name: str,
        *,
        guild: "Guild | None" = None,
        parent: "Channel | None" = None,
        recipients: "tuple[User, ...]" = (),
    ) -> None:
        self.world = world
        self.id = id_
        self.kind = kind
        self.name = name
        self.guild = guild
        self.parent = parent
        self.recipients = recipients
        self.overwrites: dict[str, Overwrite] = {}
        self.messages: dict[str, Message] = {}
        self.typing: list[float] = []
        self.tags: list[Payload] = []
        self.needs_tag = False
        self.deleted = False
        self.archived = False
        self.locked = False

    @property
    def is_thread(self) -> bool:
        """Whether it has a parent from which its permissions come."""
        return self.kind in {Kind.ANNOUNCEMENT_THREAD, Kind.PUBLIC_THREAD}

    @property
    def posts(self) -> list[Message]:
        """What stands there, oldest first, without Discord's own lines."""
        return [m for m in self.messages.values() if m.type in WRITTEN and not m.deleted]

    @property
    def threads(self) -> "list[Thread]":
        """The threads that were begun in it, oldest first."""
        every = self.guild.threads.values() if self.guild else ()
        return [thread for thread in every if thread.parent is self and not thread.deleted]

    def may(self, user: "User") -> May:
        """What somebody may do there."""
        if self.guild is None:
            return DIRECT if user in self.recipients else NOTHING
        member = self.guild.members.get(user.id)
        return in_channel(self, member) if member else NOTHING

    def allow(self, who: Any, allow: May = NOTHING, deny: May = NOTHING) -> None:
        """Overwrite what a role or a person may do there."""
        bot = self.world.application.bot
        saw = May.VIEW_CHANNEL in self.may(bot)
        self.overwrites[who.id] = Overwrite(allow, deny)
        self.world.announce("CHANNEL_UPDATE", self.wire(), self.guild, self)
        if May.VIEW_CHANNEL in self.may(bot) and not saw:
            self.world.announce(*events.synced(self), self.guild, self)

    def wire(self) -> Payload:
        """As Discord shows it."""
        if self.guild is None:
            others = [u.wire() for u in self.recipients if u is not self.world.application.bot]
            return {"id": self.id, "type": int(self.kind), "recipients": others, "last_message_id": None, "flags": 0}  # fmt: skip
        return {
            "id": self.id,
            "type": int(self.kind),
            "guild_id": self.guild.id,
            "name": self.name,
            "position": 0,
            "parent_id": self.parent.id if self.parent else None,
            "topic": None,
            "nsfw": False,
            "last_message_id": next(reversed(self.messages), None),
            "rate_limit_per_user": 0,
            "flags": REQUIRES_TAG if self.needs_tag else 0,
            "available_tags": self.tags,
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
            "permission_overwrites": [
                o.wire(of, of_role=of in self.guild.roles) for of, o in self.overwrites.items()
            ],
        }


class Thread(Channel):
    """A thread; `owner` is who began it."""

    def __init__(self, *args: Any, owner: "User", minutes: int = 4_320, **more: Any) -> None:
        super().__init__(*args, **more)
        self.owner = owner
        self.minutes = minutes
        self.applied_tags: list[str] = []
        self.archived_at = moment(self.id)

    def wire(self) -> Payload:
        """As Discord shows it."""
        assert self.guild is not None
        assert self.parent is not None
        return {
            "id": self.id,
            "type": int(self.kind),
            "guild_id": self.guild.id,
            "parent_id": self.parent.id,
            "owner_id": self.owner.id,
            "name": self.name,
            "last_message_id": next(reversed(self.messages), None),
            "message_count": len([m for m in self.posts if m.id != self.id]),
            "member_count": 1,
            "total_message_sent": len(self.messages),
            "rate_limit_per_user": 0,
            "flags": 0,
            "applied_tags": self.applied_tags,
            "thread_metadata": {
                "archived": self.archived,
                "auto_archive_duration": self.minutes,
                "archive_timestamp": iso(self.archived_at),
                "locked": self.locked,
                "create_timestamp": iso(moment(self.id)),
            },
        }
