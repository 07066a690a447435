"""A real HTTP server on 127.0.0.1 whose next answers can be scripted, path by path."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Self

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Loopback:
    """Subclasses add routes; a scripted answer to a path goes before the route's own."""

    def __init__(self) -> None:
        self.requests: list[web.Request] = []
        self.url = ""
        self._scripts: dict[str, deque[Answer]] = defaultdict(deque)
        self.app = web.Application(middlewares=[self._scripted], client_max_size=64 * 2**20)

    def next(self, path: str, *answers: Answer) -> None:
        """The next requests to `path` get these answers, one each."""
        self._scripts[path].extend(answers)

    def always(self, path: str, answer: Answer) -> None:
        """Every further request to `path` gets this answer (for a thousand of them)."""
        self._scripts[path].extend([answer] * 1_000)

    def asked(self, path: str) -> int:
        """How many requests a path had."""
        return sum(request.path == path for request in self.requests)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Self]:
        """Serve on a free port until the end of the block."""
        runner = web.AppRunner(self.app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        try:
            yield self
        finally:
            await runner.cleanup()

    @web.middleware
    async def _scripted(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        self.requests.append(request)
        await request.read()
        script = self._scripts[request.path]
        return await (script.popleft() if script else handler)(request)


def status(code: int, body: str = "", headers: Mapping[str, str] | None = None) -> Answer:
    """Answer with a status."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=code, text=body, headers=headers)

    return answer


def body(content: bytes, content_type: str = "application/json") -> Answer:
    """Answer 200 with these bytes."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(body=content, content_type=content_type)

    return answer


async def reset(request: web.Request) -> web.StreamResponse:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    raise ConnectionResetError


async def silence(_: web.Request) -> web.StreamResponse:
    """Never answer; ends when the client gives up or the server stops."""
    await asyncio.Event().wait()
    raise AssertionError("an event that nobody sets was set")


async def cut_short(request: web.Request) -> web.StreamResponse:
    """Promise more than is sent, then close."""
    answer = web.StreamResponse(headers={"Content-Length": "1000"})
    answer.content_type = "application/json"
    await answer.prepare(request)
    await answer.write(b'[{"paper": {"id": "2602.1')
    if request.transport is not None:
        request.transport.close()
    return answer


def endless(megabytes: int) -> Answer:
    """Send this much without saying so in advance."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(megabytes):
            await response.write(b" " * 2**20)
        return response

    return answer


def redirect(target: str) -> Answer:
    """Answer 302."""
    return status(302, headers={"Location": target})
