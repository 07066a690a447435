"""All that there is on this Discord: one application, the guilds that it is in, and who is there."""

from collections.abc import Callable
from typing import Any

from tests.servers.clock import Bell, Clock
from tests.servers.discord import events
from tests.servers.discord.application import Application
from tests.servers.discord.channels import Channel, Kind, Thread
from tests.servers.discord.guilds import Guild, Member, Role, User
from tests.servers.discord.messages import (
    CREATED,
    REPLY,
    THREAD_CREATED,
    THREAD_STARTER,
    Message,
    fill,
)
from tests.servers.discord.moments import Snowflakes
from tests.servers.discord.permissions import NOTHING, May

Payload = dict[str, Any]
Announce = Callable[[str, Payload, Guild | None, Channel | None], None]


class World:
    """Changes nothing but by these methods, each of which tells the gateway."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.bell = Bell()
        self.snowflake = Snowflakes(clock)
        self.guilds: dict[str, Guild] = {}
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.listener: Announce | None = None
        bot = User(self.snowflake(), "papers", bot=True)
        self.users[bot.id] = bot
        self.application = Application(bot)

    def announce(
        self, name: str, data: Payload, guild: Guild | None, channel: Channel | None = None
    ) -> None:
        """Something has happened."""
        if self.listener is not None:
            self.listener(name, data, guild, channel)
        self.bell.ring()

    def user(self, name: str, **more: Any) -> User:
        """The account of that name, made where there is none."""
        found = next((u for u in self.users.values() if u.name == name), None)
        if found is None:
            found = User(self.snowflake(), name, **more)
            self.users[found.id] = found
        return found

    def guild(
        self,
        name: str = "lab",
        *,
        bot: bool = True,
        locale: str = "ko",
        shard: tuple[int, int] = (0, 1),
    ) -> Guild:
        """The server of that name, made where there is none; `shard`: which, of how many, tells it."""
        found = next((g for g in self.guilds.values() if g.name == name), None)
        if found is not None:
            return found
        while events.shard_of(id_ := self.snowflake(), shard[1]) != shard[0]:
            self.clock.advance(0.001)
        made = Guild(self, id_, name, self.user("owner"), locale)
        self.guilds[made.id] = made
        self.join(made, made.owner)
        if bot:
            self.install(made)
        return made

    def install(self, guild: Guild, permissions: May | None = None) -> Role:
        """Add the app to a server, with a role of its own."""
        role = Role(self.snowflake(), "papers", permissions or NOTHING, managed=True)
        guild.roles[role.id] = role
        self.join(guild, self.application.bot).roles.append(role)
        name, data = events.created(guild)
        self.announce(name, data, guild)
        return role

    def remove_app(self, guild: Guild) -> None:
        """Somebody throws the app out of a server."""
        guild.members.pop(self.application.bot.id, None)
        self.announce("GUILD_DELETE", {"id": guild.id}, guild)

    def outage(self, guild: Guild, *, over: bool = False) -> None:
        """Discord loses a server for a while; `over`: it has found it again."""
        guild.unavailable = not over
        name, data = events.first_of(guild)
        self.announce(name, data, guild)

    def join(self, guild: Guild, user: User, *roles: Role) -> Member:
        """Somebody comes into a server."""
        member = guild.members.get(user.id)
        if member is None:
            member = Member(user, guild, self.clock.now())
            guild.members[user.id] = member
        member.roles += [role for role in roles if role not in member.roles]
        return member

    def add_channel(self, channel: Channel) -> None:
        """A channel was made."""
        self.channels[channel.id] = channel
        if channel.guild is not None:
            channel.guild.channels[channel.id] = channel
        self.announce("CHANNEL_CREATE", channel.wire(), channel.guild, channel)

    def remove_channel(self, channel: Channel) -> None:
        """A channel or a thread was deleted, with all that stood there."""
        wire = channel.wire()
        channel.deleted = True
        self.channels.pop(channel.id, None)
        guild = channel.guild
        if guild is not None:
            guild.channels.pop(channel.id, None)
            guild.threads.pop(channel.id, None)
        name = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        kept = ("id", "guild_id", "parent_id", "type")
        self.announce(
            name, {k: wire[k] for k in kept} if channel.is_thread else wire, guild, channel
        )

    def direct(self, user: User) -> Channel:
        """The direct messages of our app with somebody."""
        both = {user, self.application.bot}
        found = (
            c for c in self.channels.values() if c.kind is Kind.DM and set(c.recipients) == both
        )
        channel = next(found, None)
        if channel is None:
            pair = (user, self.application.bot)
            channel = Channel(self, self.snowflake(), Kind.DM, "", recipients=pair)
            self.channels[channel.id] = channel
        return channel

    def begin_thread(
        self, parent: Channel, name: str, owner: User, id_: str | None = None, minutes: int = 4_320
    ) -> Thread:
        """A thread, with the id of the message that it is under, if it is under one."""
        kind = Kind.ANNOUNCEMENT_THREAD if parent.kind is Kind.ANNOUNCEMENT else Kind.PUBLIC_THREAD
        guild = parent.guild
        assert guild is not None
        thread = Thread(
            self, id_ or self.snowflake(), kind, name,
            guild=guild, parent=parent, owner=owner, minutes=minutes,
        )  # fmt: skip
        self.channels[thread.id] = guild.threads[thread.id] = thread
        self.announce("THREAD_CREATE", thread.wire() | {"newly_created": True}, guild, thread)
        if id_ is not None and id_ in parent.messages:
            starter = parent.messages[id_]
            self.announce("MESSAGE_UPDATE", self._told(starter), guild, parent)
            line = Message(self.snowflake(), thread, owner, type=THREAD_STARTER, reference=starter)
            said = Message(self.snowflake(), parent, owner, name, type=THREAD_CREATED)
            for message in (line, said):
                message.channel.messages[message.id] = message
                self.announce("MESSAGE_CREATE", self._told(message), guild, message.channel)
        return thread

    def change_thread(self, thread: Thread, **how: Any) -> None:
        """Archive it, lock it, call it something else."""
        if how.get("archived", thread.archived) != thread.archived:
            thread.archived_at = self.clock.now()
        for name, value in how.items():
            setattr(thread, name, value)
        self.announce("THREAD_UPDATE", thread.wire(), thread.guild, thread)

    def post(
        self,
        channel: Channel,
        author: User,
        body: Payload,
        *,
        reference: Message | None = None,
        id_: str | None = None,
        **more: Any,
    ) -> Message:
        """A message that was checked comes into a channel; an archived thread opens."""
        if channel.archived and isinstance(channel, Thread):
            self.change_thread(channel, archived=False)
        message = Message(
            id_ or self.snowflake(), channel, author, flags=(body.get("flags") or 0) & CREATED,
            type=REPLY if reference else 0, reference=reference, **more,
        )  # fmt: skip
        if body.get("nonce") is not None:
            message.nonce = str(body["nonce"])
        fill(message, body)
        allowed = body.get("allowed_mentions")
        if reference is not None and (allowed is None or allowed.get("replied_user")):
            message.mentions = list(dict.fromkeys([*message.mentions, reference.author]))
            message.pinged.append(reference.author.id)
        if message.seen_by is None:
            channel.messages[message.id] = message
            self.announce("MESSAGE_CREATE", self._told(message), channel.guild, channel)
        self.bell.ring()
        return message

    def edit(self, message: Message, body: Payload) -> None:
        """Its content changes; whom a reply has pinged it still mentions."""
        replied = message.reference.author if message.reference else None
        kept = [replied] if replied is not None and replied in message.mentions else []
        fill(message, body)
        message.mentions = list(dict.fromkeys([*message.mentions, *kept]))
        message.edited = self.clock.now()
        if message.seen_by is None:
            channel = message.channel
            self.announce("MESSAGE_UPDATE", self._told(message), channel.guild, channel)
        self.bell.ring()

    def unfurl(self, message: Message) -> None:
        """Discord shows a preview of a link: an update that changes no word."""
        message.embeds = [{"type": "link", "url": "https://arxiv.org/abs/2602.00001", "title": "x"}]
        self.announce("MESSAGE_UPDATE", self._told(message), message.channel.guild, message.channel)

    def delete(self, *messages: Message) -> None:
        """They go; those of several at once are told in one event."""
        channel = messages[0].channel
        for message in messages:
            message.deleted = True
            channel.messages.pop(message.id, None)
        where = {"channel_id": channel.id}
        if channel.guild is not None:
            where["guild_id"] = channel.guild.id
        if len(messages) == 1:
            told: Payload = {"id": messages[0].id, **where}
            self.announce("MESSAGE_DELETE", told, channel.guild, channel)
        else:
            told = {"ids": [m.id for m in messages], **where}
            self.announce("MESSAGE_DELETE_BULK", told, channel.guild, channel)

    def _told(self, message: Message) -> Payload:
        """With what only the gateway adds: the guild, and whom of it the author is."""
        guild = message.channel.guild
        out = message.wire() | {"channel_type": int(message.channel.kind)}
        if guild is None:
            return out
        member = guild.members.get(message.author.id)
        more = {"member": member.wire(with_user=False)} if member else {}
        mentions = [
            user | {"member": guild.members[user["id"]].wire(with_user=False)}
            for user in out["mentions"]
            if user["id"] in guild.members
        ]
        return out | {"guild_id": guild.id, "mentions": mentions, **more}
