"""Slack's requests over HTTP: events, commands and buttons at one address, each with its signature.

<https://docs.slack.dev/apis/events-api/using-http-request-urls>
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import cast

from aiohttp import http_exceptions, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from adapters.slack.manifest import PATH
from adapters.slack.wire.crowd import Crowd
from bot.domain.errors import SettingsError

HEALTH = "/health"

Receive = Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]

_Malformed = http_exceptions.HttpProcessingError

_NOT_SLACKS = "this is no request of Slack's\n"
_LARGEST = 1024 * 1024  # bytes of a request
_HEADERS = 15.0  # seconds until a connection has brought the headers of its next request
_BODY = 5.0  # seconds from there until it has brought the body
_LINGERING = 1.0  # seconds in which what is left of a refused body is read
_CLOSING = 2.0  # seconds that open connections have in the end
_MOST = 512  # open connections


_log = logging.getLogger(__name__)
_log.addFilter(lambda record: not (record.exc_info and isinstance(record.exc_info[1], _Malformed)))


class Door:
    """Lets in what Slack has signed within the last five minutes, and nothing that is unsigned."""

    def __init__(self, receive: Receive, signing_secret: str) -> None:
        self._inside = receive
        self._verifier = SignatureVerifier(signing_secret)
        self._closed = False
        self.known: set[asyncio.BaseProtocol] = set()  # connections that brought a signature

    def application(self) -> web.Application:
        """What serves `PATH` and `HEALTH`."""
        application = web.Application(client_max_size=_LARGEST)
        application.router.add_post(PATH, self._receive)
        application.router.add_get(PATH, self._explain)
        application.router.add_get(HEALTH, self._health)
        return application

    def close(self) -> None:
        """Take in nothing more; Slack brings it again."""
        self._closed = True

    async def _receive(self, request: web.Request) -> web.Response:
        if self._closed:
            return web.Response(status=503, text="being stopped\n")
        body = await _body(request)
        if not self._signed(body, request):
            return web.Response(status=401, text="the signature is not Slack's\n")
        self.known.add(request.protocol)
        try:
            # Nothing of a body is read before its signature was found good.
            heard = AsyncBoltRequest(
                body=body.decode(), query=request.query_string, headers={**_headers(request)}
            )
        except (ValueError, RecursionError, AttributeError):  # the last where it is no object
            return web.Response(status=400, text=_NOT_SLACKS)
        return await to_aiohttp_response(await self._inside(heard))

    def _signed(self, body: bytes, request: web.Request) -> bool:
        try:
            return self._verifier.is_valid_request(body, _headers(request))
        except (ValueError, TypeError):  # a time that is no number, a signature beyond ASCII
            return False

    async def _explain(self, _: web.Request) -> web.Response:
        return web.Response(text="This address is for Slack: it sends its events here.\n")

    async def _health(self, _: web.Request) -> web.Response:
        return (
            web.Response(status=503, text="being stopped\n")
            if self._closed
            else web.Response(text="ok\n")
        )


async def _body(request: web.Request) -> bytes:
    """All of it, as it was sent. Raises an `HTTPException`."""
    try:
        async with asyncio.timeout(_BODY):
            return await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout(text="the body takes too long\n") from None
    except (web.RequestPayloadError, _Malformed):
        raise web.HTTPBadRequest(text=_NOT_SLACKS) from None


def _headers(request: web.Request) -> dict[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


@asynccontextmanager
async def listening(door: Door, host: str, port: int) -> AsyncIterator[str]:
    """Serve, and give the address. Raises `SettingsError` when the port cannot be had."""
    runner = web.AppRunner(
        door.application(),
        access_log=None,
        logger=_log,
        shutdown_timeout=_CLOSING,
        keepalive_timeout=_HEADERS,
        lingering_time=_LINGERING,
        auto_decompress=False,  # Slack compresses nothing, and signs what it sends
    )
    await runner.setup()
    crowd = Crowd(cast("web.Server", runner.server), door.known, _MOST)
    listener: asyncio.Server | None = None
    try:
        try:
            listener = await asyncio.get_running_loop().create_server(crowd, host, port)
        except OSError as error:
            raise SettingsError(
                f"SLACK_HTTP_HOST, SLACK_HTTP_PORT: cannot listen on {host}:{port}: {error.strerror}"
            ) from error
        taken = listener.sockets[0].getsockname()
        yield f"http://{taken[0]}:{taken[1]}{PATH}"
    finally:
        door.close()
        if listener is not None:
            listener.close()
        await runner.cleanup()
