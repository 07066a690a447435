"""Slack on loopback: it treats an app as the real one does, and tests treat it as people do.

slack = Slack(delivery="socket")
async with slack.serving():
    team, alice = slack.channel("papers"), slack.person("alice")
    asked = await alice.says(team, f"{slack.bot} what is new?")
    answer = await slack.until(lambda: asked.replies[0])
"""

import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Literal, Self, TypeVar

import aiohttp
from aiohttp import web

from tests.servers.loopback import Loopback
from tests.servers.slack import responses
from tests.servers.slack.clock import Clock
from tests.servers.slack.delivery import Delivery, Envelope
from tests.servers.slack.faults import Fault
from tests.servers.slack.installation import Installation
from tests.servers.slack.messages import Channel, Message, Payload
from tests.servers.slack.news import News
from tests.servers.slack.people import Person
from tests.servers.slack.rates import Mode
from tests.servers.slack.signed_http import SignedHttp
from tests.servers.slack.socket_mode import SocketMode
from tests.servers.slack.web_api import WebApi
from tests.servers.slack.workspace import Workspace

T = TypeVar("T")


class Slack(Loopback):
    """`delivery`: by which way the app is told. For HTTP say where to: `app_url`."""

    def __init__(
        self,
        installed: Installation | None = None,
        *,
        delivery: Literal["socket", "http"] = "socket",
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()
        self.clock = Clock(now)
        self.world = Workspace(installed or Installation(), self.clock)
        self.delivery = Delivery(self.clock, self.world.bell.ring)
        self.sockets = SocketMode(self.world.installed.app_id, self.clock, self.world.bell)
        self.api = WebApi(self.world)
        self.api.link = self._link
        self.by = delivery
        self.http: SignedHttp | None = None
        self.news = News(self.world, self.delivery)
        self.app.router.add_route("*", "/api/{method}", self.api.answer)
        self.app.router.add_post("/respond/{path:.+}", self._respond)
        self.app.router.add_get("/link", self.sockets.serve)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Self]:
        """Serve until the end of the block."""
        if self.by == "socket":
            self.delivery.transport = self.sockets
        async with super().serving(), aiohttp.ClientSession() as session:
            self._session = session
            try:
                yield self
            finally:
                await self.delivery.stop()
                await self.sockets.close()

    @property
    def environment(self) -> dict[str, str]:
        """The settings that point the product here."""
        ours = self.world.installed
        shared = {"SLACK_API_URL": f"{self.url}/api/", "SLACK_BOT_TOKEN": ours.bot_token}
        if self.by == "socket":
            return shared | {"SLACK_APP_TOKEN": ours.app_token}
        return shared | {"SLACK_SIGNING_SECRET": ours.signing_secret}

    @property
    def bot(self) -> str:
        """How the bot is mentioned."""
        return f"<@{self.world.installed.bot_user}>"

    @property
    def team(self) -> str:
        """The id of the workspace."""
        return self.world.installed.team_id

    def app_url(self, url: str) -> None:
        """Where the app takes requests, when it is told by HTTP."""
        secret = self.world.installed.signing_secret
        self.http = SignedHttp(url, secret, self.clock, self._session)
        self.delivery.transport = self.http

    def channel(self, name: str, *, private: bool = False, bot: bool = True) -> Channel:
        """The channel of that name, made where there is none; `bot`: it is in it."""
        found = self.world.named(name)
        if found is None:
            found = self.world.add_channel(
                name, "group" if private else "channel", set(self.world.people)
            )
            if bot:
                found.members.add(self.world.installed.bot_user)
        return found

    def person(
        self, name: str, *, admin: bool = False, tz: str = "Asia/Seoul", locale: str = "ko-KR"
    ) -> Person:
        """Somebody who is in all channels that there are and will be."""
        user = f"U{self.world.number():09d}"
        self.world.people[user] = {
            "id": user,
            "team_id": self.team,
            "name": name,
            "real_name": name.title(),
            "deleted": False,
            "is_bot": False,
            "is_admin": admin,
            "is_owner": False,
            "tz": tz,
            "locale": locale,
        }
        for channel in self.world.channels.values():
            if channel.kind != "im":
                channel.members.add(user)
        return Person(self, user)

    def fail(self, method: str, *faults: Fault, nth: int = 1) -> None:
        """Let these happen to the next calls of a method, from the `nth` on."""
        self.api.faults.order(method, *faults, nth=nth)

    def limit(self, mode: Mode) -> None:
        """How strict the rate limits are."""
        self.api.rates.mode = mode

    def calls(self, method: str, outcome: str | None = None) -> list[Payload]:
        """The arguments of all calls of a method: of those with an outcome (`ok`, or an error)."""
        return [
            c.args for c in self.api.calls if c.method == method and outcome in (None, c.outcome)
        ]

    @property
    def alerts(self) -> list[str]:
        """Everybody whom the bot has alerted: to be empty."""
        return [
            alert
            for channel in self.world.channels.values()
            for message in [*channel.messages.values(), *channel.private]
            if message.by_bot
            for alert in message.alerts
        ]

    async def until(self, condition: Callable[[], T], what: str = "") -> T:
        """Wait until a condition gives something true, and return that (`Bell.until`)."""
        return await self.world.bell.until(condition, what, self.seen)

    async def connected(self, connections: int = 1) -> None:
        """Wait until the app listens."""
        await self.until(lambda: len(self.sockets.usable) >= connections, "a connection")

    async def quiet(self) -> None:
        """Wait until every envelope was taken and every call of the Web API answered."""
        await self.until(
            lambda: (
                all(envelope.taken for envelope in self.delivery.sent)
                and all(call.outcome for call in self.api.calls)
            ),
            "quiet",
        )

    async def preview(self, message: Message) -> None:
        """Slack shows what a link in somebody's message leads to."""
        shown = {"from_url": "https://arxiv.org/", "title": "A preview", "id": 1}
        _, heard = self.news.hears(lambda: self.world.unfurl(message, shown))
        await self.news.told(heard)

    async def verifies_url(self) -> Envelope:
        """Slack asks whether the address of an app is really the app's."""
        body = {"type": "url_verification", "token": "deprecated-token", "challenge": "loopback"}
        return await self.delivery.send(Envelope("challenge", "events_api", body))

    async def uninstalls(self) -> None:
        """An admin removes the app."""
        stamp = {"event_ts": self.clock.ts()}
        bots = {"oauth": [], "bot": [self.world.installed.bot_user]}
        gone = {"type": "tokens_revoked", "tokens": bots} | stamp
        await self.news.happens(gone)
        await self.news.happens({"type": "app_uninstalled"} | stamp)
        self.world.installed.access = "account_inactive"
        await self.sockets.disconnect("link_disabled")
        await self.sockets.close()

    def response_url(self, user: str, channel: Channel, message: Message | None = None) -> str:
        """Where an interaction may be answered."""
        return self.url + self.world.response_path(user, channel, message)

    def seen(self) -> str:
        """What the workspace looks like, for people who ask why a test failed."""
        lines = [f"{call.method} -> {call.outcome or '…'}" for call in self.api.calls[-20:]]
        for channel in self.world.channels.values():
            lines.append(f"#{channel.name}:")
            for message in [*channel.messages.values(), *channel.private]:
                who = "bot" if message.by_bot else message.author
                private = f" (to {message.viewer})" if message.viewer else ""
                indent = "    " if message.thread_ts else "  "
                lines.append(f"{indent}{who}{private}: {message.words[:200]!r}")
        untaken = [e.id for e in self.delivery.sent if not e.taken]
        return json.dumps({"untaken": untaken}) + "\n" + "\n".join(lines)

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        return await responses.respond(self.world, request)

    def _link(self) -> str:
        return f"{self.url.replace('http', 'ws', 1)}/link?ticket={self.sockets.ticket()}"
