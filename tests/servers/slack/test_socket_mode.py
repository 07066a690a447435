"""Socket Mode's own ways: connections that come and go, by the SDK's real client."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from tests.servers.slack.conftest import client_of
from tests.servers.slack.server import Slack
from tests.servers.slack.socket_mode import Reason


@asynccontextmanager
async def connected(slack: Slack, heard: list[str]) -> AsyncIterator[SocketModeClient]:
    """A client that takes everything."""
    token = slack.world.installed.app_token
    client = SocketModeClient(app_token=token, web_client=client_of(slack))

    async def take(_: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        heard.append(request.envelope_id)
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id))

    client.socket_mode_request_listeners.append(take)
    before = len(slack.sockets.usable)
    await client.connect()  # type: ignore[no-untyped-call]
    await slack.connected(before + 1)
    try:
        yield client
    finally:
        await client.close()  # type: ignore[no-untyped-call]


async def test_each_envelope_goes_to_one_of_the_connections(slack: Slack) -> None:
    """An app may open up to ten; no two of them hear the same."""
    first: list[str] = []
    second: list[str] = []
    async with connected(slack, first), connected(slack, second):
        alice, team = slack.person("alice"), slack.channel("papers")
        await asyncio.gather(*(alice.says(team, str(n)) for n in range(40)))

    assert first
    assert second
    assert len({*first, *second}) == len(first) + len(second) == 40


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_a_client_that_is_asked_to_go_comes_again(slack: Slack, reason: Reason) -> None:
    """Slack closes each connection every few hours, after a word."""
    heard: list[str] = []
    async with connected(slack, heard):
        await slack.sockets.disconnect(reason)
        await slack.until(lambda: slack.sockets.opened == 2)
        await slack.person("alice").says(slack.channel("papers"), "still there?")

    assert len(heard) == 1


async def test_what_is_said_while_nobody_is_connected_waits(slack: Slack) -> None:
    """A network that breaks loses nothing that is soon delivered again."""
    heard: list[str] = []
    async with connected(slack, heard) as client:
        client.auto_reconnect_enabled = client.default_auto_reconnect_enabled = False
        slack.sockets.drop()
        await slack.until(lambda: not slack.sockets.usable)
        saying = asyncio.create_task(
            slack.person("alice").says(slack.channel("papers"), "anybody?")
        )
        await client.connect_to_new_endpoint(force=True)
        await saying

    assert len(heard) == 1


async def test_a_client_that_is_alive_answers_a_ping(slack: Slack) -> None:
    """By it Slack tells a connection that is dead from one that is quiet."""
    async with connected(slack, []):
        await slack.sockets.ping()
        await slack.until(lambda: slack.sockets.usable[0].pongs)


async def test_an_eleventh_connection_is_sent_away(slack: Slack) -> None:
    """As Slack does, with the reason."""
    async with aiohttp.ClientSession() as session:
        sockets = [await session.ws_connect(slack.api.link()) for _ in range(11)]
        last = await sockets[-1].receive_json()
        for socket in sockets:
            await socket.close()

    assert (last["type"], last["reason"]) == ("disconnect", "too_many_websockets")


async def test_an_address_lets_in_once_and_the_first_word_is_hello(slack: Slack) -> None:
    """It is a secret that is spent; and an app waits for the greeting."""
    link = slack.api.link()
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(link) as socket:
            assert (await socket.receive_json())["type"] == "hello"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(link)

    assert slack.sockets.opened == 1


async def test_an_unknown_ack_is_kept_for_who_asks(slack: Slack) -> None:
    """Twice the same, or for nothing: a mistake of the app that a test can look for."""
    async with aiohttp.ClientSession() as session, session.ws_connect(slack.api.link()) as socket:
        await socket.send_json({"envelope_id": "none"})
        await slack.until(lambda: slack.sockets.unknown_acks)

    assert slack.sockets.unknown_acks == [{"envelope_id": "none"}]
