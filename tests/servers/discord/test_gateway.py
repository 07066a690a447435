"""How a bot stays connected, and what it hears again and what never, by discord.py's real clients."""

import asyncio
from collections.abc import Callable
from typing import Any

import discord
import pytest

from tests.servers.discord.clients import INTENTS, Hearing, Sharded, connected, logged_in
from tests.servers.discord.gateway_faults import Late, lost, twice
from tests.servers.discord.server import Discord


async def test_a_dropped_connection_resumes_and_hears_what_it_missed_in_order(
    server: Discord, client: Hearing
) -> None:
    """A question that somebody asks while the network is away must not be lost."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    await ann.writes(team, f"{server.bot} one")
    await server.until(lambda: client.said)

    server.gateway.drop()
    await ann.writes(team, f"{server.bot} two")
    await ann.writes(team, f"{server.bot} three")
    await server.until(lambda: len(client.said) == 3)

    assert client.words == ["one", "two", "three"]
    assert len(server.gateway.resumed) == len(server.gateway.identified) == 1


async def test_a_client_that_is_asked_to_come_again_resumes_elsewhere(
    server: Discord, client: Hearing
) -> None:
    """Discord restarts its own servers all the time; another address takes the session over."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")

    server.gateway.reconnect()
    await ann.writes(team, f"{server.bot} one")
    await server.until(lambda: client.said)

    assert len(server.gateway.resumed) == 1
    assert [c.request.path for c in server.gateway.connections] == ["/resume"]


@pytest.mark.parametrize(("resumable", "heard"), [(True, ["one", "two"]), (False, ["two"])])
async def test_an_invalid_session_may_be_resumed_or_has_lost_what_was_said(
    server: Discord, client: Hearing, *, resumable: bool, heard: list[str]
) -> None:
    """A new session knows nothing of what happened between: an app has to look for itself."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")

    server.gateway.invalidate(resumable=resumable)
    await ann.writes(team, f"{server.bot} one")
    await server.until(lambda: client.named("RESUMED") or len(client.named("GUILD_CREATE")) == 2)
    await ann.writes(team, f"{server.bot} two")
    await server.until(lambda: client.words[-1] == "two")

    assert client.words == heard
    assert len(server.gateway.identified) == (1 if resumable else 2)


async def test_a_session_that_discord_has_forgotten_begins_anew(
    server: Discord, client: Hearing
) -> None:
    """What was said meanwhile is never told."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")

    server.gateway.forget()
    server.gateway.drop()
    await ann.writes(team, f"{server.bot} one")
    await server.until(lambda: len(client.named("GUILD_CREATE")) == 2)
    await ann.writes(team, f"{server.bot} two")
    await server.until(lambda: client.said)

    assert client.words == ["two"]
    assert len(server.gateway.identified) == 2


async def test_what_comes_twice_after_a_resume_has_the_same_ids(
    server: Discord, client: Hearing
) -> None:
    """By them an app finds out that it has answered already."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    await ann.writes(team, f"{server.bot} one")
    await server.until(lambda: client.said)

    server.gateway.overlap = 1
    server.gateway.drop()
    await server.until(lambda: len(client.said) == 2)

    assert len({message.id for message in client.said}) == 1


async def test_a_client_finds_out_that_a_connection_is_dead(server: Discord) -> None:
    """It looks open and nothing comes through: the missing heartbeats tell."""
    server.gateway.interval = 100
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    async with connected(server, Hearing(heartbeat_timeout=0.3)) as client:
        server.gateway.freeze()
        await ann.writes(team, f"{server.bot} one")
        await server.until(lambda: client.said)

    assert server.gateway.resumed


async def test_events_get_lost_come_twice_and_come_late(server: Discord, client: Hearing) -> None:
    """None of it may happen, and all of it does."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    late = Late()
    server.gateway.faults.order("MESSAGE_CREATE", lost, late, twice)

    for word in ("lost", "late", "twice"):
        await ann.writes(team, f"{server.bot} {word}")
    await server.until(lambda: len(client.said) == 2)
    late.release()
    await server.until(lambda: len(client.said) == 3)

    assert client.words == ["twice", "twice", "late"]


async def test_each_shard_hears_of_its_guilds_and_the_first_of_direct_messages(
    server: Discord,
) -> None:
    """A shard that drops takes nothing from the other one."""
    server.world.application.max_concurrency = 16
    guilds = [server.guild(f"lab{n}", shard=(n, 2)) for n in range(2)]
    ann = server.person("ann", guild=guilds[0])
    server.world.join(guilds[1], ann.user)
    async with connected(server, Sharded(shard_count=2)) as client:
        server.gateway.drop(shard=1)
        for place in (guilds[0].text_channel("a"), guilds[1].text_channel("b"), ann.direct):
            await ann.writes(place, f"{server.bot} {place.id}")
        await server.until(lambda: len(client.said) == 3)
        shards = {guild.name: guild.shard_id for guild in client.guilds}

    assert shards == {"lab0": 0, "lab1": 1}
    assert [asked["shard"] for asked in server.gateway.identified] == [[0, 2], [1, 2]]
    assert len(server.gateway.resumed) == 1


@pytest.mark.parametrize(
    ("prepare", "options", "code"),
    [
        (lambda s: setattr(s.gateway, "most_guilds", 0), {}, 4011),
        (lambda _: None, {"intents": INTENTS | discord.Intents(message_content=True)}, 4014),
        (lambda _: None, {"shard_id": 2, "shard_count": 2}, 4010),
    ],
)
async def test_a_client_that_must_not_connect_gives_up_with_the_reason(
    server: Discord, prepare: Callable[[Discord], object], options: dict[str, Any], code: int
) -> None:
    """It is for the operator to mend, and trying again would cost the token."""
    server.guild()
    prepare(server)
    async with Hearing(**options) as client:
        await logged_in(server, client)
        with pytest.raises((discord.ConnectionClosed, discord.PrivilegedIntentsRequired)) as end:
            await client.connect()

    assert getattr(end.value, "code", 4014) == code


async def test_two_clients_with_one_token_both_hear_everything(server: Discord) -> None:
    """As while a new version starts before the old one stops: both must not answer."""
    team, ann = server.guild().text_channel("papers"), server.person("ann")
    async with connected(server, Hearing()) as old, connected(server, Hearing()) as new:
        await ann.writes(team, f"{server.bot} one")
        await asyncio.gather(server.until(lambda: old.said), server.until(lambda: new.said))

    assert old.said[0].id == new.said[0].id
