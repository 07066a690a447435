"""What discord.py sends again by itself, and what it must not."""

from collections.abc import AsyncIterator

import discord
import pytest
from aiohttp import web

from adapters.discord.wire.attempt import attempt, tracing
from bot.domain.errors import InDoubt, Rejected
from tests.servers.loopback import Answer, Loopback, body, reset, status

PATH = "/channels/7/messages"
ME = b'{"id": "1", "username": "papers", "discriminator": "0", "avatar": null}'
APPLICATION = (
    b'{"id": "1", "name": "papers", "description": "", "icon": null, "bot_public": true,'
    b'"bot_require_code_grant": false, "verify_key": "x", "flags": 0, "owner": ' + ME + b"}"
)


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Loopback]:
    """Discord, as far as one can log in."""
    async with Loopback().serving() as loopback:
        monkeypatch.setattr(discord.http.Route, "BASE", loopback.url)
        loopback.next("/users/@me", body(ME))
        loopback.next("/oauth2/applications/@me", body(APPLICATION))
        yield loopback


@pytest.fixture
async def room(server: Loopback) -> AsyncIterator[discord.PartialMessageable]:
    """A channel, as seen by a bot that has logged in."""
    async with discord.Client(intents=discord.Intents.none(), http_trace=tracing()) as client:
        await client.login("token")
        yield client.get_partial_messageable(7)


@pytest.mark.parametrize("answer", [status(500), status(502), status(504), status(503), reset])
async def test_what_discord_may_have_taken_is_in_doubt_and_sent_once(
    server: Loopback, room: discord.PartialMessageable, answer: Answer
) -> None:
    """Nobody compares nonces in a forum: a second attempt would stand there beside the first."""
    server.always(PATH, answer)

    with pytest.raises(InDoubt):
        async with attempt("post", once=True):
            await room.send("hello")

    assert server.asked(PATH) == 1


async def test_a_refusal_is_one_also_where_nothing_is_sent_twice(
    server: Loopback, room: discord.PartialMessageable
) -> None:
    """Only what Discord itself failed at is in doubt."""

    async def refuse(_: web.Request) -> web.StreamResponse:
        return web.Response(status=400, body=b'{"code": 50006}', content_type="application/json")

    server.next(PATH, refuse)

    with pytest.raises(Rejected):
        async with attempt("post", once=True):
            await room.send("hello")
