"""What the gateway says to clients that do it wrong, which discord.py never does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from tests.servers.discord.server import Discord

Payload = dict[str, Any]
Socket = aiohttp.ClientWebSocketResponse


@asynccontextmanager
async def opened(server: Discord, query: str = "v=10&encoding=json") -> AsyncIterator[Socket]:
    """A connection that has been greeted, unless its query is refused."""
    async with aiohttp.ClientSession() as session:
        url = f"{server.url.replace('http', 'ws')}/gateway?{query}"
        async with session.ws_connect(url, autoping=False) as socket:
            if query.startswith("v=10"):
                assert (await socket.receive_json())["op"] == 10
            yield socket


def identity(server: Discord, **more: Any) -> Payload:
    """What a client identifies with."""
    token = server.world.application.token
    return {"op": 2, "d": {"token": token, "properties": {}, "intents": 1} | more}


async def closed(socket: Socket) -> int | None:
    """The code that the server closes a connection with, after whatever it sends before."""
    while (await socket.receive()).type is aiohttp.WSMsgType.TEXT:
        pass
    return socket.close_code


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"op": 99, "d": None}, 4003),
        ({"op": 3, "d": {}}, 4003),
        ({"op": 2, "d": {}}, 4002),
        ({"d": {}}, 4002),
        ({"op": 1, "d": "x" * 5_000}, 4002),
        ({"op": 2, "d": {"token": "other", "properties": {}, "intents": 1}}, 4004),
        ({"op": 6, "d": {"token": "other", "session_id": "none", "seq": 1}}, 4004),
    ],
)
async def test_a_client_that_does_it_wrong_is_shown_out(
    server: Discord, wrong: Payload, code: int
) -> None:
    """Each mistake has a code of its own."""
    async with opened(server) as socket:
        await socket.send_json(wrong)

        assert await closed(socket) == code


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"intents": 1 << 30}, 4013),
        ({"intents": None}, 4013),
        ({"intents": 1 << 15}, 4014),
        ({"shard": [1, 1]}, 4010),
        ({"shard": "first"}, 4010),
    ],
)
async def test_an_identity_that_does_not_fit_is_refused(
    server: Discord, more: Payload, code: int
) -> None:
    """These are for good: a client that tried again would do so for ever."""
    async with opened(server) as socket:
        await socket.send_json(identity(server, **more))

        assert await closed(socket) == code


async def test_who_has_identified_does_not_do_so_again(server: Discord) -> None:
    """Nor invents what cannot be sent."""
    for second, code in ((identity(server), 4005), ({"op": 99, "d": None}, 4001)):
        async with opened(server) as socket:
            await socket.send_json(identity(server))
            assert (await socket.receive_json())["t"] == "READY"
            await socket.send_json(second)

            assert await closed(socket) == code


async def test_an_old_version_is_not_spoken(server: Discord) -> None:
    """What it does not say itself would be another Discord."""
    async with opened(server, "v=6&encoding=json") as socket:
        assert await closed(socket) == 4012


async def test_too_many_messages_end_the_connection(server: Discord) -> None:
    """120 in a minute, heartbeats among them."""
    async with opened(server) as socket:
        for _ in range(121):
            await socket.send_json({"op": 1, "d": None})

        assert await closed(socket) == 4008


async def test_who_sends_no_heartbeat_is_taken_for_dead(server: Discord) -> None:
    """As when an app is busy with something else for too long."""
    server.gateway.interval = 20
    async with opened(server) as socket:
        assert await closed(socket) == 4009


async def test_one_identity_in_five_seconds(server: Discord) -> None:
    """Where Discord is strict; more than one lane may be allowed to large bots."""
    server.gateway.strict = True
    told = []
    for wait in (0, 0, 5):
        server.clock.advance(wait)
        async with opened(server) as socket:
            await socket.send_json(identity(server))
            told.append((await socket.receive_json())["op"])

    assert told == [0, 9, 0]


async def begun(server: Discord, code: int) -> str:
    """The session of a client that has left with a code."""
    async with opened(server) as socket:
        await socket.send_json(identity(server))
        session: str = (await socket.receive_json())["d"]["session_id"]
        await socket.close(code=code)
    await server.until(lambda: not server.gateway.connections)
    return session


@pytest.mark.parametrize(
    ("code", "seconds", "seq", "answer"),
    [(4_000, 100, 1, "RESUMED"), (4_000, 200, 1, 9), (1_000, 0, 1, 9), (4_000, 0, 7, 4007)],
)
async def test_a_session_is_resumed_soon_and_by_who_did_not_say_farewell(
    server: Discord, code: int, seconds: int, seq: int, answer: object
) -> None:
    """After some minutes, or a good end, there is nothing to come back to."""
    session = await begun(server, code)
    server.clock.advance(seconds)

    async with opened(server) as socket:
        asked = {"token": server.world.application.token, "session_id": session, "seq": seq}
        await socket.send_json({"op": 6, "d": asked})
        if answer == 4007:
            assert await closed(socket) == answer
        else:
            told = await socket.receive_json()
            assert answer in (told["t"], told["op"])


async def test_who_resumes_takes_the_session_from_the_old_connection(server: Discord) -> None:
    """The client has given that up; two of them would each hear half."""
    async with opened(server) as old, opened(server) as new:
        await old.send_json(identity(server))
        session = (await old.receive_json())["d"]["session_id"]
        token = server.world.application.token
        asked = {"token": token, "session_id": session, "seq": 1}
        await new.send_json({"op": 6, "d": asked})

        assert (await new.receive_json())["t"] == "RESUMED"
        assert await closed(old) == 1006
