"""Channels and the messages in them, as Slack keeps them."""

from dataclasses import dataclass, field
from typing import Any, Literal

from tests.servers.slack import reading

Payload = dict[str, Any]
ChannelKind = Literal["channel", "group", "im"]

_CONTENT = ("text", "blocks", "metadata", "attachments")


@dataclass(eq=False)
class Stream:
    """A message that still grows: until when, and in which of two modes once that is decided."""

    until: float
    mode: str | None = None


@dataclass(eq=False)
class Message:
    """A message; `payload` is its content, `versions` are its earlier ones, oldest first.

    `by_bot` is whether our bot wrote it, `viewer` the only person who sees it, `status` what the
    assistant shows that it is doing, `prompts` what it suggests to ask.
    """

    channel: "Channel"
    ts: str
    author: str
    payload: Payload
    thread_ts: str | None = None
    by_bot: bool = False
    viewer: str | None = None
    subtype: str | None = None
    unfurls: list[Payload] = field(default_factory=list)
    edited_by: str | None = None
    edited_ts: str | None = None
    deleted: bool = False
    versions: list[Payload] = field(default_factory=list)
    sent: Payload = field(default_factory=dict)
    stream: Stream | None = None
    status: str = ""
    title: str = ""
    prompts: list[Payload] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text as it was sent: what a notification shows."""
        return str(self.payload.get("text") or "")

    @property
    def blocks(self) -> list[Payload]:
        """The blocks as they were sent."""
        return list(self.payload.get("blocks") or [])

    @property
    def metadata(self) -> Payload | None:
        """The metadata as it was sent."""
        return self.payload.get("metadata")

    @property
    def words(self) -> str:
        """What people read."""
        return reading.words(self.payload)

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return reading.links(self.payload)

    @property
    def alerts(self) -> list[str]:
        """Whom it alerts; nothing that our bot writes may."""
        return reading.alerts(self.payload | self.sent)

    @property
    def replies(self) -> list["Message"]:
        """The thread under it, oldest first."""
        return self.channel.thread(self.ts)

    @property
    def buttons(self) -> list[Payload]:
        """All that can be pressed, in order, each with the `block_id` that it stands in."""
        return buttons(self.blocks)

    def grows(self, now: float) -> bool:
        """Whether it is a stream that is open at a moment."""
        return self.stream is not None and self.stream.until > now

    def revise(self, payload: Payload) -> None:
        """Another content; the one before is kept."""
        self.versions.append(self.payload)
        self.payload = payload

    def wire(self, *, with_metadata: bool = False) -> Payload:
        """As Slack shows it to apps."""
        out: Payload = {"type": "message", "user": self.author, "ts": self.ts, "text": self.text}
        out |= {"team": self.channel.team}
        if self.subtype:
            out["subtype"] = self.subtype
        if self.blocks:
            out["blocks"] = self.blocks
        if self.by_bot:
            out |= {"bot_id": self.channel.bot_id, "app_id": self.channel.app_id}
        if self.unfurls:
            out["attachments"] = self.unfurls
        if self.edited_ts:
            out["edited"] = {"user": self.edited_by, "ts": self.edited_ts}
        if with_metadata and self.metadata:
            out["metadata"] = self.metadata
        return out | self._threading()

    def _threading(self) -> Payload:
        if self.thread_ts is not None:
            parent = self.channel.messages.get(self.thread_ts)
            return {
                "thread_ts": self.thread_ts,
                "parent_user_id": parent.author if parent else "USLACKBOT",
            }
        replies = self.channel.thread(self.ts)
        if not replies:
            return {}
        return {
            "thread_ts": self.ts,
            "reply_count": len(replies),
            "reply_users": sorted({reply.author for reply in replies}),
            "latest_reply": replies[-1].ts,
        }


@dataclass(eq=False)
class Channel:
    """A channel, a private channel (`group`), or a direct message (`im`)."""

    id: str
    name: str
    kind: ChannelKind
    team: str
    bot_id: str
    app_id: str
    members: set[str] = field(default_factory=set)
    archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)
    threads: dict[str, list[Message]] = field(default_factory=dict)
    private: list[Message] = field(default_factory=list)

    @property
    def posts(self) -> list[Message]:
        """What stands in the channel itself, oldest first, as everybody sees it."""
        return [m for m in self.messages.values() if m.thread_ts is None and not m.deleted]

    def thread(self, ts: str) -> list[Message]:
        """The replies to a message, oldest first."""
        return [m for m in self.threads.get(ts, ()) if not m.deleted]

    def add(self, message: Message) -> Message:
        """A new message for everybody, or for its viewer alone."""
        if message.viewer is not None:
            self.private.append(message)
            return message
        self.messages[message.ts] = message
        if message.thread_ts is not None:
            self.threads.setdefault(message.thread_ts, []).append(message)
        return message

    def remove(self, message: Message) -> bool:
        """Delete; whether a tombstone stays, because there are replies."""
        message.deleted = True
        if message.viewer is not None or not self.thread(message.ts):
            return False
        message.deleted, message.author = False, "USLACKBOT"
        message.subtype, message.by_bot, message.unfurls = "tombstone", False, []
        message.revise({"text": "This message was deleted."})
        return True


def buttons(blocks: list[Payload]) -> list[Payload]:
    """All that can be pressed in blocks; a pair of feedback buttons is two."""
    found: list[Payload] = []
    for block in blocks:
        place = {"block_id": block.get("block_id", "")}
        for element in [*block.get("elements", ()), block.get("accessory") or {}]:
            if element.get("type") in {"button", "icon_button"}:
                found.append(element | place)
            elif element.get("type") == "feedback_buttons":
                shared = {"type": "feedback_buttons", "action_id": element["action_id"]} | place
                found += [element[side] | shared for side in ("positive_button", "negative_button")]
    return found


def content(args: Payload) -> Payload:
    """What of a call's arguments is the content of a message."""
    return {name: args[name] for name in _CONTENT if name in args}
