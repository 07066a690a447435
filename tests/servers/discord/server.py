"""Discord on loopback: it treats an app as the real one does, and tests treat it as people do.

discord = Discord()
async with discord.serving():
    team, ann = discord.guild().text_channel("papers"), discord.person("ann")
    asked = await ann.writes(team, f"{discord.bot} what is new?")
    answer = await discord.until(lambda: asked.replies[0])
"""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Self, TypeVar

from tests.servers.clock import Clock
from tests.servers.discord.channels import Channel
from tests.servers.discord.faults import Fault
from tests.servers.discord.gateway import Gateway
from tests.servers.discord.guilds import Guild
from tests.servers.discord.people import Person
from tests.servers.discord.rest import Rest
from tests.servers.discord.world import World
from tests.servers.loopback import Loopback

T = TypeVar("T")


class Discord(Loopback):
    """One application's Discord."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.clock = Clock(now)
        self.world = World(self.clock)
        self.gateway = Gateway(self.world)
        self.world.listener = self.gateway.tell
        self.api = Rest(self.world, self.app)
        for path in ("/gateway", "/gateway/", "/resume", "/resume/"):
            self.app.router.add_get(path, self.gateway.serve)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Self]:
        """Serve until the end of the block."""
        async with super().serving():
            self.api.account.gateway = f"{self.url.replace('http', 'ws')}/gateway"
            try:
                yield self
            finally:
                await self.gateway.close()

    @property
    def environment(self) -> dict[str, str]:
        """The settings with which the product finds this Discord."""
        return {"DISCORD_API_URL": self.url, "DISCORD_TOKEN": self.world.application.token}

    @property
    def bot(self) -> str:
        """How the app is mentioned."""
        return self.world.application.bot.mention

    def guild(self, name: str = "lab", **more: Any) -> Guild:
        """The server of that name, made where there is none."""
        return self.world.guild(name, **more)

    def person(self, name: str, *, guild: Guild | None = None, **more: Any) -> Person:
        """Somebody, who is in the server."""
        user = self.world.user(name, **more)
        self.world.join(guild or self.guild(), user)
        return Person(self, user)

    def fail(self, name: str, *faults: Fault, nth: int = 1) -> None:
        """Let these happen to the next calls of the API by that name (`Rest`)."""
        self.api.fail(name, *faults, nth=nth)

    async def until(self, condition: Callable[[], T], what: str = "") -> T:
        """Wait until a condition gives something true, and return that (`Bell.until`)."""
        return await self.world.bell.until(condition, what, self.seen)

    async def connected(self, shards: int = 1) -> None:
        """Wait until the app hears us."""
        open_now = self.gateway.connections
        await self.until(
            lambda: sum(c.session is not None for c in open_now) >= shards, "a session"
        )

    @property
    def pinged(self) -> list[str]:
        """Whom the app has pinged, in all that it has said."""
        said = [m for channel in self.world.channels.values() for m in channel.messages.values()]
        replies = [m for one in self.api.interactions.all.values() for m in one.messages]
        return [who for m in {*said, *replies} if m.by_bot for who in m.pinged]

    def seen(self) -> str:
        """What stands where, for a test that has failed."""
        lines = [f"{name}: {len(calls)}" for name, calls in self.api.calls.items()]
        for channel in self.world.channels.values():
            lines.append(
                f"{'  thread' if channel.is_thread else '#'}{channel.name} {_state(channel)}"
            )
            lines += [f"  {m.author.name}: {m.words[:200]!r}" for m in channel.posts]
        for one in self.api.interactions.all.values():
            lines.append(f"interaction of {one.by.name}: {one.kind} -> {one.response}")
            lines += [f"  bot (alone): {m.words[:200]!r}" for m in one.messages if m.seen_by]
        return "\n".join(lines)


def _state(channel: Channel) -> str:
    return ", ".join(name for name in ("archived", "locked") if getattr(channel, name))
