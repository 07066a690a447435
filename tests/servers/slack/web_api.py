"""Slack's Web API: who may call which method, how often, and what becomes of it."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from aiohttp import web

from tests.servers.slack import chat, conversations, faults, streams, views
from tests.servers.slack.call import Call, Refused, arguments
from tests.servers.slack.messages import Payload
from tests.servers.slack.rates import Rates
from tests.servers.slack.workspace import Workspace

Run = Callable[[Workspace, Call], Payload]


class Method(NamedTuple):
    """`scopes`: one of them is needed; `{}` stands for the kind of channel. No tier: no limit."""

    run: Run
    tier: int | None
    scopes: tuple[str, ...] = ()


# Scopes and tiers as https://docs.slack.dev/reference/methods tells them, method by method.
METHODS: dict[str, Method] = {
    "auth.test": Method(conversations.auth_test, None),
    "chat.postMessage": Method(chat.post_message, None, ("chat:write",)),
    "chat.postEphemeral": Method(chat.post_ephemeral, 4, ("chat:write",)),
    "chat.update": Method(chat.update, 3, ("chat:write",)),
    "chat.delete": Method(chat.delete, 3, ("chat:write",)),
    "chat.getPermalink": Method(chat.get_permalink, None),
    "chat.startStream": Method(streams.start, 2, ("chat:write",)),
    "chat.appendStream": Method(streams.append, 4, ("chat:write",)),
    "chat.stopStream": Method(streams.stop, 2, ("chat:write",)),
    "conversations.history": Method(conversations.history, 3, ("{}:history",)),
    "conversations.replies": Method(conversations.replies, 3, ("{}:history",)),
    "conversations.open": Method(conversations.open_direct, 3, ("im:write",)),
    "users.info": Method(conversations.user_info, 4, ("users:read",)),
    "views.open": Method(views.open_view, 4),
    "views.update": Method(views.update_view, 4),
    "views.publish": Method(views.publish, 4),
    "assistant.threads.setStatus": Method(
        views.set_status, None, ("chat:write", "assistant:write")
    ),
    "assistant.threads.setTitle": Method(views.set_title, None, ("assistant:write",)),
    "assistant.threads.setSuggestedPrompts": Method(views.set_prompts, None, ("assistant:write",)),
}
_ONCE_A_MINUTE_OUTSIDE_MARKETPLACE = {"conversations.history", "conversations.replies"}
_SCOPE_NAME = {"channel": "channels", "group": "groups", "im": "im"}


class WebApi:
    """`calls` are all that came, in order."""

    def __init__(self, world: Workspace) -> None:
        self.world = world
        self.faults = faults.Faults()
        self.rates = Rates(world.clock)
        self.calls: list[Call] = []
        self.link: Callable[[], str] = lambda: ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer a request to `/api/<method>`."""
        method = request.match_info["method"]
        call = Call(method, {}, _token(request), self.world.clock.now())
        self.calls.append(call)
        fault = self.faults.take(method)
        accept = partial(self._accept, request, call)
        try:
            return await (fault(request, accept) if fault else accept())
        finally:
            call.outcome = call.outcome or "fault"
            self.world.bell.ring()

    async def _accept(self, request: web.Request, call: Call) -> web.Response:
        try:
            call.args = await arguments(request)
            call.token = call.token or str(call.args.pop("token", ""))
            self._check_token(call)
            if call.method == "apps.connections.open":
                answer: Payload = {"url": self.link()}
            else:
                method = self._allowed(call)
                if wait := self._wait(call, method):
                    call.outcome = "ratelimited"
                    return faults.too_often(wait)
                answer = method.run(self.world, call)
            call.outcome = "ok"
            body: Payload = {"ok": True} | answer
        except Refused as refused:
            call.outcome = refused.code
            body = {"ok": False, "error": refused.code} | refused.more
        return web.json_response(
            body, headers={"x-oauth-scopes": ",".join(self.world.installed.scopes)}
        )

    def _check_token(self, call: Call) -> None:
        ours = self.world.installed
        of_app = call.method == "apps.connections.open"
        if not call.token:
            raise Refused("not_authed")
        if call.token not in (ours.bot_token, ours.app_token):
            raise Refused("invalid_auth")
        if ours.access != "good":
            raise Refused(ours.access)
        if (call.token == ours.app_token) != of_app:
            raise Refused("not_allowed_token_type")

    def _allowed(self, call: Call) -> Method:
        method = METHODS.get(call.method)
        if method is None:
            raise Refused("unknown_method")
        channel = self.world.channels.get(str(call.args.get("channel")))
        kind = _SCOPE_NAME[channel.kind if channel else "channel"]
        wanted = [scope.format(kind) for scope in method.scopes]
        granted = self.world.installed.scopes
        if wanted and not set(wanted) & set(granted):
            raise Refused("missing_scope", needed=wanted[0], provided=",".join(granted))
        return method

    def _wait(self, call: Call, method: Method) -> int:
        slow = not self.world.marketplace and call.method in _ONCE_A_MINUTE_OUTSIDE_MARKETPLACE
        channel = str(call.args.get("channel") or "")
        return self.rates.wait(call.method, method.tier, channel, once_a_minute=slow)


def _token(request: web.Request) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ")
