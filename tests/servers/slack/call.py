"""A call of Slack's Web API: what was asked, and how it is refused."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.servers.slack.limits import Refusal
from tests.servers.slack.messages import Channel, Message, Payload
from tests.servers.slack.workspace import Workspace

_JSON_ARGUMENTS = ("blocks", "metadata", "chunks", "view", "attachments", "prompts")


class Refused(Exception):
    """Slack answers `ok: false`; `more` is what it says beside the code."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more

    @classmethod
    def because(cls, found: Refusal) -> "Refused":
        """With what is wrong, in the two places where Slack says it."""
        if not found.faults:
            return cls(found.code)
        told = [f"[ERROR] {fault}" for fault in found.faults]
        return cls(found.code, errors=list(found.faults), response_metadata={"messages": told})


@dataclass(eq=False)
class Call:
    """A method with its arguments, when it came, and how it was answered (nothing yet: "").

    `fault`: by one that a test ordered, and nothing was done.
    """

    method: str
    args: Payload
    token: str
    at: float
    outcome: str = ""

    def need(self, *names: str) -> list[Any]:
        """Arguments that must be there."""
        missing = [name for name in names if self.args.get(name) in (None, "")]
        if missing:
            told = [f"[ERROR] missing required field: {name}" for name in missing]
            raise Refused("invalid_arguments", response_metadata={"messages": told})
        return [self.args[name] for name in names]

    def flag(self, name: str) -> bool:
        """An argument that is true or false, however it was sent."""
        return self.args.get(name) in (True, "1", "true", "True")


async def arguments(request: web.Request) -> Payload:
    """What was sent as JSON, as a form, or in the address. Raises `Refused` for broken JSON."""
    args: Payload = dict(request.query)
    if request.content_type == "application/json":
        try:
            sent = json.loads(await request.text() or "{}")
        except ValueError as broken:
            raise Refused("invalid_json") from broken
        if not isinstance(sent, dict):
            raise Refused("json_not_object")
        args |= sent
    else:
        args |= {name: str(value) for name, value in (await request.post()).items()}
    for name in _JSON_ARGUMENTS:
        if isinstance(args.get(name), str):
            try:
                args[name] = json.loads(args[name])
            except ValueError as broken:
                code = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
                raise Refused(code) from broken
    return args


def channel_to_post(world: Workspace, name: Any) -> Channel:
    """Where to post: also by the name of a channel, and by the id of a person to write to."""
    if name in world.people:
        return world.direct(str(name))
    found = world.named(str(name).removeprefix("#"))
    return channel_of(world, found.id if found else name)


def channel_of(world: Workspace, name: Any, *, member: bool = True) -> Channel:
    """The channel of an id, that the bot sees and (unless not `member`) may write to."""
    channel = world.channels.get(str(name))
    inside = channel is not None and world.installed.bot_user in channel.members
    if channel is None or (channel.kind != "channel" and not inside):
        raise Refused("channel_not_found")
    if member and not inside:
        raise Refused("not_in_channel")
    if member and channel.archived:
        raise Refused("is_archived")
    return channel


def own_message(channel: Channel, ts: Any, refusal: str) -> Message:
    """A message that the bot wrote and everybody sees."""
    message = channel.messages.get(str(ts))
    if message is None or message.deleted or message.subtype == "tombstone":
        raise Refused("message_not_found")
    if not message.by_bot:
        raise Refused(refusal)
    return message


def parent_of(channel: Channel, ts: Any) -> str | None:
    """The parent of a thread, where one is named."""
    if ts in (None, ""):
        return None
    parent = channel.messages.get(str(ts))
    if parent is None or parent.deleted:
        raise Refused("thread_not_found")
    if parent.thread_ts is not None:
        # Slack takes it and shows it nowhere: "Avoid using a reply's ts value; use its parent".
        raise Refused("cannot_reply_to_message")
    return parent.ts


def image_urls(part: Any, at: str) -> Iterable[tuple[str, str]]:
    """The pictures of a payload that Slack has to fetch, and where they stand."""
    if isinstance(part, list):
        for index, item in enumerate(part):
            yield from image_urls(item, f"{at}/{index}")
    elif isinstance(part, dict):
        if part.get("type") == "image" and "image_url" in part:
            yield part["image_url"], f"{at}/image_url"
        for name, value in part.items():
            yield from image_urls(value, f"{at}/{name}")
