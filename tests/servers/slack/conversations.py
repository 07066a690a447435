"""The methods that read: `conversations.*`, `users.info`, `auth.test`."""

import math
from collections.abc import Callable
from typing import Any

from tests.servers.slack.call import Call, Refused, channel_of
from tests.servers.slack.messages import Channel, Message, Payload
from tests.servers.slack.workspace import Workspace

# https://docs.slack.dev/reference/methods/conversations.history
MOST_AT_ONCE, MOST_OUTSIDE_MARKETPLACE = 999, 15


def auth_test(world: Workspace, _: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/auth.test."""
    ours = world.installed
    return {
        "url": "https://loopback.slack.com/",
        "team": "Loopback",
        "team_id": ours.team_id,
        "user": "papers",
        "user_id": ours.bot_user,
        "bot_id": ours.bot_id,
        "is_enterprise_install": False,
    }


def history(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/conversations.history: newest first, no replies."""
    channel = channel_of(world, *call.need("channel"), member=False)
    _must_be_inside(world, channel)
    within = _span(call)
    return _page(world, call, [m for m in reversed(channel.posts) if within(m)])


def replies(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/conversations.replies: parent first, oldest first."""
    name, ts = call.need("channel", "ts")
    channel = channel_of(world, name, member=False)
    _must_be_inside(world, channel)
    message = channel.messages.get(str(ts))
    if message is None or message.deleted:
        raise Refused("thread_not_found")
    parent = channel.messages[message.thread_ts] if message.thread_ts else message
    within = _span(call)
    return _page(world, call, [reply for reply in parent.replies if within(reply)], parent)


def open_direct(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/conversations.open, of one person."""
    (user,) = call.need("users")
    if user not in world.people:
        raise Refused("user_not_found")
    return {"channel": {"id": world.direct(user).id}}


def user_info(world: Workspace, call: Call) -> Payload:
    """https://docs.slack.dev/reference/methods/users.info."""
    (user,) = call.need("user")
    if user not in world.people:
        raise Refused("user_not_found")
    shown = dict(world.people[user])
    if not call.flag("include_locale"):
        shown.pop("locale")
    return {"user": shown}


def _must_be_inside(world: Workspace, channel: Channel) -> None:
    if world.installed.bot_user not in channel.members:
        raise Refused("not_in_channel")


def _span(call: Call) -> Callable[[Message], bool]:
    oldest, latest = _seconds(call, "oldest", 0.0), _seconds(call, "latest", math.inf)
    if call.flag("inclusive"):
        return lambda message: oldest <= float(message.ts) <= latest
    return lambda message: oldest < float(message.ts) < latest


def _seconds(call: Call, name: str, otherwise: float) -> float:
    given = call.args.get(name)
    if given in (None, ""):
        return otherwise
    try:
        return float(given)
    except (TypeError, ValueError) as wrong:
        raise Refused(f"invalid_ts_{name}") from wrong


def _page(
    world: Workspace, call: Call, found: list[Message], parent: Message | None = None
) -> Payload:
    most = MOST_AT_ONCE if world.marketplace else MOST_OUTSIDE_MARKETPLACE
    limit = min(_whole(call.args.get("limit", min(100, most)), "invalid_limit"), most)
    if limit < 1:
        raise Refused("invalid_limit")
    start = _whole(str(call.args.get("cursor") or "from:0").removeprefix("from:"), "invalid_cursor")
    shown = found[start : start + limit]
    more = start + limit < len(found)
    messages = [*([parent] if parent else []), *shown]
    metadata = call.flag("include_all_metadata")
    return {
        "messages": [m.wire(with_metadata=metadata) for m in messages],
        "has_more": more,
        "response_metadata": {"next_cursor": f"from:{start + limit}" if more else ""},
    }


def _whole(value: Any, refusal: str) -> int:
    try:
        return int(value)
    except (TypeError, ValueError) as wrong:
        raise Refused(refusal) from wrong
