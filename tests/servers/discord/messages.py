"""Messages: what Discord keeps of one, and shows of it.

https://docs.discord.com/developers/resources/message
"""

import copy
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.servers.discord.components import TEXT, numbered, walk, words_of
from tests.servers.discord.mentions import mentions
from tests.servers.discord.moments import iso, moment

if TYPE_CHECKING:
    from tests.servers.discord.channels import Channel, Thread
    from tests.servers.discord.guilds import User

Payload = dict[str, Any]

# https://docs.discord.com/developers/resources/message#message-object-message-flags
SUPPRESS_EMBEDS, EPHEMERAL, SUPPRESS_NOTIFICATIONS, V2 = 1 << 2, 1 << 6, 1 << 12, 1 << 15
CREATED = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | V2  # what a new message may have
CHANGED = SUPPRESS_EMBEDS | V2  # what an edit may change; the rest of it is ignored
# https://docs.discord.com/developers/resources/message#message-object-message-types
DEFAULT, THREAD_CREATED, REPLY, CHAT_COMMAND, THREAD_STARTER, MENU_COMMAND = 0, 18, 19, 20, 21, 23
WRITTEN = {
    DEFAULT,
    REPLY,
    CHAT_COMMAND,
    MENU_COMMAND,
}  # by somebody; the others are Discord's own words
_ESCAPED = re.compile(r"\\([!-/:-@[-`{-~])")


@dataclass(eq=False)
class Message:
    """`seen_by`: the one person who sees it, where it is not for all."""

    id: str
    channel: "Channel"
    author: "User"
    content: str = ""
    components: list[Payload] = field(default_factory=list)
    embeds: list[Payload] = field(default_factory=list)
    flags: int = 0
    type: int = DEFAULT
    reference: "Message | None" = None
    mentions: "list[User]" = field(default_factory=list)
    mention_roles: list[str] = field(default_factory=list)
    mention_everyone: bool = False
    pinged: list[str] = field(default_factory=list)
    edited: float | None = None
    nonce: str | None = None
    webhook: bool = False
    thinking: bool = False
    seen_by: "User | None" = None
    deleted: bool = False
    versions: list[Payload] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.seen_by is not None:
            self.flags |= EPHEMERAL

    @property
    def by_bot(self) -> bool:
        """Whether our app wrote it."""
        return self.author is self.channel.world.application.bot

    @property
    def words(self) -> str:
        """What people read of it, but for its marks."""
        text = "\n".join(text for text in (self.content, words_of(self.components)) if text)
        return _ESCAPED.sub(r"\1", text.replace("\u2060", ""))

    @property
    def raw(self) -> str:
        """Its text with all marks, where mentions count."""
        shown = [one["content"] for one in walk(self.components) if one["type"] == TEXT]
        return "\n".join([self.content, *shown])

    @property
    def thread(self) -> "Thread | None":
        """The thread under it."""
        guild = self.channel.guild
        return guild.threads.get(self.id) if guild else None

    @property
    def replies(self) -> "list[Message]":
        """What stands in the thread under it."""
        return [m for m in self.thread.posts if m is not self] if self.thread else []

    @property
    def buttons(self) -> list[Payload]:
        """What can be pressed or chosen from."""
        return [one for one in walk(self.components) if one.get("custom_id")]

    def wire(self) -> Payload:
        """As Discord shows it to whoever may read it."""
        out: Payload = {
            "id": self.id,
            "channel_id": self.channel.id,
            "author": self.author.wire(),
            "content": self.content,
            "timestamp": iso(moment(self.id)),
            "edited_timestamp": iso(self.edited) if self.edited else None,
            "tts": False,
            "mention_everyone": self.mention_everyone,
            "mentions": [user.wire() for user in self.mentions],
            "mention_roles": self.mention_roles,
            "attachments": [],
            "embeds": self.embeds,
            "components": copy.deepcopy(self.components),
            "pinned": False,
            "type": self.type,
            "flags": self.flags,
        }
        if self.webhook:
            out |= {"webhook_id": self.channel.world.application.id}
        if self.webhook or self.by_bot:
            out |= {"application_id": self.channel.world.application.id}
        if self.nonce is not None:
            out["nonce"] = self.nonce
        if self.reference is not None:
            told = {
                "type": 0,
                "message_id": self.reference.id,
                "channel_id": self.reference.channel.id,
            }
            if self.channel.guild:
                told["guild_id"] = self.channel.guild.id
            out["message_reference"] = told
            out["referenced_message"] = (
                None
                if self.reference.deleted
                else self.reference.wire() | {"referenced_message": None}
            )
        if self.thread:
            out["thread"] = self.thread.wire()
        return out


def fill(message: Message, body: Payload) -> None:
    """Put content that was checked in a message, and note whom it mentions and pings."""
    if "content" in body:
        message.content = (body["content"] or "").strip()
    if "components" in body:
        message.components = numbered(copy.deepcopy(body["components"] or []))
    if "embeds" in body:
        message.embeds = copy.deepcopy(body["embeds"] or [])
    if body.get("flags") is not None:
        message.flags = message.flags & ~SUPPRESS_EMBEDS | body["flags"] & CHANGED
    found = mentions(message, body.get("allowed_mentions"))
    message.mentions, message.mention_roles, message.mention_everyone = found
    message.pinged += found.pinged
    message.versions.append(
        {"content": message.content, "components": copy.deepcopy(message.components)}
    )
