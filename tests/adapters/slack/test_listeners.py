"""What is heard, and what the manifest asks for."""

import asyncio
from typing import Any

import pytest

from adapters.slack.hearing.commands import COMMAND
from adapters.slack.hearing.incoming import is_for
from adapters.slack.listeners import EVENTS, SHORTCUTS
from adapters.slack.manifest import manifest
from bot.domain.errors import ShutOut
from tests.adapters.product import Product
from tests.adapters.slack.listening import adapter_for
from tests.fakes import FakeClock
from tests.servers.slack.server import Slack


class Moment(FakeClock):
    """A clock whose waits last until a test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.over = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        await self.over.wait()


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


@pytest.mark.parametrize("uninstalled", [False, True])
async def test_a_removed_app_forgets_what_people_asked(
    slack: Slack, product: Product, *, uninstalled: bool
) -> None:
    """Whichever of its two events comes first; a token that is taken back may be given anew."""
    moment = product.clock = Moment()
    async with adapter_for(slack).open(product.app) as connection:
        serving = asyncio.create_task(connection.serve(lambda _: None, asyncio.Event()))
        await slack.connected()
        bots = {"oauth": [], "bot": [slack.world.installed.bot_user]}
        stamp = {"event_ts": slack.clock.ts()}
        await slack.news.happens({"type": "tokens_revoked", "tokens": bots, **stamp})
        if uninstalled:
            await slack.news.happens({"type": "app_uninstalled", **stamp})
        moment.over.set()

        with pytest.raises(ShutOut):
            await serving

    assert product.forgotten == ([("slack", slack.team)] if uninstalled else [])


async def test_an_event_that_nobody_asked_for_is_acknowledged(
    connected: Slack, product: Product
) -> None:
    """Slack stops telling an app that takes too little of what it is told."""
    team, ann = connected.channel("papers"), connected.person("ann")

    await ann.archives(team)
    await ann.kicks_bot(team)

    assert [envelope.taken for envelope in connected.delivery.sent] == [True, True]


@pytest.mark.parametrize("kind", ["tokens_revoked", "app_uninstalled"])
async def test_the_end_of_another_installation_is_not_ours(
    connected: Slack, product: Product, kind: str
) -> None:
    """An app may be installed in several workspaces, and one socket brings the events of all."""
    bots = {"oauth": [], "bot": [connected.world.installed.bot_user]}
    gone = connected.news.event({"type": kind, "tokens": bots, "event_ts": connected.clock.ts()})
    gone.body["team_id"] = "T0ELSEWHERE"
    del gone.body["authorizations"]

    assert (await connected.delivery.send(gone)).taken

    ran = await connected.person("ann").runs("/papers", "help", connected.channel("papers"))
    assert ran.taken
    assert product.forgotten == []


async def test_the_token_of_another_bot_is_not_ours(connected: Slack) -> None:
    """The event lists whose tokens were taken back."""
    bots = {"oauth": [connected.person("ann").id], "bot": ["U0ANOTHER"]}
    stamp = {"event_ts": connected.clock.ts()}
    await connected.news.happens({"type": "tokens_revoked", "tokens": bots, **stamp})

    ran = await connected.person("ann").runs("/papers", "help", connected.channel("papers"))
    assert ran.taken


@pytest.mark.parametrize(
    ("given", "ours"),
    [
        ({}, True),
        ({"team_id": "T1"}, True),
        ({"team_id": "T2"}, False),
        ({"team_id": "T2", "authorizations": [{"team_id": "T1"}]}, True),
        ({"team_id": "T1", "authorizations": [{"team_id": "T2"}]}, False),
        ({"team_id": "T1", "authorizations": [{"team_id": None}]}, True),
    ],
)
def test_what_is_ours_is_said_by_who_hears_it(given: dict[str, Any], *, ours: bool) -> None:
    """In a channel that workspaces share, events bear the name of where they happened."""
    assert is_for("T1", given) is ours
