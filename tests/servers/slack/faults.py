"""What can go wrong with a call of the Web API, ordered by a test for a certain one of them.

A fault takes the request and `accept`, which does what was asked and makes the answer.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

Accept = Callable[[], Awaitable[web.Response]]
Fault = Callable[[web.Request, Accept], Awaitable[web.StreamResponse]]


class Faults:
    """The faults that were ordered, by method."""

    def __init__(self) -> None:
        self._ordered: dict[str, dict[int, Fault]] = defaultdict(dict)
        self._always: dict[str, Fault] = {}
        self._calls: dict[str, int] = defaultdict(int)

    def order(self, method: str, *faults: Fault, nth: int = 1) -> None:
        """These happen to the next calls of a method, the first of them to the `nth` from now."""
        first = self._calls[method] + nth
        for index, fault in enumerate(faults):
            self._ordered[method][first + index] = fault

    def always(self, method: str, fault: Fault) -> None:
        """Let this happen to each call of a method, until `mend`."""
        self._always[method] = fault

    def mend(self, method: str) -> None:
        """Nothing happens to a method any more."""
        self._always.pop(method, None)
        self._ordered.pop(method, None)

    def take(self, method: str) -> Fault | None:
        """What happens to the call of a method that has just come."""
        self._calls[method] += 1
        return self._ordered[method].pop(self._calls[method], self._always.get(method))


def error(code: str, **more: Any) -> Fault:
    """Slack refuses, by any of its codes."""

    async def fault(_: web.Request, __: Accept) -> web.StreamResponse:
        return web.json_response({"ok": False, "error": code} | more)

    return fault


def status(code: int) -> Fault:
    """Slack is down: its proxies answer a page of HTML, and nothing was done."""

    async def fault(_: web.Request, __: Accept) -> web.StreamResponse:
        page = f"<html><body>{code} Server Error</body></html>"
        return web.Response(status=code, text=page, content_type="text/html")

    return fault


def ratelimited(seconds: int) -> Fault:
    """Too many calls; `seconds` is what `Retry-After` says."""

    async def fault(_: web.Request, __: Accept) -> web.StreamResponse:
        return too_often(seconds)

    return fault


def too_often(seconds: int) -> web.Response:
    """The answer to one call too many."""
    body = {"ok": False, "error": "ratelimited"}
    return web.json_response(body, status=429, headers={"Retry-After": str(seconds)})


async def reset_before(request: web.Request, _: Accept) -> web.StreamResponse:
    """The connection breaks, and nothing was done."""
    return _broken(request)


async def reset_after(request: web.Request, accept: Accept) -> web.StreamResponse:
    """All was done, but the connection breaks before the answer."""
    await accept()
    return _broken(request)


async def down_after(_: web.Request, accept: Accept) -> web.StreamResponse:
    """All was done, but the answer is that of a server that broke down."""
    await accept()
    return web.Response(status=503, text="<html></html>", content_type="text/html")


class Hang:
    """No answer until `release` or `drop`; `done`: the call is done at once all the same."""

    def __init__(self, *, done: bool = False) -> None:
        self.reached = asyncio.Event()
        self._free = asyncio.Event()
        self._done = done
        self._dropped = False

    def release(self) -> None:
        """Go on."""
        self._free.set()

    def drop(self) -> None:
        """Break the connection; what was not done by now never is."""
        self._dropped = True
        self._free.set()

    async def __call__(self, request: web.Request, accept: Accept) -> web.StreamResponse:
        answer = await accept() if self._done else None
        self.reached.set()
        await self._free.wait()
        if self._dropped:
            return _broken(request)
        return answer or await accept()


def _broken(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    raise ConnectionResetError
