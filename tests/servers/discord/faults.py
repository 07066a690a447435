"""What can go wrong with a request, ordered by a test for a certain one.

A fault takes `do`, which does what was asked and gives its answer.
"""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.servers.discord.rates import too_fast
from tests.servers.discord.refusals import Refusal

Do = Callable[[], Awaitable[web.StreamResponse]]
Fault = Callable[[web.Request, Do], Awaitable[web.StreamResponse]]


def refused(refusal: Refusal) -> Fault:
    """Nothing is done, and Discord says why."""

    async def fault(_: web.Request, __: Do) -> web.StreamResponse:
        raise refusal

    return fault


def ratelimited(seconds: float, scope: str = "user") -> Fault:
    """Called too often."""
    return refused(too_fast(seconds, scope))


def failed(status: int = 500, *, done: bool = False) -> Fault:
    """Discord has failed, before or after it did what was asked."""

    async def fault(_: web.Request, do: Do) -> web.StreamResponse:
        if done:
            await do()
        return web.Response(status=status, text="upstream connect error")

    return fault


def reset(*, done: bool) -> Fault:
    """The connection breaks, before or after Discord did what was asked."""

    async def fault(request: web.Request, do: Do) -> web.StreamResponse:
        if done:
            await do()
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    return fault


class Hang:
    """Discord takes the request, does it if `done`, and says nothing until `release` or `drop`."""

    def __init__(self, *, done: bool = False) -> None:
        self.reached = asyncio.Event()
        self._done = done
        self._go = asyncio.Event()
        self._drops = False

    def release(self) -> None:
        """Let it answer."""
        self._go.set()

    def drop(self) -> None:
        """Break the connection."""
        self._drops = True
        self._go.set()

    async def __call__(self, request: web.Request, do: Do) -> web.StreamResponse:
        answer = await do() if self._done else None
        self.reached.set()
        await self._go.wait()
        if self._drops:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        return answer or await do()
