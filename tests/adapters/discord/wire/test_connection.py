"""Logging in, hearing, and ending in good order."""

import asyncio

import pytest

from bot.domain.conversation import IncomingMessage
from bot.domain.errors import (
    Gone,
    InDoubt,
    NotSent,
    PlatformError,
    PlatformProblem,
    ShutOut,
)
from bot.domain.place import Place
from bot.log import set_up_logging
from bot.ports.inbound import Heard
from tests.adapters.discord.wire.served import adapter_of, served
from tests.adapters.product import Product
from tests.servers.discord import faults
from tests.servers.discord.refusals import Refusal, missing_access
from tests.servers.discord.server import Discord


async def test_one_line_says_what_it_is_connected_to(discord: Discord, product: Product) -> None:
    """Whoever starts it sees the bot, and whether it was invited anywhere."""
    discord.guild("lab")
    discord.guild("reading group")

    async with served(discord, product) as running:
        assert running.ready == "connected as @papers to 2 servers"


async def test_two_connections_hear_both_halves(discord: Discord, product: Product) -> None:
    """Discord gives each of them its own servers."""
    discord.world.application.shards = 2
    guilds = [discord.guild(f"server {n}") for n in range(8)]
    async with served(discord, product) as running:
        assert running.ready == "connected as @papers to 8 servers by 2 connections"
        for guild in guilds:
            ann, team = discord.person("ann", guild=guild), guild.text_channel("papers")
            await ann.writes(team, f"{discord.bot} why {guild.name}?")

        await discord.until(lambda: len(product.heard) == len(guilds))
        assert {one["shard"][0] for one in discord.gateway.identified} == {0, 1}


async def test_as_many_connections_as_were_set(discord: Discord, product: Product) -> None:
    """Whoever knows better than Discord's recommendation."""
    async with served(discord, product, discord_shards=3):
        assert [one["shard"] for one in discord.gateway.identified] == [[0, 3], [1, 3], [2, 3]]


async def test_commands_are_told_once_and_not_at_the_next_start(
    discord: Discord, product: Product
) -> None:
    """Discord takes two hundred new ones a day, and people wait for new ones for a while."""
    async with served(discord, product):
        pass
    async with served(discord, product) as running:
        await running.end()

    assert discord.world.application.syncs == 1


async def test_commands_that_discord_refuses_hold_nobody_back(
    discord: Discord, product: Product, capfd: pytest.CaptureFixture[str]
) -> None:
    """Those of the last start work still, and so does everything else."""
    set_up_logging("warning", "json")
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")
    async with served(discord, product):
        pass
    discord.world.application.commands[0]["description"] = "an older one"
    discord.fail("register", faults.refused(Refusal(400, 50035, "Invalid Form Body")))

    async with served(discord, product):
        await ann.writes(team, f"{discord.bot} why?")
        await discord.until(lambda: product.heard)

    assert "Discord does not take the commands" in capfd.readouterr().err


async def test_what_is_under_way_is_finished_before_the_end(
    discord: Discord, product: Product
) -> None:
    """A restart for an update costs nobody their answer."""
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")
    async with served(discord, product) as running:
        product.gate.clear()
        asked = await ann.writes(team, f"{discord.bot} why?")
        await discord.until(lambda: product.heard)
        running.stop.set()
        product.gate.set()
        await running.end()

    assert asked.thread is not None
    assert [answer.words for answer in asked.thread.posts] == ["re: why?"]


async def test_after_the_end_nothing_is_heard(discord: Discord, product: Product) -> None:
    """Discord shows at once that the bot is gone, and who uses it is told so."""
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")
    async with served(discord, product) as running:
        await running.end()
        await ann.writes(team, f"{discord.bot} why?")

        assert discord.gateway.connections == []
        assert product.heard == []


async def test_a_listener_that_fails_ends_nothing_and_tells_nothing_of_what_was_said(
    discord: Discord,
    product: Product,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A full disk is in the log, a question is in none."""
    set_up_logging("debug", "json")
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")
    hear, heard = product.hear, asyncio.Event()

    async def fail_once(_: IncomingMessage) -> Heard:
        monkeypatch.setattr(product, "hear", hear)
        heard.set()
        raise OSError("disk full")

    monkeypatch.setattr(product, "hear", fail_once)
    async with served(discord, product):
        await ann.writes(team, f"{discord.bot} a private matter")
        await heard.wait()
        await ann.writes(team, f"{discord.bot} another matter")
        await discord.until(lambda: product.heard)

    logged = "".join(capfd.readouterr())
    assert "disk full" in logged
    assert "private matter" not in logged


async def test_a_wrong_token_is_shut_out_at_once(discord: Discord, product: Product) -> None:
    """It is found before anything is begun."""
    token = discord.world.application.token
    discord.world.application.token = f"{token}2"

    with pytest.raises(ShutOut, match="log in: Discord does not know DISCORD_TOKEN") as raised:
        async with adapter_of(discord, discord_token=token).open(product.app):
            pass

    assert token not in str(raised.value)


async def test_a_token_that_is_reset_meanwhile_ends_it(discord: Discord, product: Product) -> None:
    """Whichever call or connection notices first; the other platforms go on."""
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")
    async with served(discord, product) as running:
        discord.world.application.token += "2"
        await ann.writes(team, f"{discord.bot} why?")

        with pytest.raises(ShutOut, match="DISCORD_TOKEN"):
            await running.task


async def test_removal_from_a_server_forgets_what_was_asked_there(
    discord: Discord, product: Product
) -> None:
    """And the other servers are served as before."""
    guild = discord.guild("lab")
    async with served(discord, product):
        await discord.person("owner", guild=guild).removes_app(guild)
        await discord.until(lambda: product.forgotten)

    assert product.forgotten == [("discord", guild.id)]


# --- channels by their ids


async def test_a_channel_is_known_by_its_id_with_its_server(
    discord: Discord, product: Product
) -> None:
    """`papers post` is given nothing else; the server is in every key."""
    guild = discord.guild()
    team, forum = guild.text_channel("papers"), guild.forum("digests")
    async with adapter_of(discord).open(product.app) as connection:
        assert await connection.place(team.id) == Place(
            platform="discord", workspace=guild.id, channel=team.id
        )
        assert (await connection.place(forum.id)).channel == forum.id


@pytest.mark.parametrize("channel", ["#papers", "papers", "", "12a", "١٢٣", "-1", "7" * 19])
async def test_what_is_no_channel_is_gone(discord: Discord, product: Product, channel: str) -> None:
    """A name, most of all."""
    async with adapter_of(discord).open(product.app) as connection:
        with pytest.raises(Gone) as raised:
            await connection.place(channel)

    assert raised.value.problem is PlatformProblem.NO_CHANNEL


async def test_a_thread_is_no_channel_for_a_digest(discord: Discord, product: Product) -> None:
    """It would have no thread for its entries; the line says what to take instead."""
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")
    thread = await ann.begins_thread(await ann.writes(team, "hello"), "a thread")
    async with adapter_of(discord).open(product.app) as connection:
        with pytest.raises(Gone, match="it is a thread"):
            await connection.place(thread.id)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (faults.refused(missing_access()), Gone),
        (faults.refused(Refusal(401, 0, "401: Unauthorized")), ShutOut),
        (faults.reset(done=False), InDoubt),
    ],
)
async def test_a_channel_that_discord_does_not_tell_of_says_why(
    discord: Discord, product: Product, fault: faults.Fault, kind: type[PlatformError]
) -> None:
    """Whether to let the bot in, to set a new token, or to try again."""
    team = discord.guild().text_channel("papers")
    discord.fail("channel", fault, fault)
    async with adapter_of(discord).open(product.app) as connection:
        with pytest.raises(kind):
            await connection.place(team.id)


@pytest.mark.parametrize("fault", [faults.failed(503), faults.reset(done=False)])
async def test_a_discord_that_does_not_answer_may_be_tried_again(
    discord: Discord, product: Product, fault: faults.Fault
) -> None:
    """Machines start before their network does."""
    discord.fail("me", *[fault] * 2)

    with pytest.raises(NotSent):
        async with adapter_of(discord).open(product.app):
            pass
