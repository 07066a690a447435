"""The gateway: https://docs.discord.com/developers/events/gateway, version 10 in JSON."""

import asyncio
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.servers.discord import events
from tests.servers.discord.connections import Closing, Connection
from tests.servers.discord.gateway_faults import GatewayFaults
from tests.servers.discord.identity import identity
from tests.servers.discord.intents import Payload, is_told, readable
from tests.servers.discord.sessions import Session

if TYPE_CHECKING:
    from tests.servers.discord.channels import Channel
    from tests.servers.discord.guilds import Guild
    from tests.servers.discord.world import World

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = (
    1, 2, 3, 4, 6, 7, 8, 9, 10, 11,
)  # fmt: skip
MOST_BYTES = 4_096  # https://docs.discord.com/developers/events/gateway#sending-events
MOST_GUILDS = 2_500  # https://docs.discord.com/developers/events/gateway#sharding
IDENTIFY_EVERY = 5.0  # https://docs.discord.com/developers/events/gateway#rate-limiting
_OF_A_CHANNEL = ("MESSAGE_", "TYPING_", "THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE")


class Gateway:
    """`connections` are those that are open; `identified` and `resumed`: what clients have sent.

    `interval`: of the heartbeats, in milliseconds. `strict`: whether identifying too often is
    refused. `overlap`: how many events that a client has heard come again when it resumes.
    """

    def __init__(self, world: "World") -> None:
        self.connections: list[Connection] = []
        self.sessions: dict[str, Session] = {}
        self.identified: list[Payload] = []
        self.resumed: list[Payload] = []
        self.interval = 41_250
        self.strict = False
        self.overlap = 0
        self.most_guilds = MOST_GUILDS
        self.faults = GatewayFaults()
        self._world = world
        self._last: dict[int, float] = {}

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve a connection until it ends."""
        if request.query.get("encoding", "json") != "json":
            return web.Response(status=501, text="This gateway speaks JSON alone.")
        if request.query.get("compress", "zlib-stream") != "zlib-stream":
            return web.Response(status=501, text="This gateway compresses by zlib alone.")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(request, socket)
        self.connections.append(connection)
        writing = asyncio.create_task(connection.write())
        try:
            await self._listen(connection)
        except Closing as closing:
            connection.close(closing.code)
            await writing
        finally:
            writing.cancel()
            self._parted(connection)
        return socket

    def tell(
        self, name: str, data: Payload, guild: "Guild | None", channel: "Channel | None" = None
    ) -> None:
        """Tell the app of an event: each session that asked for it and may hear of it."""
        if not self._concerns_app(name, guild, channel):
            return
        for session in self.sessions.values():
            if session.concerns(guild.id if guild else None):
                self._tell(session, name, data, in_guild=guild is not None)

    def is_heard_in(self, guild: "Guild | None") -> bool:
        """Whether a client is told of what happens in a guild, or will be when it comes back."""
        name, now = guild.id if guild else None, self._world.clock.now()
        return any(s.concerns(name) and not s.is_over(now) for s in self.sessions.values())

    async def close(self) -> None:
        """End all connections; nobody can resume."""
        self.sessions.clear()
        for connection in list(self.connections):
            await connection.socket.close(code=1001)

    def drop(self, shard: int | None = None) -> None:
        """Break the connections without a word: those of one shard, or all."""
        for connection in self._of(shard):
            connection.drop()

    def freeze(self, shard: int | None = None) -> None:
        """Let nothing more through, not even the answer to a heartbeat, on what is open now."""
        for connection in self._of(shard):
            connection.frozen = True

    def reconnect(self, shard: int | None = None) -> None:
        """Ask the clients to come again."""
        for connection in self._of(shard):
            connection.send({"op": RECONNECT})

    def invalidate(self, shard: int | None = None, *, resumable: bool = False) -> None:
        """Tell clients that their sessions are invalid, which they are unless `resumable`."""
        for connection in self._of(shard):
            if connection.session is not None and not resumable:
                self.sessions.pop(connection.session.id, None)
            connection.send({"op": INVALID, "d": resumable})

    def forget(self) -> None:
        """Connections go on, but no session of now can be resumed."""
        for session in self.sessions.values():
            session.forgotten = True

    def disconnect(self, code: int, shard: int | None = None) -> None:
        """Close the connections with a code."""
        for connection in self._of(shard):
            connection.close(code)

    def _of(self, shard: int | None) -> Iterator[Connection]:
        return (c for c in list(self.connections) if shard in (None, c.shard))

    async def _listen(self, connection: Connection) -> None:
        if connection.request.query.get("v") != "10":
            raise Closing(4012)
        connection.send({"op": HELLO, "d": {"heartbeat_interval": self.interval}})
        while True:
            message = await connection.receive(within=2 * self.interval / 1_000)
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                return
            if len(message.data) > MOST_BYTES:
                raise Closing(4002)
            if connection.is_too_fast(self._world.clock.now()):
                raise Closing(4008)
            self._take(connection, message.data)
            self._world.bell.ring()

    def _take(self, connection: Connection, text: str | bytes) -> None:
        try:
            payload = json.loads(text)
            op, data = payload["op"], payload["d"]
        except (ValueError, TypeError, KeyError):
            raise Closing(4002) from None
        if op == HEARTBEAT:
            connection.send({"op": ACK})
        elif op == IDENTIFY:
            self._identify(connection, data)
        elif op == RESUME:
            self._resume(connection, data)
        elif connection.session is None:
            raise Closing(4003)
        elif op not in (PRESENCE, VOICE, MEMBERS):
            raise Closing(4001)

    def _identify(self, connection: Connection, asked: Any) -> None:
        if connection.session is not None:
            raise Closing(4005)
        application = self._world.application
        shard = identity(application, asked)
        self.identified.append({name: asked[name] for name in asked if name != "token"})
        now, key = self._world.clock.now(), shard[0] % application.max_concurrency
        if self.strict and now - self._last.get(key, 0.0) < IDENTIFY_EVERY:
            connection.send({"op": INVALID, "d": False})
            return
        self._last[key] = now
        application.sessions_left -= 1
        session = Session(asked["intents"], shard, connection.send)
        self.sessions[session.id] = connection.session = session
        guilds = [g for g in self._world.guilds.values() if g.bot and session.concerns(g.id)]
        if len(guilds) > self.most_guilds:
            raise Closing(4011)
        resume_url = f"ws://{connection.request.host}/resume"
        session.tell("READY", events.ready(self._world, session, guilds, resume_url))
        for guild in guilds:
            self._tell(session, *events.first_of(guild), in_guild=True)

    def _resume(self, connection: Connection, asked: Any) -> None:
        if connection.session is not None:
            raise Closing(4005)
        match asked:
            case {"token": token, "session_id": str(name), "seq": int(seq)}:
                pass
            case _:
                raise Closing(4002)
        if token != self._world.application.token:
            raise Closing(4004)
        self.resumed.append({"session_id": name, "seq": seq})
        session = self.sessions.get(name)
        if session is None or session.forgotten or session.is_over(self._world.clock.now()):
            self.sessions.pop(name, None)
            connection.send({"op": INVALID, "d": False})
            return
        if not 0 <= seq <= len(session.events):
            raise Closing(4007)
        for old in self.connections:
            if old.session is session:
                old.session = None
                old.drop()
        connection.session, session.send, session.left = session, connection.send, None
        for event in session.missed(max(0, seq - self.overlap)):
            connection.send(event)
        session.tell("RESUMED", {"_trace": []})

    def _parted(self, connection: Connection) -> None:
        self.connections.remove(connection)
        if connection.session is not None:
            connection.session.send = None
            connection.session.left = self._world.clock.now()
            if connection.socket.close_code in (1000, 1001) and not connection.closed_by_us:
                self.sessions.pop(connection.session.id, None)
        self._world.bell.ring()

    def _concerns_app(self, name: str, guild: "Guild | None", channel: "Channel | None") -> bool:
        if name in ("INTERACTION_CREATE", "GUILD_DELETE"):
            return True
        if guild is None:
            return channel is None or self._world.application.bot in channel.recipients
        if guild.bot is None or guild.unavailable:
            return False
        if channel is None or not name.startswith(_OF_A_CHANNEL):
            return True
        return events.may_view(guild, channel)

    def _tell(self, session: Session, name: str, data: Payload, *, in_guild: bool) -> None:
        if not is_told(name, session.intents, in_guild=in_guild):
            return
        if name in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
            data = readable(data, session.intents, self._world.application.bot.id)
        self.faults.take(name)(lambda: session.tell(name, data))
