"""Socket Mode: Slack's envelopes over a socket that we open, and open anew before it closes.

<https://docs.slack.dev/apis/events-api/using-socket-mode>
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog
from aiohttp import ClientError, ClientWSTimeout, WSMessage, WSServerHandshakeError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.errors import NotSent

_log = structlog.get_logger()

Receive = Callable[[SocketModeClient, SocketModeRequest], Coroutine[Any, Any, None]]
NewAddress = Callable[[], Awaitable[str]]

_PING = 2.5  # seconds between two pings; without an answer to four of them a socket is dead
_GREETING = 10.0  # seconds that a new socket has to say hello
_LAST_ACKS = 3.0  # seconds that what has just arrived may take to be stored and acknowledged
_GRACE = 10.0  # seconds in which Slack closes a socket that it wanted to be replaced
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 30.0  # seconds between two attempts
_OF_USE = 10.0  # seconds that a socket has to live for the next one to be opened at once


class Socket(SocketModeClient):
    """One socket, used once.

    The client's own way to reconnect closes the old socket before it opens the new one, and goes on
    trying an address whose ticket is used up; here `ended` only says that another one is wanted.
    """

    def __init__(self, client: AsyncWebClient, app_token: str, receive: Receive) -> None:
        super().__init__(
            app_token, web_client=client, ping_interval=_PING, on_close_listeners=[self._on_close]
        )
        self.socket_mode_request_listeners.append(receive)  # type: ignore[arg-type]  # this client
        self.greeted = asyncio.Event()
        self.ended = asyncio.Event()
        self.closed_by_slack = asyncio.Event()

    async def open(self, address: str) -> None:
        """Connect and wait for Slack's hello. Raises `NotSent`."""
        try:
            self.current_session = await self.aiohttp_client_session.ws_connect(
                address,
                autoping=False,
                heartbeat=_PING * 4,
                proxy=self.proxy,
                ssl=self.web_client.ssl if self.web_client.ssl is not None else True,
                timeout=ClientWSTimeout(ws_close=1.0),
            )
        except (ClientError, OSError) as error:
            # The address holds a ticket, and the errors of aiohttp hold the address.
            status = f" {error.status}" if isinstance(error, WSServerHandshakeError) else ""
            raise NotSent(
                f"Slack's socket does not open ({type(error).__name__}{status})"
            ) from None
        self.message_receiver = asyncio.ensure_future(self.receive_messages())
        self.current_session_monitor = asyncio.ensure_future(self.monitor_current_session())
        await first_of(self.greeted.wait(), self.ended.wait(), seconds=_GREETING)
        if not self.greeted.is_set():
            raise NotSent("Slack's socket does not say hello: ten may be open at the same time")

    async def run_message_listeners(self, message: dict[str, Any], raw_message: str) -> None:
        """Note the hello; the rest is the client's."""
        if message.get("type") == "hello":
            self.greeted.set()
        await super().run_message_listeners(message, raw_message)

    async def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: FBT001, FBT002  # the client's signature
        """Say that this socket is about to close, or has died."""
        self.ended.set()

    async def end(self) -> None:
        """Close it."""
        await self.close()  # type: ignore[no-untyped-call]

    async def _on_close(self, _: WSMessage) -> None:
        self.closed_by_slack.set()


async def first_of(*waits: Awaitable[object], seconds: float | None = None) -> None:
    """Wait until one of them is over, or for so many seconds; none of them goes on."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


async def _lasts(socket: Socket, stop: asyncio.Event) -> bool:
    """Wait until a socket has to be replaced; whether it was of use until then."""
    loop = asyncio.get_running_loop()
    opened = loop.time()
    await first_of(socket.ended.wait(), stop.wait())
    return loop.time() - opened >= _OF_USE


class Sockets:
    """Keeps one socket open; a new one is there before the old one goes."""

    def __init__(
        self,
        client: AsyncWebClient,
        app_token: str,
        receive: Receive,
        new_address: NewAddress,
    ) -> None:
        self._client = client
        self._app_token = app_token
        self._receive = receive
        self._new_address = new_address
        self._stopping = False
        self._receiving: set[asyncio.Future[None]] = set()
        self._retiring: set[asyncio.Future[None]] = set()

    async def serve(self, ready: Callable[[], None], stop: asyncio.Event) -> None:
        """Receive until `stop` is set. Raises `ShutOut` when the token was revoked."""
        socket: Socket | None = None
        wait = _FIRST_WAIT
        try:
            while not stop.is_set():
                try:
                    fresh = await self._open()
                except NotSent as error:
                    reason, seconds = str(error), error.retry_after or wait
                else:
                    if socket is None:
                        ready()
                    else:
                        self._retire(socket)
                    socket = fresh
                    if await _lasts(socket, stop):
                        wait = _FIRST_WAIT
                        continue
                    reason, seconds = "Slack ended it within seconds", wait
                if not stop.is_set():
                    _log.warning("no socket to Slack", reason=reason, again_in=seconds)
                    await first_of(stop.wait(), seconds=seconds)
                    wait = min(wait * 2, _LONGEST_WAIT)
        finally:
            self._stopping = True
            if self._receiving:
                await asyncio.wait(self._receiving, timeout=_LAST_ACKS)
            for task in self._retiring:
                task.cancel()
            await asyncio.gather(*self._retiring, return_exceptions=True)
            if socket is not None:
                await socket.end()

    async def _take(self, socket: SocketModeClient, envelope: SocketModeRequest) -> None:
        if self._stopping:
            return  # unacknowledged: Slack brings it again, to whoever is there then
        receiving = asyncio.ensure_future(self._receive(socket, envelope))
        self._receiving.add(receiving)
        receiving.add_done_callback(self._receiving.discard)
        await receiving

    async def _open(self) -> Socket:
        address = await self._new_address()
        socket = Socket(self._client, self._app_token, self._take)
        try:
            await socket.open(address)
        except BaseException:
            await socket.end()
            raise
        return socket

    def _retire(self, socket: Socket) -> None:
        """Let what is under way on a socket end; Slack closes it by itself."""

        async def close() -> None:
            try:
                await first_of(socket.closed_by_slack.wait(), seconds=_GRACE)
            finally:
                await socket.end()

        task = asyncio.create_task(close())
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)
