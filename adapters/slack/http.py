"""Slack's requests over HTTP: events, commands and buttons at one address, each with its signature.

<https://docs.slack.dev/apis/events-api/using-http-request-urls>
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from adapters.slack.manifest import PATH
from bot.domain.errors import SettingsError

HEALTH = "/health"

Receive = Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]

_LARGEST = 1024 * 1024  # bytes of a request
_CLOSING = 2.0  # seconds that open connections have in the end


class Door:
    """Lets in what Slack has signed within the last five minutes, and nothing that is unsigned."""

    def __init__(self, receive: Receive, signing_secret: str) -> None:
        self._inside = receive
        self._verifier = SignatureVerifier(signing_secret)
        self._closed = False

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
        body = await request.read()
        if not self._signed(body, request):
            return web.Response(status=401, text="the signature is not Slack's\n")
        try:
            # Nothing of a body is read before its signature was found good.
            heard = AsyncBoltRequest(
                body=body.decode(), query=request.query_string, headers={**_headers(request)}
            )
        except (ValueError, RecursionError):
            return web.Response(status=400, text="this is no request of Slack's\n")
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


def _headers(request: web.Request) -> dict[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


@asynccontextmanager
async def listening(door: Door, host: str, port: int) -> AsyncIterator[str]:
    """Serve, and give the address. Raises `SettingsError` when the port cannot be had."""
    runner = web.AppRunner(door.application(), access_log=None, shutdown_timeout=_CLOSING)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise SettingsError(
                f"SLACK_HTTP_HOST, SLACK_HTTP_PORT: cannot listen on {host}:{port}: {error.strerror}"
            ) from error
        taken = runner.addresses[0]
        yield f"http://{taken[0]}:{taken[1]}{PATH}"
    finally:
        door.close()
        await runner.cleanup()
