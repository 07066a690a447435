"""Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode."""

import asyncio
import json
import random
import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import WSMsgType, web

from tests.servers.clock import Bell
from tests.servers.slack.clock import Clock
from tests.servers.slack.delivery import ACK_WITHIN, NOBODY, Attempt, Envelope
from tests.servers.slack.messages import Payload

MOST_CONNECTIONS = 10
Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]


class Gone(Exception):
    """A connection ended before the ack came."""


@dataclass(eq=False)
class Connection:
    """An open socket. `dismissed`: it was told to go, so nothing more is sent to it."""

    socket: web.WebSocketResponse
    request: web.Request
    waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)
    acks: int = 0
    pongs: int = 0
    dismissed: bool = False


class SocketMode:
    """`connections` are those that are open, `opened` is how many there were in all."""

    def __init__(self, app_id: str, clock: Clock, bell: Bell) -> None:
        self.connections: list[Connection] = []
        self.opened = 0
        self.unknown_acks: list[Payload] = []
        self._app_id = app_id
        self._clock = clock
        self._bell = bell
        self._tickets: set[str] = set()

    def ticket(self) -> str:
        """What lets one connection in, once."""
        made = secrets.token_hex(8)
        self._tickets.add(made)
        return made

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve a connection until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=404)
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        connection = Connection(socket, request)
        if len(self.usable) >= MOST_CONNECTIONS:
            await _tell(connection, disconnection("too_many_websockets"))
            await socket.close()
            return socket
        self.connections.append(connection)
        self.opened += 1
        await _tell(connection, self._hello())
        self._bell.ring()
        try:
            await self._listen(connection)
        finally:
            self.connections.remove(connection)
            for future in connection.waiting.values():
                if not future.done():
                    future.set_exception(Gone())
            self._bell.ring()
        return socket

    @property
    def usable(self) -> list[Connection]:
        """Those that envelopes may be sent to."""
        return [c for c in self.connections if not c.dismissed and not c.socket.closed]

    async def attempt(self, envelope: Envelope, retry: int, reason: str) -> Attempt:
        """Send to one connection at random, and wait for its ack."""
        if not self.opened:
            return NOBODY
        begun = time.monotonic()
        try:
            answer = await self._clock.within(ACK_WITHIN, self._sent(envelope, retry, reason))
        except (TimeoutError, Gone):
            return Attempt(taken=False, latency=time.monotonic() - begun, reason="timeout")
        return Attempt(taken=True, latency=time.monotonic() - begun, answer=answer)

    async def disconnect(self, reason: Reason) -> None:
        """Ask all connections to go. Some seconds later Slack ends those that stay, as `close` does."""
        for connection in self.usable:
            # A warning comes some seconds before the end, and envelopes still come meanwhile.
            connection.dismissed = reason != "warning"
            await _tell(connection, disconnection(reason))

    async def close(self) -> None:
        """Close all connections in good order."""
        for connection in list(self.connections):
            await connection.socket.close()

    def drop(self) -> None:
        """Break all connections without a word, as a network does."""
        for connection in list(self.connections):
            if connection.request.transport is not None:
                connection.request.transport.abort()

    async def ping(self) -> None:
        """Ask all connections whether they are alive."""
        for connection in self.usable:
            await connection.socket.ping(b"loopback")

    async def _sent(self, envelope: Envelope, retry: int, reason: str) -> Any:
        while not self.usable:
            await self._bell.heard()
        connection = random.choice(self.usable)
        future = asyncio.get_running_loop().create_future()
        connection.waiting[envelope.id] = future
        message: Payload = {
            "envelope_id": envelope.id,
            "type": envelope.kind,
            "accepts_response_payload": envelope.kind != "events_api",
            "payload": envelope.body,
        }
        if envelope.kind == "events_api":
            message |= {"retry_attempt": retry, "retry_reason": reason}
        try:
            await _tell(connection, message)
            return await future
        except ConnectionError as broken:
            raise Gone from broken
        finally:
            connection.waiting.pop(envelope.id, None)

    async def _listen(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type is WSMsgType.PING:
                await connection.socket.pong(message.data)
            elif message.type is WSMsgType.PONG:
                connection.pongs += 1
                self._bell.ring()
            elif message.type is WSMsgType.TEXT:
                self._acked(connection, json.loads(message.data))

    def _acked(self, connection: Connection, ack: Payload) -> None:
        future = connection.waiting.get(ack.get("envelope_id", ""))
        if future is None or future.done():
            self.unknown_acks.append(ack)
            self._bell.ring()
            return
        connection.acks += 1
        future.set_result(ack.get("payload"))

    def _hello(self) -> Payload:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": "applink-loopback", "approximate_connection_time": 18_060},
        }


def disconnection(reason: Reason) -> Payload:
    """The message that a connection is to go."""
    return {
        "type": "disconnect",
        "reason": reason,
        "debug_info": {"host": "applink-loopback"},
    }


async def _tell(connection: Connection, message: Payload) -> None:
    await connection.socket.send_str(json.dumps(message, ensure_ascii=False))
