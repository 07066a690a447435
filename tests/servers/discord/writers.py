"""What people read and write on Discord."""

from typing import TYPE_CHECKING

from tests.servers.discord.channels import Channel, Kind, Thread
from tests.servers.discord.guilds import User
from tests.servers.discord.messages import Message
from tests.servers.discord.permissions import May

if TYPE_CHECKING:
    from tests.servers.discord.server import Discord

MOST_CHARACTERS = 2_000


class Writer:
    """Somebody at their keyboard. Whatever Discord's client would not let them do fails."""

    def __init__(self, discord: "Discord", user: User) -> None:
        self.user = user
        self.id = user.id
        self.mention = user.mention
        self._discord = discord
        self._world = discord.world
        self._interactions = discord.api.interactions

    @property
    def direct(self) -> Channel:
        """Their direct messages with the app."""
        return self._world.direct(self.user)

    @property
    def alone(self) -> list[Message]:
        """What they alone see, oldest first, without what the app has not said yet."""
        return [message for message in self._private() if not message.thinking]

    def sees(self, channel: Channel) -> list[Message]:
        """What stands before them in a channel or a thread, oldest first."""
        assert May.VIEW_CHANNEL in channel.may(self.user), f"{self.user.name} sees nothing there"
        own = [message for message in self._private() if message.channel is channel]
        return sorted([*channel.posts, *own], key=lambda message: int(message.id))

    def view(self, channel: Channel) -> list[str]:
        """The same, as they read it."""
        return [_line(message) for message in self.sees(channel)]

    async def writes(
        self, channel: Channel, text: str, reply_to: Message | None = None, *, ping: bool = True
    ) -> Message:
        """Write, maybe as a reply; `ping` whom they reply to is on unless they switch it off."""
        in_thread = channel.is_thread
        needed = May.SEND_MESSAGES_IN_THREADS if in_thread else May.SEND_MESSAGES
        assert channel.kind is not Kind.FORUM, "a forum takes posts alone: `begins_thread`"
        assert needed | May.VIEW_CHANNEL in channel.may(self.user), f"{self.user.name} may not"
        assert not channel.locked or May.MANAGE_THREADS in channel.may(self.user), "it is locked"
        assert 0 < len(text) <= MOST_CHARACTERS, f"{len(text)} characters"
        assert reply_to is None or reply_to.channel is channel, (
            "a reply stands where its message is"
        )
        allowed = {"parse": ["users", "roles", "everyone"], "replied_user": ping}
        body = {"content": text, "allowed_mentions": allowed}
        return self._world.post(channel, self.user, body, reference=reply_to)

    async def edits(self, message: Message, text: str) -> None:
        """Change what they wrote."""
        assert message.author is self.user, "nobody edits what others wrote"
        self._world.edit(message, {"content": text})

    async def deletes(self, *messages: Message) -> None:
        """Delete what they wrote, or as a moderator anything; several at once as bots of those do."""
        may = messages[0].channel.may(self.user)
        own = all(message.author is self.user for message in messages)
        assert (own and len(messages) == 1) or May.MANAGE_MESSAGES in may, (
            f"{self.user.name} may not"
        )
        self._world.delete(*messages)

    async def types(self, channel: Channel) -> None:
        """Begin to write something."""
        place = {"guild_id": channel.guild.id} if channel.guild else {}
        data = {
            "channel_id": channel.id,
            "user_id": self.id,
            "timestamp": int(self._world.clock.now()),
        }
        self._world.announce("TYPING_START", data | place, channel.guild, channel)

    async def begins_thread(self, on: Message | Channel, name: str, text: str = "") -> Thread:
        """A thread under a message, or in a channel; in a forum a post, which needs a text."""
        channel = on.channel if isinstance(on, Message) else on
        asked = May.SEND_MESSAGES if channel.kind is Kind.FORUM else May.CREATE_PUBLIC_THREADS
        assert asked in channel.may(self.user), f"{self.user.name} may not"
        assert channel.kind is not Kind.FORUM or text, "a post has words"
        under = on.id if isinstance(on, Message) else None
        thread = self._world.begin_thread(channel, name, self.user, under)
        if text:
            first = thread.id if channel.kind is Kind.FORUM else None
            self._world.post(thread, self.user, {"content": text}, id_=first)
        return thread

    async def changes_thread(self, thread: Thread, **how: bool | str) -> None:
        """Archive it, lock it, call it something else."""
        manages = May.MANAGE_THREADS in thread.may(self.user)
        assert manages or (thread.owner is self.user and "locked" not in how), "they may not"
        self._world.change_thread(thread, **how)

    def talks_to(self, *others: "Writer") -> Channel:
        """Direct messages with somebody, or a group, in which the app is not."""
        everybody = (self.user, *(other.user for other in others))
        kind = Kind.DM if len(everybody) == 2 else Kind.GROUP_DM
        made = Channel(self._world, self._world.snowflake(), kind, "", recipients=everybody)
        self._world.channels[made.id] = made
        return made

    def _private(self) -> list[Message]:
        every = [m for one in self._interactions.all.values() for m in one.messages]
        return [m for m in every if m.seen_by is self.user and not m.deleted]


def _line(message: Message) -> str:
    return "…" if message.thinking else message.words
