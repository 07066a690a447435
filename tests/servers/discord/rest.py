"""Version 10 of the REST API, as far as an app such as ours uses it.

https://docs.discord.com/developers/reference
"""

import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.servers.discord.account import Account
from tests.servers.discord.answers import Answers
from tests.servers.discord.faults import Fault
from tests.servers.discord.interactions import Interactions
from tests.servers.discord.posts import Posts
from tests.servers.discord.rates import Rates
from tests.servers.discord.refusals import Refusal
from tests.servers.discord.rooms import Rooms
from tests.servers.discord.routes import Payload, Route
from tests.servers.discord.world import World

BASE = "/api/v10"
MOST_BYTES = 25 * 2**20  # https://docs.discord.com/developers/resources/message#create-message


class Rest:
    """Each call is answered by the method of its name; `calls` are those that came, by name.

    `fail` orders what goes wrong with the next call of a name.
    """

    def __init__(self, world: World, app: web.Application) -> None:
        self.world = world
        self.interactions = Interactions(world)
        self.rates = Rates(world.clock)
        self.account = Account(world)
        self.calls: dict[str, list[Payload]] = defaultdict(list)
        self._faults: dict[str, dict[int, Fault]] = defaultdict(dict)
        rooms, posts = Rooms(world), Posts(world, self.rates)
        answers = Answers(world, self.interactions)
        for part in (self.account, rooms, posts, answers):
            for route in part.routes():
                app.router.add_route(route.method, BASE + route.path, self._handler(route))
        app.router.add_route("*", "/api/{other:.*}", _nothing_there)

    def fail(self, name: str, *faults: Fault, nth: int = 1) -> None:
        """Let these happen to the calls of a name, from the nth that comes now on."""
        came = len(self.calls[name])
        for n, fault in enumerate(faults):
            self._faults[name][came + nth + n] = fault

    def _handler(self, route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            try:
                body = await _body(request)
            except Refusal as refusal:
                return _refused(refusal)
            self.calls[route.name].append(dict(request.match_info) | body)

            async def do() -> web.StreamResponse:
                return self._answered(route, request, body)

            fault = self._faults[route.name].pop(len(self.calls[route.name]), None)
            try:
                return await (fault(request, do) if fault else do())
            except Refusal as refusal:
                self.rates.note(refusal)
                return _refused(refusal)
            finally:
                self.world.bell.ring()

        return handle

    def _answered(self, route: Route, request: web.Request, body: Payload) -> web.Response:
        token = f"Bot {self.world.application.token}"
        if not route.by_token and request.headers.get("Authorization") != token:
            raise Refusal(401, 0, "401: Unauthorized")
        at = request.match_info
        where = at.get("token") or at.get("channel") or ""
        headers = self.rates.take(route.bucket, where, counted=not route.by_token)
        return _answer(route.answer(request, body), headers)


async def _body(request: web.Request) -> Payload:
    """What was sent, always by names: a list is `all`. Raises `Refusal`."""
    if request.content_length and request.content_length > MOST_BYTES:
        raise Refusal(413, 40005, "Request entity too large")
    sent: Any = {}
    try:
        if request.content_type.startswith("multipart/"):
            sent = json.loads(str((await request.post()).get("payload_json", "{}")))
        elif await request.read():
            sent = await request.json()
    except ValueError:
        raise Refusal(400, 50109, "The request body contains invalid JSON.") from None
    return sent if isinstance(sent, dict) else {"all": sent}


async def _nothing_there(_: web.Request) -> web.StreamResponse:
    return _refused(Refusal(404, 0, "404: Not Found"))


def _refused(refusal: Refusal) -> web.Response:
    return _answer(refusal.body, refusal.headers, refusal.status)


def _answer(told: Any, headers: dict[str, str], status: int = 200) -> web.Response:
    """discord.py knows JSON by exactly this type, as Discord sends it."""
    if told is None:
        return web.Response(status=204, headers=headers)
    json_type = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(told).encode(), status=status, headers=headers | json_type)
