"""A workspace: its people, channels, views, and what Slack remembers for its apps."""

import itertools
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.servers.clock import Bell
from tests.servers.slack.clock import Clock
from tests.servers.slack.installation import Installation
from tests.servers.slack.messages import Channel, ChannelKind, Message, Payload

# https://docs.slack.dev/interactivity/handling-user-interaction: a trigger lives three seconds,
# a response_url takes five answers within 30 minutes.
TRIGGER_LIFE = 3.0
RESPONSE_LIFE, RESPONSE_USES = 1_800.0, 5


@dataclass(eq=False)
class View:
    """A modal or a home tab that somebody has before them; `errors` by `block_id`."""

    id: str
    user: str
    content: Payload
    hash: str
    errors: dict[str, str] = field(default_factory=dict)
    closed: bool = False

    def wire(self, team: str, installed: Installation) -> Payload:
        """As Slack shows it to apps."""
        defaults = {"private_metadata": "", "callback_id": "", "external_id": "", "title": None}
        return (
            defaults
            | self.content
            | {
                "id": self.id,
                "team_id": team,
                "hash": self.hash,
                "state": {"values": {}},
                "root_view_id": self.id,
                "previous_view_id": None,
                "app_id": installed.app_id,
                "bot_id": installed.bot_id,
            }
        )


@dataclass(eq=False)
class Trigger:
    """What allows to open one modal for one person, for a moment."""

    user: str
    until: float
    used: bool = False


@dataclass(eq=False)
class ResponseUrl:
    """Where to answer an interaction: in which channel, whom, and from which message it came."""

    user: str
    channel: Channel
    until: float
    message: Message | None = None
    uses: int = 0


class Workspace:
    """Everything that is the case. `announce` is told of each event that the app may hear of."""

    def __init__(self, installed: Installation, clock: Clock) -> None:
        self.installed = installed
        self.clock = clock
        self.bell = Bell()
        self.people: dict[str, Payload] = {}
        self.channels: dict[str, Channel] = {}
        self.homes: dict[str, View] = {}
        self.modals: dict[str, list[View]] = defaultdict(list)
        self.views: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.streams_in_channels = True
        self.fetches_image: Callable[[str], bool] = lambda _: True
        self.marketplace = True
        self.announce: Callable[[Payload], None] = lambda _: None
        self._numbers = itertools.count(1)

    def number(self) -> int:
        """One that was not given yet."""
        return next(self._numbers)

    def add_channel(self, name: str, kind: ChannelKind, members: set[str]) -> Channel:
        """A new channel."""
        letter = {"channel": "C", "group": "C", "im": "D"}[kind]
        ours = self.installed
        made = Channel(
            id=f"{letter}{self.number():09d}",
            name=name,
            kind=kind,
            team=ours.team_id,
            bot_id=ours.bot_id,
            app_id=ours.app_id,
            members=members,
        )
        self.channels[made.id] = made
        return made

    def direct(self, user: str) -> Channel:
        """The direct messages of a person and the bot."""
        pair = {user, self.installed.bot_user}
        for channel in self.channels.values():
            if channel.kind == "im" and channel.members == pair:
                return channel
        return self.add_channel(user, "im", pair)

    def named(self, name: str) -> Channel | None:
        """The channel of that name."""
        return next((c for c in self.channels.values() if c.name == name and c.kind != "im"), None)

    def trigger(self, user: str) -> str:
        """Allow to open a modal."""
        key = f"{self.number()}.{self.number()}.trigger"
        self.triggers[key] = Trigger(user, self.clock.now() + TRIGGER_LIFE)
        return key

    def response_path(self, user: str, channel: Channel, message: Message | None = None) -> str:
        """A path at which one interaction is answered."""
        path = f"/respond/{self.installed.team_id}/{self.number()}/secret{self.number()}"
        self.response_urls[path] = ResponseUrl(
            user, channel, self.clock.now() + RESPONSE_LIFE, message
        )
        return path

    def post(self, channel: Channel, author: str, payload: Payload, **more: Any) -> Message:
        """A new message; those for one viewer are announced to nobody."""
        message = Message(channel, self.clock.ts(), author, payload, **more)
        channel.add(message)
        if message.thread_ts in channel.messages and message.by_bot:
            channel.messages[message.thread_ts].status = ""
        self.bell.ring()
        if message.viewer is None:
            self.announce(posted(message))
        return message

    def edit(self, message: Message, payload: Payload, by: str | None) -> None:
        """Another content. `by` nobody: Slack itself did, as when it shows a link's preview."""
        before = message.wire()
        message.revise(payload)
        if by is not None:
            message.edited_by, message.edited_ts = by, self.clock.ts()
        self._changed(message, before)

    def unfurl(self, message: Message, preview: Payload) -> None:
        """Slack shows what a link leads to: the message changes, its text does not."""
        before = message.wire()
        message.unfurls.append(preview)
        self._changed(message, before)

    def delete(self, message: Message) -> None:
        """Delete; the parent of a thread stays as a tombstone, which apps hear of as a change."""
        before = message.wire()
        if message.channel.remove(message):
            self._changed(message, before)
            return
        self.bell.ring()
        if message.viewer is not None:
            return
        self.announce(
            _in_channel(message.channel, "message_deleted", self.clock.ts())
            | {"deleted_ts": message.ts, "previous_message": before}
        )
        parent = message.channel.messages.get(message.thread_ts or "")
        if parent is not None and parent.subtype == "tombstone" and not parent.replies:
            self.delete(parent)

    def _changed(self, message: Message, before: Payload) -> None:
        self.bell.ring()
        if message.viewer is None:
            now = message.wire() | ({"hidden": True} if message.subtype == "tombstone" else {})
            self.announce(
                _in_channel(message.channel, "message_changed", self.clock.ts())
                | {"message": now, "previous_message": before}
            )


def posted(message: Message) -> Payload:
    """The event of a new message: https://docs.slack.dev/reference/events/message."""
    channel = message.channel
    place = {"channel": channel.id, "channel_type": channel.kind, "event_ts": message.ts}
    own = {} if message.by_bot else {"client_msg_id": f"client-{message.ts}"}
    return message.wire(with_metadata=message.by_bot) | place | own


def _in_channel(channel: Channel, subtype: str, ts: str) -> Payload:
    return {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": channel.id,
        "channel_type": channel.kind,
        "ts": ts,
        "event_ts": ts,
    }
