"""The REST API of channels and threads, of servers, and of direct messages.

https://docs.discord.com/developers/resources/channel and /guild
"""

from typing import Any

from aiohttp import web

from tests.servers.discord.channels import Channel, Kind, Thread
from tests.servers.discord.content import check
from tests.servers.discord.guilds import Guild
from tests.servers.discord.messages import WRITTEN
from tests.servers.discord.moments import seconds
from tests.servers.discord.permissions import May
from tests.servers.discord.refusals import (
    Refusal,
    archived,
    invalid,
    missing_access,
    missing_permissions,
    not_in_this_channel,
    too_long,
)
from tests.servers.discord.routes import CHANNEL, MESSAGE, Route, count, message_of, number, place
from tests.servers.discord.world import World

Payload = dict[str, Any]

MOST_ACTIVE = 1_000  # as commonly seen; documented is only the refusal, 160006
MOST_TAGS = 5  # https://docs.discord.com/developers/resources/channel#channel-object
MINUTES = {60, 1_440, 4_320, 10_080}
_USUAL_MINUTES = 4_320


class Rooms:
    """Where messages are, and who is there."""

    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[Route]:
        """The calls that are answered here."""
        guild = "/guilds/{guild}"
        return [
            Route("GET", CHANNEL, self._channel),
            Route("PATCH", CHANNEL, self._change_channel),
            Route("DELETE", CHANNEL, self._delete_channel),
            Route("POST", f"{MESSAGE}/threads", self._begin_thread, "thread"),
            Route("POST", f"{CHANNEL}/threads", self._begin_post, "thread"),
            Route("GET", f"{CHANNEL}/threads/archived/public", self._archived),
            Route("GET", guild, self._guild),
            Route("GET", f"{guild}/members/{{user}}", self._member),
            Route("GET", f"{guild}/threads/active", self._active),
            Route("POST", "/users/@me/channels", self._open_direct),
        ]

    def _channel(self, request: web.Request, _: Payload) -> Payload:
        return place(self.world, request).wire()

    def _change_channel(self, request: web.Request, body: Payload) -> Payload:
        """https://docs.discord.com/developers/resources/channel#modify-channel, of threads alone."""
        thread, us = place(self.world, request), self.world.application.bot
        if not isinstance(thread, Thread):
            raise missing_permissions()
        may = thread.may(us)
        opens = body.keys() == {"archived"} and body["archived"] is False
        allowed = May.MANAGE_THREADS in may or (
            not thread.locked
            and "locked" not in body
            and (thread.owner is us or (opens and May.SEND_MESSAGES_IN_THREADS in may))
        )
        if not allowed:
            raise missing_permissions()
        if thread.archived and body.get("archived") is not False:
            raise archived()
        _check_thread(body, needs_name="name" in body)
        may_change = ("archived", "locked", "name")
        changed: Payload = {name: body[name] for name in may_change if name in body}
        if "auto_archive_duration" in body:
            changed["minutes"] = body["auto_archive_duration"]
        self.world.change_thread(thread, **changed)
        return thread.wire()

    def _delete_channel(self, request: web.Request, _: Payload) -> Payload:
        channel = place(self.world, request)
        needed = May.MANAGE_THREADS if channel.is_thread else May.MANAGE_CHANNELS
        if needed not in channel.may(self.world.application.bot):
            raise missing_permissions()
        self.world.remove_channel(channel)
        return channel.wire()

    def _begin_thread(self, request: web.Request, body: Payload) -> Payload:
        channel = place(self.world, request, May.CREATE_PUBLIC_THREADS)
        if channel.kind not in {Kind.TEXT, Kind.ANNOUNCEMENT}:
            raise not_in_this_channel()
        message = message_of(channel, request)
        _check_thread(body)
        if message.type not in WRITTEN:
            raise Refusal(400, 50068, "Invalid message type")
        if message.thread is not None:
            raise Refusal(400, 160004, "A thread has already been created for this message")
        return self._begun(channel, body, message.id).wire()

    def _begin_post(self, request: web.Request, body: Payload) -> Payload:
        """https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel."""
        forum = place(self.world, request, May.SEND_MESSAGES)
        if forum.kind is not Kind.FORUM:
            raise not_in_this_channel()
        _check_thread(body)
        if not isinstance(first := body.get("message"), dict):
            raise invalid("message", "BASE_TYPE_REQUIRED", "This field is required")
        check(first)
        self._check_tags(forum, [str(tag) for tag in body.get("applied_tags") or []])
        thread = self._begun(forum, body, None)
        sent = self.world.post(thread, self.world.application.bot, first, id_=thread.id)
        return thread.wire() | {"message": sent.wire()}

    def _begun(self, parent: Channel, body: Payload, under: str | None) -> Thread:
        assert parent.guild is not None
        if sum(not thread.archived for thread in parent.guild.threads.values()) >= MOST_ACTIVE:
            raise Refusal(400, 160006, "Maximum number of active threads reached")
        us, minutes = self.world.application.bot, body.get("auto_archive_duration")
        thread = self.world.begin_thread(parent, body["name"], us, under, minutes or _USUAL_MINUTES)
        thread.applied_tags = [str(tag) for tag in body.get("applied_tags") or []]
        return thread

    def _check_tags(self, forum: Channel, tags: list[str]) -> None:
        if forum.needs_tag and not tags:
            message = "A tag is required to create a forum post in this channel"
            raise Refusal(400, 40067, message)
        if len(tags) > MOST_TAGS:
            raise too_long("applied_tags", MOST_TAGS)
        if not set(tags) <= {tag["id"] for tag in forum.wire()["available_tags"]}:
            raise Refusal(404, 10087, "Unknown tag")

    def _archived(self, request: web.Request, _: Payload) -> Payload:
        """https://docs.discord.com/developers/resources/channel#list-public-archived-threads."""
        channel = place(self.world, request, May.READ_MESSAGE_HISTORY)
        threads = [t for t in reversed(channel.threads) if t.archived]
        if before := request.query.get("before"):
            threads = [t for t in threads if t.archived_at < seconds(before)]
        limit = count(request, "limit", 50, 2, 100)
        shown = [thread.wire() for thread in threads[:limit]]
        return {"threads": shown, "members": [], "has_more": len(threads) > limit}

    def _in_guild(self, request: web.Request) -> Guild:
        guild = self.world.guilds.get(number(request.match_info["guild"], "guild_id"))
        if guild is None:
            raise Refusal(404, 10004, "Unknown Guild")
        if guild.bot is None:
            raise missing_access()
        return guild

    def _guild(self, request: web.Request, _: Payload) -> Payload:
        return self._in_guild(request).wire()

    def _member(self, request: web.Request, _: Payload) -> Payload:
        member = self._in_guild(request).members.get(number(request.match_info["user"], "user_id"))
        if member is None:
            raise Refusal(404, 10007, "Unknown Member")
        return member.wire()

    def _active(self, request: web.Request, _: Payload) -> Payload:
        guild, us = self._in_guild(request), self.world.application.bot
        threads = [t for t in guild.threads.values() if not t.archived]
        seen = [t.wire() for t in threads if May.VIEW_CHANNEL in t.may(us)]
        return {"threads": seen, "members": []}

    def _open_direct(self, _: web.Request, body: Payload) -> Payload:
        user = self.world.users.get(number(body.get("recipient_id"), "recipient_id"))
        if user is None:
            raise Refusal(404, 10013, "Unknown User")
        if user is self.world.application.bot:
            raise Refusal(400, 50033, "Invalid Recipient(s)")
        return self.world.direct(user).wire()


def _check_thread(body: Payload, *, needs_name: bool = True) -> None:
    name = body.get("name")
    if needs_name and (not isinstance(name, str) or not name.strip()):
        raise invalid("name", "BASE_TYPE_REQUIRED", "This field is required")
    if isinstance(name, str) and len(name) > 100:
        raise invalid("name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
    if body.get("auto_archive_duration") not in {None, *MINUTES}:
        raise invalid("auto_archive_duration", "BASE_TYPE_CHOICES", f"must be one of {MINUTES}")
