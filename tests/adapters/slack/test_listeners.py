"""What is heard, and what the manifest asks for."""

import asyncio

import pytest

from adapters.slack.commands import COMMAND
from adapters.slack.listeners import EVENTS, SHORTCUTS
from adapters.slack.manifest import manifest
from bot.domain.errors import ShutOut
from tests.adapters.slack.listening import adapter_for
from tests.adapters.slack.product import Product
from tests.servers.slack.server import Slack


def test_the_manifest_asks_for_what_is_heard_and_no_more() -> None:
    """An event without a listener needs a scope for nothing, a listener without one hears nothing."""
    asked, features = manifest()["settings"]["event_subscriptions"], manifest()["features"]

    assert asked["bot_events"] == sorted(EVENTS)
    assert [command["command"] for command in features["slash_commands"]] == [COMMAND]
    assert [shortcut["callback_id"] for shortcut in features["shortcuts"]] == list(SHORTCUTS)


async def test_an_app_that_is_removed_ends_the_adapter(slack: Slack, product: Product) -> None:
    """With one error that says so; other platforms go on."""
    async with adapter_for(slack).open(product.app) as connection:
        serving = asyncio.create_task(connection.serve(lambda _: None, asyncio.Event()))
        await slack.connected()

        await slack.uninstalls()

        with pytest.raises(ShutOut):
            await serving


async def test_an_event_that_nobody_asked_for_is_acknowledged(
    connected: Slack, product: Product
) -> None:
    """Slack stops telling an app that takes too little of what it is told."""
    team, ann = connected.channel("papers"), connected.person("ann")

    await ann.archives(team)
    await ann.kicks_bot(team)

    assert [envelope.taken for envelope in connected.delivery.sent] == [True, True]
