"""What goes wrong on the way to Discord and back, as discord.py tells of it."""

import asyncio

import aiohttp
import discord
import pytest

from tests.servers.discord import faults
from tests.servers.discord.channels import Channel
from tests.servers.discord.clients import Hearing
from tests.servers.discord.faults import Hang
from tests.servers.discord.refusals import missing_access
from tests.servers.discord.server import Discord


def room(rest: Hearing, channel: Channel) -> discord.PartialMessageable:
    return rest.get_partial_messageable(int(channel.id))


@pytest.mark.parametrize("done", [True, False])
async def test_a_connection_breaks_before_or_after(
    server: Discord, rest: Hearing, *, done: bool
) -> None:
    """The app cannot tell which, but people can."""
    team = server.guild().text_channel("papers")
    server.fail("send", faults.reset(done=done))

    with pytest.raises(aiohttp.ClientError):
        await room(rest, team).send("hello")

    assert [m.words for m in team.posts] == ["hello"] * done


@pytest.mark.parametrize("done", [True, False])
async def test_discord_says_nothing_for_as_long_as_a_test_wants(
    server: Discord, rest: Hearing, *, done: bool
) -> None:
    """Then it answers, or does not."""
    team, hang = server.guild().text_channel("papers"), Hang(done=done)
    server.fail("send", hang)

    sending = asyncio.create_task(room(rest, team).send("hello"))
    await hang.reached.wait()
    before = len(team.posts)
    hang.release()
    await sending

    assert (before, len(team.posts)) == (done, 1)


async def test_the_nth_call_is_hit_and_no_other(server: Discord, rest: Hearing) -> None:
    """And refused without having been done."""
    team = server.guild().text_channel("papers")
    await room(rest, team).send("first")
    server.fail("send", faults.refused(missing_access()), nth=2)

    await room(rest, team).send("second")
    with pytest.raises(discord.Forbidden) as refused:
        await room(rest, team).send("third")
    await room(rest, team).send("fourth")

    assert refused.value.code == 50001
    assert [m.words for m in team.posts] == ["first", "second", "fourth"]


async def test_a_page_of_a_proxy_is_no_json(server: Discord, rest: Hearing) -> None:
    """As where Discord is down: the message is there all the same."""
    team = server.guild().text_channel("papers")
    server.fail("send", faults.failed(503, done=True))

    with pytest.raises(discord.DiscordServerError) as refused:
        await room(rest, team).send("hello")

    assert refused.value.code == 0
    assert len(team.posts) == 1


async def test_discord_py_waits_where_it_is_told_to(server: Discord, rest: Hearing) -> None:
    """And sends it again."""
    team = server.guild().text_channel("papers")
    server.fail("send", faults.ratelimited(0.01), faults.ratelimited(0.01, "global"))

    await room(rest, team).send("hello")

    assert len(server.api.calls["send"]) == 3
    assert server.api.rates.invalid == 2


async def test_without_the_token_there_is_nothing(server: Discord) -> None:
    """The same for a wrong one, and for no JSON at all."""
    team = server.guild().text_channel("papers")
    url = f"{server.url}/api/v10/channels/{team.id}/messages"
    good = {"Authorization": f"Bot {server.world.application.token}"}
    bad: list[tuple[dict[str, str], str]] = [
        ({}, "{}"),
        ({"Authorization": "Bot other"}, "{}"),
        (good, "{"),
        (good, ""),
    ]

    told = []
    async with aiohttp.ClientSession() as session:
        for headers, data in bad:
            headers["Content-Type"] = "application/json"
            async with session.post(url, headers=headers, data=data) as answer:
                told.append((answer.status, (await answer.json())["code"]))

    assert told == [(401, 0), (401, 0), (400, 50109), (400, 50006)]
    assert server.api.rates.invalid == 2
