"""What is heard of Discord is what is asked for, and whoever uses something is told if it fails."""

import asyncio
import copy
from collections.abc import AsyncIterator

import pytest

from adapters.discord.wire.client import intents_of
from adapters.discord.wire.connection import DiscordConnection
from bot.domain.errors import StoreError
from bot.domain.message import Action
from bot.presentation.editions import with_button
from bot.presentation.heard import line_message
from tests.adapters.discord.wire.served import adapter_of, served, settings_of
from tests.adapters.product import Product
from tests.servers.discord.server import Discord

MESSAGES, SERVERS = {"guild_messages", "dm_messages"}, {"guilds"}
# https://docs.discord.com/developers/events/gateway#list-of-intents
TOLD_BY = {
    "on_message": MESSAGES,
    "on_raw_message_edit": MESSAGES,
    "on_raw_message_delete": MESSAGES,
    "on_raw_bulk_message_delete": MESSAGES,
    "on_raw_thread_delete": SERVERS,
    "on_guild_remove": SERVERS,
    "on_shard_ready": SERVERS,
    "on_interaction": set[str](),
    "on_error": set[str](),
}


@pytest.fixture
def product() -> Product:
    """What the listeners ask."""
    return Product()


@pytest.fixture
async def discord(product: Product) -> AsyncIterator[Discord]:
    """A Discord that the bot is at work in."""
    async with Discord().serving() as server:
        server.guild("lab")
        async with served(server, product):
            yield server


async def test_the_intents_are_those_of_what_is_heard(discord: Discord, product: Product) -> None:
    """One too many lets in what nobody wants to have; one too few, and nobody hears."""
    async with adapter_of(discord).open(product.app) as connection:
        assert isinstance(connection, DiscordConnection)
        stop = asyncio.Event()
        stop.set()
        await connection.serve(lambda _: None, stop)
        heard = {name for name in vars(connection._client) if name.startswith("on_")}

    asked = {name for name, on in intents_of(settings_of(discord)) if on}
    assert heard == TOLD_BY.keys()
    assert asked == set().union(*TOLD_BY.values())


async def test_a_command_of_another_version_is_told_so(discord: Discord) -> None:
    """Discord shows people the commands that it was told last, for a while or by another copy."""
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")
    papers = next(c for c in discord.world.application.commands if c["name"] == "papers")
    other = copy.deepcopy(papers["options"][2]) | {"name": "subscribe", "name_localizations": {}}
    papers["options"].append(other)

    used = await ann.runs(team, "papers subscribe")
    await discord.until(lambda: ann.alone)

    assert not used.failed


async def test_a_bug_in_a_command_is_told_to_who_waits(
    discord: Discord, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the next one works."""
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")
    monkeypatch.setattr(product, "today", lambda: 1 / 0)

    used = await ann.runs(team, "papers help")
    await discord.until(lambda: ann.alone)

    assert not used.failed
    assert "division" not in ann.alone[0].words


async def test_a_button_whose_press_cannot_be_kept_says_so(
    discord: Discord, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Instead of "this interaction failed", of which nobody knows the reason."""
    ann, team = discord.person("ann"), discord.guild().text_channel("papers")
    button = Action(action="live", subject="2026-02-17", label="Show")
    product.said = [with_button(line_message("the newest digest"), button)]
    await ann.runs(team, "papers week")
    await discord.until(lambda: ann.alone)

    async def fail(_: str) -> bool:
        raise StoreError("disk full")

    monkeypatch.setattr(product, "first_time", fail)
    used = await ann.clicks(ann.alone[0], "live")
    await discord.until(lambda: len(ann.alone) == 2)

    assert not used.failed
    assert "disk full" not in ann.alone[1].words
