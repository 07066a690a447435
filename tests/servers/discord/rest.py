"""Version 10 of the REST API, as far as an app such as ours uses it.

https://docs.discord.com/developers/reference
"""

import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.servers.discord import messages
from tests.servers.discord.channels import Channel, Kind, Thread
from tests.servers.discord.definitions import check_commands
from tests.servers.discord.faults import Fault
from tests.servers.discord.guilds import Guild
from tests.servers.discord.interactions import Interactions
from tests.servers.discord.messages import Message
from tests.servers.discord.permissions import May
from tests.servers.discord.rates import Rates
from tests.servers.discord.refusals import (
    Refusal,
    archived,
    invalid,
    locked,
    missing_access,
    missing_permissions,
    too_long,
    unknown_channel,
    unknown_message,
)
from tests.servers.discord.world import World

Payload = dict[str, Any]
Answer = Callable[[web.Request, Payload], Any]
NONCE_LIVES = 300.0  # seconds: "the past few minutes"


class Rest:
    """Each call is answered by the method of its name; `calls` are those that came, by name.

    `fail` orders what goes wrong with the next call of a name.
    """

    def __init__(self, world: World, app: web.Application) -> None:
        self.world = world
        self.interactions = Interactions(world)
        self.rates = Rates(world.clock)
        self.calls: dict[str, list[Payload]] = defaultdict(list)
        self.gateway = ""
        self.untold: list[str] = []
        self._faults: dict[str, dict[int, Fault]] = defaultdict(dict)
        self._nonces: dict[str, tuple[float, Message]] = {}
        self._routes(app)

    def fail(self, name: str, *faults: Fault, nth: int = 1) -> None:
        """Let these happen to the calls of a name, from the nth that comes now on."""
        came = len(self.calls[name])
        for n, fault in enumerate(faults):
            self._faults[name][came + nth + n] = fault

    def _routes(self, app: web.Application) -> None:
        channel, message = "/api/v10/channels/{channel}", "/messages/{message:\\d+}"
        hook = "/api/v10/webhooks/{application}/{token}"
        commands = "/api/v10/applications/{application}/commands"
        routes: list[tuple[str, str, Answer, str]] = [
            ("GET", "/api/v10/users/@me", self._me, ""),
            ("POST", "/api/v10/users/@me/channels", self._open_direct, ""),
            ("GET", "/api/v10/oauth2/applications/@me", self._application, ""),
            ("GET", "/api/v10/applications/@me", self._application, ""),
            ("GET", "/api/v10/gateway/bot", self._gateway, ""),
            ("GET", commands, self._commands, ""),
            ("PUT", commands, self._register, ""),
            ("GET", channel, self._channel, ""),
            ("PATCH", channel, self._change_channel, ""),
            ("DELETE", channel, self._delete_channel, ""),
            ("GET", f"{channel}/messages", self._history, ""),
            ("POST", f"{channel}/messages", self._send, "send"),
            ("GET", channel + message, self._message, ""),
            ("PATCH", channel + message, self._edit, "edit"),
            ("DELETE", channel + message, self._delete, "delete"),
            ("POST", channel + message + "/threads", self._begin_thread, "thread"),
            ("POST", f"{channel}/threads", self._begin_post, "thread"),
            ("GET", f"{channel}/threads/archived/public", self._archived, ""),
            ("POST", f"{channel}/typing", self._type, ""),
            ("GET", "/api/v10/guilds/{guild}", self._guild, ""),
            ("GET", "/api/v10/guilds/{guild}/members/{user}", self._member, ""),
            ("GET", "/api/v10/guilds/{guild}/threads/active", self._active, ""),
            ("POST", "/api/v10/interactions/{id}/{token}/callback", self._respond, ""),
            ("POST", hook, self._follow_up, ""),
            ("GET", hook + "/messages/{message}", self._reply, ""),
            ("PATCH", hook + "/messages/{message}", self._edit_reply, ""),
            ("DELETE", hook + "/messages/{message}", self._delete_reply, ""),
        ]
        for method, path, answer, bucket in routes:
            app.router.add_route(method, path, self._handler(answer, bucket))

    def _handler(
        self, answer: Answer, bucket: str
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        name = answer.__name__.removeprefix("_")
        by_token = name in {"respond", "follow_up", "reply", "edit_reply", "delete_reply"}

        async def handle(request: web.Request) -> web.StreamResponse:
            body: Payload = {"query": dict(request.query)}
            if request.content_type == "application/json":
                given = await request.json()
                body = given if isinstance(given, dict) else {"all": given}
            elif request.content_type.startswith("multipart/"):
                body = json.loads((await request.post())["payload_json"])  # type: ignore[arg-type]
            self.calls[name].append(dict(request.match_info) | body)

            async def do() -> web.StreamResponse:
                if (
                    not by_token
                    and request.headers.get("Authorization")
                    != f"Bot {self.world.application.token}"
                ):
                    raise Refusal(401, 0, "401: Unauthorized")
                where = request.match_info.get("channel", "")
                headers = self.rates.take(bucket, where, counted=not by_token)
                return _answer(answer(request, body), headers)

            fault = self._faults[name].pop(len(self.calls[name]), None)
            try:
                return await (fault(request, do) if fault else do())
            except Refusal as refusal:
                if refusal.status in {401, 403, 429}:
                    self.rates.invalid += 1
                return _answer(refusal.body, refusal.headers, refusal.status)
            finally:
                self.world.bell.ring()

        return handle

    # --- who we are

    def _me(self, _: web.Request, __: Payload) -> Payload:
        return self.world.application.bot.wire() | {"verified": True, "mfa_enabled": False}

    def _application(self, _: web.Request, __: Payload) -> Payload:
        app = self.world.application
        return {
            "id": app.id, "name": "papers", "icon": None, "description": "", "bot_public": True,
            "bot_require_code_grant": False, "verify_key": "0" * 64, "flags": app.flags,
            "owner": self.world.user("owner").wire(), "team": None, "summary": "",
            "approximate_guild_count": len(self.world.guilds), "install_params": None,
            "redirect_uris": [], "interactions_endpoint_url": None,
            "role_connections_verification_url": None,
        }  # fmt: skip

    def _gateway(self, _: web.Request, __: Payload) -> Payload:
        app = self.world.application
        limit = {
            "total": 1_000, "remaining": app.sessions_left, "reset_after": 3_600_000,
            "max_concurrency": app.max_concurrency,
        }  # fmt: skip
        return {"url": self.gateway, "shards": app.shards, "session_start_limit": limit}

    def _commands(self, _: web.Request, __: Payload) -> list[Payload]:
        return self.world.application.commands

    def _register(self, _: web.Request, body: Payload) -> list[Payload]:
        commands = body["all"]
        check_commands(commands)
        app = self.world.application
        more = {"application_id": app.id, "version": self.world.snowflake()}
        app.commands = [
            {"type": 1, "description": "", "nsfw": False, "default_permission": True}
            | one
            | more
            | {"id": self.world.snowflake()}
            for one in commands
        ]
        app.syncs += 1
        return app.commands

    # --- channels and threads

    def _place(self, request: web.Request, *needed: May) -> Channel:
        """The channel of a request, where the bot may do what is needed. Raises `Refusal`."""
        channel = self.world.channels.get(request.match_info["channel"])
        if channel is None or channel.deleted:
            raise unknown_channel()
        if channel.guild is not None and channel.guild.bot is None:
            raise missing_access()
        may = channel.may(self.world.application.bot)
        if May.VIEW_CHANNEL not in may:
            raise missing_access()
        if any(one not in may for one in needed):
            raise missing_permissions()
        return channel

    def _channel(self, request: web.Request, _: Payload) -> Payload:
        return self._place(request).wire()

    def _change_channel(self, request: web.Request, body: Payload) -> Payload:
        thread = self._place(request)
        if not isinstance(thread, Thread):
            raise missing_permissions()
        manages = May.MANAGE_THREADS in thread.may(self.world.application.bot)
        opens = body.keys() == {"archived"} and not body["archived"] and not thread.locked
        if not (manages or opens or thread.owner is self.world.application.bot):
            raise missing_permissions()
        if thread.locked and not manages:
            raise missing_permissions()
        self.world.change_thread(
            thread, **{k: v for k, v in body.items() if k in {"archived", "locked", "name"}}
        )
        return thread.wire()

    def _delete_channel(self, request: web.Request, _: Payload) -> Payload:
        channel = self._place(request, May.MANAGE_THREADS)
        self.world.remove_channel(channel)
        return channel.wire()

    def _begin_thread(self, request: web.Request, body: Payload) -> Payload:
        channel = self._place(request, May.CREATE_PUBLIC_THREADS)
        if channel.kind not in {Kind.TEXT, Kind.ANNOUNCEMENT}:
            raise Refusal(400, 50024, "Cannot execute action on this channel type")
        message = self._of(channel, request.match_info["message"])
        _check_name(body)
        if message.thread is not None:
            raise Refusal(400, 160004, "A thread has already been created for this message")
        minutes = body.get("auto_archive_duration") or 4_320
        return self._begun(channel, body["name"], message.id, minutes).wire()

    def _begin_post(self, request: web.Request, body: Payload) -> Payload:
        forum = self._place(request, May.SEND_MESSAGES)
        if forum.kind is not Kind.FORUM:
            raise Refusal(400, 50024, "Cannot execute action on this channel type")
        _check_name(body)
        messages.check(body.get("message") or {})
        thread = self._begun(forum, body["name"], None, body.get("auto_archive_duration") or 4_320)
        sent = self.world.post(thread, self.world.application.bot, body["message"], id_=thread.id)
        return thread.wire() | {"message": sent.wire()}

    def _begun(self, parent: Channel, name: str, id_: str | None, minutes: int) -> Thread:
        return self.world.begin_thread(parent, name, self.world.application.bot, id_, minutes)

    def _archived(self, request: web.Request, _: Payload) -> Payload:
        threads = [t for t in self._place(request, May.READ_MESSAGE_HISTORY).threads if t.archived]
        return {"threads": [t.wire() for t in reversed(threads)], "members": [], "has_more": False}

    def _in_guild(self, request: web.Request) -> Guild:
        guild = self.world.guilds.get(request.match_info["guild"])
        if guild is None or guild.bot is None:
            raise missing_access()
        return guild

    def _guild(self, request: web.Request, _: Payload) -> Payload:
        return self._in_guild(request).wire()

    def _member(self, request: web.Request, _: Payload) -> Payload:
        member = self._in_guild(request).members.get(request.match_info["user"])
        if member is None:
            raise Refusal(404, 10007, "Unknown Member")
        return member.wire()

    def _active(self, request: web.Request, _: Payload) -> Payload:
        guild = self._in_guild(request)
        threads = [t for t in guild.threads.values() if not t.archived]
        return {"threads": [t.wire() for t in threads], "members": []}

    def _open_direct(self, _: web.Request, body: Payload) -> Payload:
        user = self.world.users.get(str(body.get("recipient_id")))
        if user is None:
            raise invalid("recipient_id", "SNOWFLAKE", "is nobody")
        return self.world.direct(user).wire()

    def _type(self, request: web.Request, _: Payload) -> None:
        channel = self._place(request, _sending(request, self.world))
        channel.typing.append(self.world.clock.now())

    # --- messages

    def _of(self, channel: Channel, id_: str) -> Message:
        message = channel.messages.get(id_)
        if message is None or message.deleted:
            raise unknown_message()
        return message

    def _send(self, request: web.Request, body: Payload) -> Payload:
        channel = self._place(request, _sending(request, self.world))
        self._check_open(channel)
        if channel.kind is Kind.FORUM:
            raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
        messages.check(body)
        if channel.guild is None and any(u.closed for u in channel.recipients):
            raise Refusal(403, 50007, "Cannot send messages to this user")
        if (old := self._repeated(body)) is not None:
            if old.deleted:
                raise unknown_message()
            return old.wire()
        reference = None
        if told := body.get("message_reference"):
            reference = self._of(channel, str(told["message_id"]))
        sent = self.world.post(channel, self.world.application.bot, body, reference=reference)
        if body.get("nonce") is not None:
            self._nonces[str(body["nonce"])] = self.world.clock.now(), sent
        return sent.wire()

    def _repeated(self, body: Payload) -> Message | None:
        """https://docs.discord.com/developers/resources/message#create-message, enforce_nonce."""
        made, old = self._nonces.get(str(body.get("nonce")), (0.0, None))
        if not body.get("enforce_nonce") or self.world.clock.now() - made > NONCE_LIVES:
            return None
        return old

    def _check_open(self, channel: Channel) -> None:
        manages = May.MANAGE_THREADS in channel.may(self.world.application.bot)
        if channel.locked and not manages:
            raise locked()

    def _edit(self, request: web.Request, body: Payload) -> Payload:
        channel = self._place(request)
        message = self._of(channel, request.match_info["message"])
        if not message.by_bot:
            raise Refusal(403, 50005, "Cannot edit a message authored by another user")
        if channel.archived:
            raise archived()
        messages.check(body, message)
        self.world.edit(message, body)
        return message.wire()

    def _delete(self, request: web.Request, _: Payload) -> None:
        channel = self._place(request)
        message = self._of(channel, request.match_info["message"])
        if not message.by_bot and May.MANAGE_MESSAGES not in channel.may(
            self.world.application.bot
        ):
            raise missing_permissions()
        if channel.archived:
            raise archived()
        self.world.delete(message)

    def _message(self, request: web.Request, _: Payload) -> Payload:
        channel = self._place(request, May.READ_MESSAGE_HISTORY)
        return self._seen(self._of(channel, request.match_info["message"]))

    def _history(self, request: web.Request, _: Payload) -> list[Payload]:
        channel = self._place(request)
        if May.READ_MESSAGE_HISTORY not in channel.may(self.world.application.bot):
            return []
        limit = int(request.query.get("limit", "50"))
        if not 1 <= limit <= 100:
            raise invalid("limit", "NUMBER_TYPE_MAX", "int value should be 1 to 100.")
        found = sorted(channel.messages.values(), key=lambda one: int(one.id), reverse=True)
        if before := request.query.get("before"):
            found = [m for m in found if int(m.id) < int(before)]
        if after := request.query.get("after"):
            found = [m for m in found if int(m.id) > int(after)][-limit:]
        return [self._seen(message) for message in found[:limit]]

    def _seen(self, message: Message) -> Payload:
        """What an app without the message content intent reads of what others wrote."""
        from tests.servers.discord.intents import Intent, readable  # noqa: PLC0415

        app, guild = self.world.application, message.channel.guild
        if guild is None or app.privileged & Intent.MESSAGE_CONTENT:
            return message.wire()
        told = readable(message.wire() | {"guild_id": guild.id}, 0, app.bot.id)
        return {name: value for name, value in told.items() if name != "guild_id"}

    # --- interactions

    def _respond(self, request: web.Request, body: Payload) -> Payload | None:
        at = request.match_info
        found = self.interactions.answer(at["id"], at["token"], body)
        if (
            request.query.get("with_response") != "true"
            and request.query.get("with_response") != "1"
        ):
            return None
        told: Payload = {"interaction": {"id": found.id, "type": found.kind}}
        told["interaction"] |= {
            "response_message_loading": found.thinks,
            "response_message_ephemeral": False,
        }
        resource: Payload = {"type": body["type"]}
        if found.original is not None and body["type"] in {4, 7}:
            resource["message"] = found.original.wire()
        if found.original is not None:
            told["interaction"]["response_message_id"] = found.original.id
        return told | {"resource": resource}

    def _follow_up(self, request: web.Request, body: Payload) -> Payload:
        return self.interactions.follow_up(request.match_info["token"], body).wire()

    def _reply(self, request: web.Request, _: Payload) -> Payload:
        return self.interactions.message(
            request.match_info["token"], request.match_info["message"]
        ).wire()

    def _edit_reply(self, request: web.Request, body: Payload) -> Payload:
        at = request.match_info
        return self.interactions.edit(at["token"], at["message"], body).wire()

    def _delete_reply(self, request: web.Request, _: Payload) -> None:
        self.interactions.delete(request.match_info["token"], request.match_info["message"])


def _answer(told: Any, headers: dict[str, str], status: int = 200) -> web.Response:
    """discord.py knows JSON by exactly this type, as Discord sends it."""
    if told is None:
        return web.Response(status=204, headers=headers)
    json_type = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(told).encode(), status=status, headers=headers | json_type)


def _check_name(body: Payload) -> None:
    name = body.get("name")
    if not isinstance(name, str) or not name.strip():
        raise invalid("name", "BASE_TYPE_REQUIRED", "This field is required")
    if len(name) > 100:
        raise too_long("name", 100)
    if body.get("auto_archive_duration") not in {None, 60, 1_440, 4_320, 10_080}:
        raise invalid("auto_archive_duration", "BASE_TYPE_CHOICES", "60, 1440, 4320 or 10080")


def _sending(request: web.Request, world: World) -> May:
    channel = world.channels.get(request.match_info["channel"])
    in_thread = channel is not None and channel.is_thread
    return May.SEND_MESSAGES_IN_THREADS if in_thread else May.SEND_MESSAGES
