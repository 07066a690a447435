"""One open socket of the gateway: what is sent on it, in order, and how it ends."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field

from aiohttp import WSMessage, web

from tests.servers.discord.compression import ZlibStream
from tests.servers.discord.intents import Payload
from tests.servers.discord.sessions import Session

# https://docs.discord.com/developers/events/gateway#rate-limiting
MOST_SENDS, PER_SECONDS = 120, 60.0


class Closing(Exception):
    """The connection is to be closed with a code of Discord's.

    https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
    """

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass(eq=False)
class Connection:
    """`session` is what it has identified as.

    `frozen`: it looks open, but nothing comes through any more, as where a network fails.
    """

    request: web.Request
    socket: web.WebSocketResponse
    session: Session | None = None
    frozen: bool = False
    closed_by_us: bool = False
    _compress: ZlibStream | None = None
    _sends: deque[float] = field(default_factory=deque)
    _queue: asyncio.Queue[Payload | int] = field(default_factory=asyncio.Queue)

    def __post_init__(self) -> None:
        if self.request.query.get("compress") == "zlib-stream":
            self._compress = ZlibStream()

    @property
    def shard(self) -> int | None:
        """The shard that it has identified as."""
        return self.session.shard[0] if self.session else None

    def send(self, payload: Payload) -> None:
        """Send after all that was to be sent before."""
        self._queue.put_nowait(payload)

    def close(self, code: int) -> None:
        """Close after all that was to be sent before."""
        self.closed_by_us = True
        self._queue.put_nowait(code)

    def drop(self) -> None:
        """Break it without a word, as a network does."""
        if self.request.transport is not None:
            self.request.transport.abort()

    async def receive(self, within: float) -> WSMessage:
        """The next message. Raises `Closing` when none has come for so many seconds."""
        try:
            return await self.socket.receive(timeout=within)
        except TimeoutError:
            raise Closing(4009) from None

    async def write(self) -> None:
        """Send what is to be sent, until the connection ends."""
        while not isinstance(item := await self._queue.get(), int):
            if self.frozen:
                continue
            text = json.dumps({"t": None, "s": None, "d": None} | item, ensure_ascii=False)
            try:
                if self._compress is None:
                    await self.socket.send_str(text)
                else:
                    await self.socket.send_bytes(self._compress(text))
            except ConnectionResetError:
                return
        await self.socket.close(code=item)

    def is_too_fast(self, now: float) -> bool:
        """Count one more message from the client."""
        self._sends.append(now)
        while self._sends[0] <= now - PER_SECONDS:
            self._sends.popleft()
        return len(self._sends) > MOST_SENDS
