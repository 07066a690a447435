"""The gateway: let in or not, broken off and gone on with, and ended for good."""

import asyncio
import json
from typing import Any

import pytest
from discord import shard

from bot.domain.errors import NotSent, PapersBotError, Rejected, SettingsError, ShutOut
from bot.log import set_up_logging
from tests.adapters.discord.wire.served import adapter_of, served
from tests.adapters.product import Product
from tests.servers.discord.server import Discord
from tests.servers.loopback import silence, status


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits five seconds for another session, or half a minute to be let in."""
    monkeypatch.setattr("adapters.discord.wire.sessions._GAP", 0.0)
    monkeypatch.setattr("adapters.discord.wire.gateway._EACH", 0.0)
    monkeypatch.setattr("adapters.discord.wire.gateway._GOODBYE", 0.2)


async def refusal(discord: Discord, product: Product, **settings: Any) -> PapersBotError:
    with pytest.raises(PapersBotError) as raised:
        async with served(discord, product, **settings):
            pass
    return raised.value


# --- let in or not


async def test_an_intent_that_was_not_switched_on_is_named_with_both_mends(
    discord: Discord, product: Product
) -> None:
    """The commonest mistake: the setting is there, and the switch was forgotten."""
    error = await refusal(discord, product, discord_message_content=True)

    assert isinstance(error, SettingsError)
    assert "DISCORD_MESSAGE_CONTENT" in str(error)
    assert "switch Message Content Intent on" in str(error)
    assert "leave it unset" in str(error)


@pytest.mark.parametrize(
    ("settings", "kind", "line"),
    [
        ({"discord_shards": 1}, SettingsError, "DISCORD_SHARDS: Discord wants more connections"),
        ({}, NotSent, "closed the connection (4011)"),
    ],
)
async def test_too_few_connections_are_a_setting_or_counted_anew(
    discord: Discord, product: Product, settings: dict[str, int], kind: type, line: str
) -> None:
    """A bot that has grown is told another number at the next attempt."""
    discord.gateway.most_guilds = 0
    discord.guild()

    error = await refusal(discord, product, **settings)

    assert type(error) is kind
    assert line in str(error)


@pytest.mark.parametrize(
    ("code", "kind"), [(4004, ShutOut), (4012, Rejected), (4013, Rejected), (4010, NotSent)]
)
async def test_an_end_for_good_has_its_own_consequence(
    discord: Discord, product: Product, code: int, kind: type
) -> None:
    """A new token, a newer version, or another attempt."""
    async with served(discord, product) as running:
        discord.gateway.disconnect(code)

        with pytest.raises(kind, match=str(code)):
            await running.task


async def test_the_last_sessions_of_a_day_are_not_used_up(
    discord: Discord, product: Product
) -> None:
    """Discord takes the token away from who begins a thousand."""
    discord.world.application.sessions_left = 0

    error = await refusal(discord, product)

    assert isinstance(error, NotSent)
    assert "begin no more sessions, for 3600 s" in str(error)
    assert discord.gateway.identified == []


@pytest.mark.parametrize("answer", [status(503), silence])
async def test_a_gateway_that_lets_nobody_in_may_be_tried_again(
    discord: Discord,
    product: Product,
    answer: Any,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """discord.py would try for ever, and nobody would be told."""
    set_up_logging("warning", "json")
    monkeypatch.setattr("adapters.discord.wire.gateway._GREETING", 0.3)
    discord.always("/gateway", answer)

    error = await refusal(discord, product)

    assert isinstance(error, NotSent)
    assert "does not let us in" in str(error)
    assert "Traceback" not in capfd.readouterr().err


async def test_who_is_stopped_while_connecting_ends_at_once(
    discord: Discord, product: Product
) -> None:
    """An update may come just when Discord does not answer."""
    discord.always("/gateway", silence)
    async with adapter_of(discord).open(product.app) as connection:
        stop = asyncio.Event()
        task = asyncio.create_task(connection.serve(lambda _: None, stop))
        await discord.until(lambda: discord.asked("/gateway"))

        stop.set()
        await task


# --- broken off, and gone on with


@pytest.mark.parametrize("how", ["drop", "reconnect", "disconnect"])
async def test_what_is_asked_while_a_connection_is_broken_is_heard(
    discord: Discord, product: Product, how: str
) -> None:
    """The session goes on, and Discord brings what was missed; each question once."""
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")
    async with served(discord, product):
        match how:
            case "drop":
                discord.gateway.drop()
            case "reconnect":
                discord.gateway.reconnect()
            case _:
                discord.gateway.disconnect(4000)
        await ann.writes(team, f"{discord.bot} why?")

        await discord.until(lambda: product.heard)
        await discord.until(lambda: discord.gateway.resumed)
        assert [one.text for one in product.heard] == ["why?"]
        assert len(discord.gateway.identified) == 1


async def test_a_session_that_is_over_is_followed_by_another(
    discord: Discord, product: Product
) -> None:
    """After a longer break Discord has forgotten it."""
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")
    async with served(discord, product):
        discord.gateway.forget()
        discord.gateway.drop()
        await discord.until(lambda: len(discord.gateway.identified) == 2)
        await discord.connected()

        await ann.writes(team, f"{discord.bot} why?")
        await discord.until(lambda: product.heard)


async def test_what_cannot_be_read_begins_anew_instead_of_ending_all(
    discord: Discord, product: Product, capfd: pytest.CaptureFixture[str]
) -> None:
    """discord.py gives up at an event of another form; what it held is in no log."""
    set_up_logging("warning", "json")
    guild = discord.guild()
    async with served(discord, product) as running:
        event = {"id": "1", "token": "a-token-of-an-interaction"}
        discord.world.announce("INTERACTION_CREATE", event, guild)

        with pytest.raises(NotSent, match="has ended"):
            await running.task

    logged = capfd.readouterr().err
    assert any(json.loads(line)["event"] == "bug" for line in logged.splitlines())
    assert "a-token-of-an-interaction" not in logged


async def test_a_network_that_has_died_does_not_hold_the_end_up(
    discord: Discord, product: Product
) -> None:
    """A close that nobody answers takes discord.py half a minute."""
    async with served(discord, product) as running:
        discord.gateway.freeze()

        async with asyncio.timeout(10):
            await running.end()


def test_a_network_that_was_away_is_tried_again_within_a_minute() -> None:
    """discord.py's own pauses grow to a quarter of an hour, in which nobody is heard."""
    backoff = shard.ExponentialBackoff()  # type: ignore[attr-defined]  # where a shard looks it up

    assert "ExponentialBackoff" in shard.Shard.__init__.__code__.co_names
    assert 1.0 < max(backoff.delay() for _ in range(50)) <= 64.0
