"""Slack's message events as incoming messages."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from adapters.slack.posting.posts import moment_of
from bot.domain.conversation import IncomingMessage
from bot.domain.place import Place

PLATFORM = "slack"

_WRITTEN_BY_PEOPLE = {None, "file_share", "thread_broadcast"}
_ENTITY = re.compile(r"<([^<>]+)>")
_LABELLED = re.compile(r"<(https?://[^|<>]+)\|[^<>]*>")
_MENTION = re.compile(r"<(?:@|!(?!date))")
_SCHEME = re.compile(r"\A[a-z][a-z+.-]*:(?://)?", re.IGNORECASE)
_UNESCAPED = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ESCAPED = re.compile("|".join(_UNESCAPED))


class Written(NamedTuple):
    """What somebody wrote, without Slack's markup and without the mention of the bot."""

    text: str
    mentions_bot: bool = False
    mentions_others: bool = False


class Removed(NamedTuple):
    """A message that is gone; `ours`: the bot had posted it."""

    place: Place
    message: str
    ours: bool = False


def read_text(text: str, bot_user: str, *, addresses: bool = False) -> Written:
    """Slack's text as people see it, or with `addresses` instead of what they are labelled with.

    Markup: <https://docs.slack.dev/messaging/formatting-message-text>. An address stands for
    itself, or under its label where that says something else. Whoever is mentioned is "@someone".
    """
    text = _LABELLED.sub(r"<\1>", text) if addresses else text
    own = re.compile(rf"\s{{0,2}}<@{re.escape(bot_user)}(?:\|[^<>]*)?>(?:\s{{0,2}}(?=[,:;.?!]))?")
    rest = own.sub("", text)
    mentions_bot = rest != text
    shown = _ENTITY.sub(_shown, rest.lstrip(" \n,:;") if mentions_bot else rest)
    plain = _ESCAPED.sub(lambda match: _UNESCAPED[match[0]], shown)
    return Written(plain, mentions_bot, _MENTION.search(rest) is not None)


def is_for(workspace: str, body: Mapping[str, Any]) -> bool:
    """Whether an event or a command was brought because of the installation in a workspace.

    An app may be installed in several, and one socket brings the events of all. In a channel that
    workspaces share `team_id` is where something happened, and `authorizations` say who hears it:
    <https://docs.slack.dev/apis/events-api/#authorizations>.
    """
    given = body.get("authorizations") or ()
    heard_by = [one["team_id"] for one in given if one.get("team_id")]
    return workspace in (heard_by or [body.get("team_id") or workspace])


def message_of(event: Mapping[str, Any], workspace: str, bot_user: str) -> IncomingMessage | None:
    """What a person wrote or changed; none for everything else.

    Messages of programs, ours too, what Slack itself says (joins, topics), edits that leave the text
    as it was (an unfurled link), and what stands in a channel outside of any thread without a
    mention of the bot are nothing to us. Events:
    <https://docs.slack.dev/reference/events/message>.
    """
    said: Mapping[str, Any] = event
    if event.get("subtype") == "message_changed":
        said = event.get("message") or {}
        before = event.get("previous_message") or {}
        if said.get("text") == before.get("text"):
            return None
    if not _by_person(said, bot_user):
        return None
    channel, ts = event["channel"], said["ts"]
    direct = is_direct(channel)  # there a paper's address may be a command
    written = read_text(said.get("text") or "", bot_user, addresses=direct)
    thread = thread_of(said, ts)
    if not (thread or direct or written.mentions_bot):
        return None
    return IncomingMessage(
        place=Place(platform=PLATFORM, workspace=workspace, channel=channel, thread=thread or ts),
        id=ts,
        author=said["user"],
        text=written.text,
        edited_at=_edited_at(event, said),
        mentions_bot=written.mentions_bot,
        mentions_others=written.mentions_others,
        direct=direct,
    )


def _edited_at(event: Mapping[str, Any], said: Mapping[str, Any]) -> dt.datetime | None:
    """When a message was changed last; none for the original."""
    changed = event["ts"] if event.get("subtype") == "message_changed" else None
    ts = (said.get("edited") or {}).get("ts") or changed
    return moment_of(ts) if ts else None


def removed_of(event: Mapping[str, Any], workspace: str, bot_user: str) -> Removed | None:
    """The message of a person, or of ours, that an event says is deleted.

    One with replies does not go: it becomes a tombstone, which is told as a change.
    """
    was = event.get("previous_message") or {}
    now = event.get("message") or {}
    gone = event.get("subtype") == "message_deleted" or (
        event.get("subtype") == "message_changed" and now.get("subtype") == "tombstone"
    )
    ours = was.get("user") == bot_user
    if not gone or not (ours or _by_person(was, bot_user)):
        return None
    ts = was["ts"]
    place = Place(
        platform=PLATFORM,
        workspace=workspace,
        channel=event["channel"],
        thread=was.get("thread_ts") or ts,
    )
    return Removed(place, ts, ours=ours)


def thread_of(message: Mapping[str, Any], ts: str) -> str | None:
    """The thread in whose midst a message stands; none for a thread's first message.

    What is said to one person alone goes there: it is not shown in a thread that nobody has begun,
    and whoever looks at a channel does not see what is said in a thread.
    """
    thread: str | None = message.get("thread_ts")
    return None if thread == ts else thread


def is_direct(channel: str) -> bool:
    """Whether a channel is a conversation of two, by Slack's ids.

    The bot hears messages of its own ones alone. A command may come from one of two people, too,
    which it is no party of.
    """
    return channel.startswith("D")


def _shown(entity: re.Match[str]) -> str:
    what, _, label = entity[1].partition("|")
    match what[0]:
        case "#":
            return f"#{label or what[1:]}"
        case "@" | "!":
            return label if what.startswith("!date") else "@someone"
        case _:
            bare = _SCHEME.sub("", what).removesuffix("/")
            itself = not label or _SCHEME.sub("", label).removesuffix("/") == bare
            return what if itself and what.startswith("http") else label or bare


def _by_person(said: Mapping[str, Any], bot_user: str) -> bool:
    return (
        said.get("subtype") in _WRITTEN_BY_PEOPLE
        and not said.get("bot_id")
        and said.get("user") not in {None, bot_user, "USLACKBOT"}
    )
