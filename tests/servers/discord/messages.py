"""Messages: what Discord takes as one, keeps of it, and would ping by it.

https://docs.discord.com/developers/resources/message
"""

import copy
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.servers.discord.components import check_layout, check_rows, numbered, walk, words_of
from tests.servers.discord.moments import iso, moment
from tests.servers.discord.permissions import May
from tests.servers.discord.refusals import Refusal, invalid, too_long

if TYPE_CHECKING:
    from tests.servers.discord.channels import Channel, Thread
    from tests.servers.discord.guilds import User

Payload = dict[str, Any]

SUPPRESS_EMBEDS, EPHEMERAL, V2 = 1 << 2, 1 << 6, 1 << 15
DEFAULT, THREAD_CREATED, REPLY, CHAT_COMMAND, THREAD_STARTER = 0, 18, 19, 20, 21
_ESCAPED = re.compile(r"\\([!-/:-@[-`{-~])")
_MENTION = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")


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


def check(body: Payload, before: Message | None = None) -> None:
    """Raises `Refusal` for what Discord takes as no message, or as no edit of one."""
    flags = body.get("flags") or 0
    if before is not None and before.flags & V2:
        flags |= V2  # https://docs.discord.com/developers/resources/message#edit-message
    content, embeds = body.get("content") or "", body.get("embeds") or []
    if flags & V2:
        for name in ("content", "embeds", "poll", "sticker_ids"):
            if body.get(name):
                raise invalid(
                    name, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "is legacy"
                )
        if before is None or "components" in body:
            check_layout(copy.deepcopy(body.get("components")))
    else:
        _check_plain(body, content, embeds, before)
    nonce = body.get("nonce")
    if nonce is not None and len(str(nonce)) > 25:
        raise too_long("nonce", 25)
    _check_mentions(body.get("allowed_mentions"))


def _check_plain(
    body: Payload, content: str, embeds: list[Payload], before: Message | None
) -> None:
    if len(content.encode("utf-16-le")) // 2 > 2_000:
        raise too_long("content", 2_000)
    if len(embeds) > 10:
        raise invalid("embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    if body.get("components"):
        check_rows(copy.deepcopy(body["components"]))
    fields = ("content", "embeds", "components", "sticker_ids", "poll")
    if before is None and not any(body.get(name) for name in fields):
        raise Refusal(400, 50006, "Cannot send an empty message")


def _check_mentions(allowed: Any) -> None:
    """https://docs.discord.com/developers/resources/message#allowed-mentions-object."""
    if allowed is None:
        return
    if unknown := set(allowed.get("parse", ())) - {"users", "roles", "everyone"}:
        raise invalid("allowed_mentions.parse", "ENUM_TYPE_COERCE", f"{unknown}")
    for name in ("users", "roles"):
        if allowed.get(name) and name in allowed.get("parse", ()):
            message = f'parse:["{name}"] and {name}: [ids...] are mutually exclusive.'
            raise invalid("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)


def fill(message: Message, body: Payload) -> None:
    """Put content that was checked in a message, and note whom it mentions and pings."""
    if message.versions or "content" in body:
        message.content = body.get("content", message.content) or ""
    if "components" in body:
        message.components = numbered(copy.deepcopy(body["components"] or []))
    if "embeds" in body:
        message.embeds = body["embeds"] or []
    kept = message.flags & (V2 | EPHEMERAL)
    message.flags = kept | (body["flags"] or 0) if body.get("flags") is not None else message.flags
    _note_mentions(message, body.get("allowed_mentions"))
    message.versions.append(
        {"content": message.content, "components": copy.deepcopy(message.components)}
    )


def _note_mentions(message: Message, allowed: Payload | None) -> None:
    """Without `allowed_mentions` all that stands in the text pings, by default."""
    world, guild = message.channel.world, message.channel.guild
    text = message.words
    users = [world.users[i] for i in dict.fromkeys(_MENTION.findall(text)) if i in world.users]
    roles = [i for i in dict.fromkeys(_ROLE.findall(text)) if guild and i in guild.roles]
    may_all = May.MENTION_EVERYONE in message.channel.may(message.author)
    everyone = may_all and ("@everyone" in text or "@here" in text)
    parse = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse", ()))
    given = allowed or {}
    message.mentions = [u for u in users if "users" in parse or u.id in given.get("users", ())]
    message.mention_roles = [i for i in roles if "roles" in parse or i in given.get("roles", ())]
    message.mention_everyone = everyone and "everyone" in parse
    message.pinged += [u.id for u in message.mentions] + message.mention_roles
    if message.mention_everyone:
        message.pinged.append("everyone")
