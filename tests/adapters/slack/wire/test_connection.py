"""Connecting, staying connected and ending, by Socket Mode and over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal

import pytest

from adapters.slack.settings import SlackSettings
from adapters.slack.wire.connection import SlackAdapter
from bot.domain.conversation import IncomingMessage
from bot.domain.errors import NotSent, PlatformError, SettingsError, ShutOut
from bot.log import set_up_logging
from bot.ports.inbound import Heard
from tests.adapters.product import Product
from tests.servers.slack import faults
from tests.servers.slack.server import Slack

Way = Literal["socket", "http"]
WAYS: tuple[Way, ...] = ("socket", "http")


def adapter_of(slack: Slack, **settings: Any) -> SlackAdapter:
    """The adapter, set up for a Slack on loopback."""
    given = {name.lower(): value for name, value in slack.environment.items()}
    return SlackAdapter(SlackSettings(**{"slack_http_port": 0, **given, **settings}))


class Served:
    """The adapter at work; `end` asks it to stop and waits until it has."""

    def __init__(self, ready: str, task: asyncio.Task[None], stop: asyncio.Event) -> None:
        self.ready = ready
        self.task = task
        self.stop = stop

    async def end(self) -> None:
        self.stop.set()
        await self.task


@asynccontextmanager
async def served(slack: Slack, product: Product) -> AsyncIterator[Served]:
    """Serve until the end of the block, which may end it before."""
    async with adapter_of(slack).open(product.app) as connection:
        stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
        task = asyncio.create_task(connection.serve(ready.set_result, stop))
        await asyncio.wait([task, ready], return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
        if slack.by == "http":
            slack.app_url(ready.result().rsplit(" ", 1)[1])
        try:
            yield Served(ready.result(), task, stop)
        finally:
            stop.set()
            await asyncio.gather(task, return_exceptions=True)


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits a second before trying again."""
    monkeypatch.setattr("adapters.slack.wire.socket_mode._FIRST_WAIT", 0.01)


@pytest.mark.parametrize(
    ("way", "said"), [("socket", "by Socket Mode"), ("http", "by HTTP at http://127.0.0.1:")]
)
async def test_one_line_says_what_it_is_connected_to(product: Product, way: Way, said: str) -> None:
    """Whoever starts it sees the workspace, the bot and the way."""
    async with Slack(delivery=way).serving() as slack, served(slack, product) as running:
        assert running.ready.startswith("connected to T0LOOPBACK as @papers by ")
        assert said in running.ready


@pytest.mark.parametrize("way", WAYS)
async def test_what_is_under_way_is_finished_before_the_end(product: Product, way: Way) -> None:
    """A restart for an update costs nobody their answer."""
    async with Slack(delivery=way).serving() as slack, served(slack, product) as running:
        product.gate.clear()
        asked = await slack.person("ann").says(slack.channel("papers"), f"{slack.bot} why?")
        running.stop.set()
        product.gate.set()
        await running.end()

        assert [reply.words for reply in asked.replies] == ["re: why?"]


@pytest.mark.parametrize("way", WAYS)
async def test_what_comes_after_the_end_is_left_to_slack(product: Product, way: Way) -> None:
    """It is not acknowledged, so Slack brings it again, to the next process."""
    async with Slack(delivery=way).serving() as slack, served(slack, product) as running:
        await running.end()
        coming = asyncio.create_task(
            slack.person("ann").says(slack.channel("papers"), f"{slack.bot} why?")
        )
        while not coming.done():
            slack.clock.advance(5)
            await asyncio.sleep(0)

        assert product.heard == []
        assert not any(envelope.taken for envelope in slack.delivery.sent)


@pytest.mark.parametrize("way", WAYS)
async def test_what_nobody_listens_to_is_acknowledged(product: Product, way: Way) -> None:
    """Else Slack brings it three times, and counts it against the app."""
    async with Slack(delivery=way).serving() as slack, served(slack, product):
        body = {"type": "view_closed", "team": {"id": slack.team}, "view": {"callback_id": "x"}}

        assert (await slack.news.interaction("interactive", body)).taken


@pytest.mark.parametrize("way", WAYS)
async def test_a_listener_that_fails_is_not_acknowledged_and_tells_nothing(
    product: Product,
    way: Way,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A question that could not be stored has not arrived. What it said is in no log."""
    set_up_logging("debug", "pretty")
    reached = asyncio.Event()

    async def hear(_: IncomingMessage) -> Heard:
        reached.set()
        raise OSError("disk full")

    monkeypatch.setattr(product, "hear", hear)
    async with Slack(delivery=way).serving() as slack, served(slack, product):
        ann, team = slack.person("ann"), slack.channel("papers")
        coming = asyncio.create_task(ann.says(team, f"{slack.bot} a private matter"))
        await reached.wait()
        slack.clock.advance(5)
        await coming

        assert not any(envelope.attempts[0].taken for envelope in slack.delivery.sent)
    logged = "".join(capfd.readouterr())
    assert "disk full" in logged
    assert "a private matter" not in logged


@pytest.mark.parametrize("way", WAYS)
async def test_a_revoked_token_ends_it(product: Product, way: Way) -> None:
    """Nothing would work any more; the other platforms go on."""
    async with Slack(delivery=way).serving() as slack:
        with pytest.raises(ShutOut, match="install"):  # noqa: PT012  # that which is raised ends it
            async with served(slack, product) as running:
                await slack.uninstalls()
                await running.task


async def test_a_wrong_bot_token_is_shut_out_at_once(product: Product) -> None:
    """It is found before anything is begun."""
    another = {"slack_bot_token": "xoxb-another"}
    async with Slack().serving() as slack:
        adapter = adapter_of(slack, **another)

        with pytest.raises(ShutOut) as raised:
            async with adapter.open(product.app):
                pass

    assert "xoxb-another" not in str(raised.value)


@pytest.mark.parametrize("fault", [faults.status(503), faults.reset_before])
async def test_a_slack_that_does_not_answer_may_be_tried_again(
    product: Product, fault: faults.Fault
) -> None:
    """Machines start before their network does."""
    async with Slack().serving() as slack:
        slack.fail("auth.test", fault)

        with pytest.raises(NotSent):
            async with adapter_of(slack).open(product.app):
                pass


@pytest.mark.parametrize("code", ["invalid_auth", "not_allowed_token_type", "missing_scope"])
async def test_an_app_token_that_slack_refuses_ends_it(product: Product, code: str) -> None:
    """Trying again mends nothing; the line says why."""
    async with Slack().serving() as slack:
        slack.api.faults.always("apps.connections.open", faults.error(code))

        with pytest.raises(PlatformError, match=code):
            async with served(slack, product):
                pass


async def test_a_new_socket_is_there_before_the_old_one_goes(product: Product) -> None:
    """Slack wants sockets replaced every few hours; what is asked meanwhile is heard."""
    async with Slack().serving() as slack, served(slack, product):
        (old,) = slack.sockets.connections
        await slack.sockets.disconnect("refresh_requested")
        await slack.connected()

        assert old in slack.sockets.connections
        await old.socket.close()
        ran = await slack.person("ann").runs("/papers", "help", slack.channel("papers"))
        assert ran.taken
        assert (slack.sockets.opened, len(slack.sockets.connections)) == (2, 1)


async def test_what_an_old_socket_brought_is_acknowledged_there(product: Product) -> None:
    """A warning comes some seconds before the end, and envelopes after it."""
    async with Slack().serving() as slack, served(slack, product):
        (old,) = slack.sockets.connections
        await slack.sockets.disconnect("warning")
        await slack.connected(2)
        ann = slack.person("ann")
        while not old.acks:
            assert (await ann.runs("/papers", "help", slack.channel("papers"))).taken


async def test_a_broken_socket_is_replaced(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network that drops everything says no goodbye."""
    monkeypatch.setattr("adapters.slack.wire.socket_mode._PING", 0.05)
    async with Slack().serving() as slack, served(slack, product):
        slack.sockets.drop()
        await slack.until(lambda: slack.sockets.opened == 2)

        ran = await slack.person("ann").runs("/papers", "help", slack.channel("papers"))
        assert ran.taken


async def test_sockets_that_do_not_last_are_opened_slower_and_slower(
    product: Product, capfd: pytest.CaptureFixture[str]
) -> None:
    """A proxy that closes each one would else be asked for thousands."""
    set_up_logging("warning", "json")
    async with Slack().serving() as slack, served(slack, product):
        for opened in (1, 2, 3):
            await slack.until(lambda opened=opened: slack.sockets.opened == opened)  # type: ignore[misc]
            await slack.connected()
            await slack.sockets.disconnect("refresh_requested")
        await slack.until(lambda: slack.sockets.opened == 4)

    lines = map(json.loads, capfd.readouterr().err.splitlines())
    assert [line["again_in"] for line in lines if "again_in" in line] == [0.01, 0.02, 0.04]


async def test_a_socket_that_was_of_use_is_replaced_at_once(
    product: Product, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Slack asks for it every few hours, and nothing may be missed then."""
    monkeypatch.setattr("adapters.slack.wire.socket_mode._OF_USE", 0.0)
    set_up_logging("warning", "json")
    async with Slack().serving() as slack, served(slack, product):
        await slack.sockets.disconnect("refresh_requested")
        await slack.until(lambda: slack.sockets.opened == 2)

    assert "again_in" not in capfd.readouterr().err


async def test_what_could_not_be_acknowledged_is_brought_again(
    product: Product, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The socket broke while a question was stored: no error, and no second answer."""
    set_up_logging("warning", "json")
    monkeypatch.setattr("adapters.slack.wire.socket_mode._PING", 0.05)
    reached, go_on, hear = asyncio.Event(), asyncio.Event(), product.hear

    async def slowly(message: IncomingMessage) -> Heard:
        reached.set()
        await go_on.wait()
        return await hear(message)

    monkeypatch.setattr(product, "hear", slowly)
    async with Slack().serving() as slack, served(slack, product):
        ann, team = slack.person("ann"), slack.channel("papers")
        coming = asyncio.create_task(ann.says(team, f"{slack.bot} why?"))
        await reached.wait()
        slack.sockets.drop()
        await slack.until(lambda: slack.sockets.opened == 2)
        go_on.set()
        asked = await coming
        await slack.quiet()

        assert [reply.words for reply in asked.replies] == ["re: why?"]
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("fault", [faults.status(500), faults.reset_before])
async def test_an_address_that_cannot_be_had_is_asked_for_again(
    product: Product, fault: faults.Fault
) -> None:
    """Slack has its bad minutes."""
    async with Slack().serving() as slack:
        slack.fail("apps.connections.open", fault)
        async with served(slack, product) as running:
            assert "Socket Mode" in running.ready


async def test_each_attempt_has_an_address_of_its_own(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address is good once: with too many sockets the next one is tried, and gets in."""
    monkeypatch.setattr("tests.servers.slack.socket_mode.MOST_CONNECTIONS", 0)
    async with Slack().serving() as slack, adapter_of(slack).open(product.app) as connection:
        stop = asyncio.Event()
        task = asyncio.create_task(connection.serve(lambda _: None, stop))
        await slack.until(lambda: len(slack.calls("apps.connections.open")) >= 2)
        monkeypatch.setattr("tests.servers.slack.socket_mode.MOST_CONNECTIONS", 10)
        await slack.connected()

        stop.set()
        await task


async def test_no_ticket_gets_into_a_log(
    product: Product, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whoever has an address may listen in."""
    async with Slack().serving() as slack, adapter_of(slack).open(product.app) as connection:
        slack.api.link = lambda: f"{slack.url}/link?ticket=leaked"
        stop = asyncio.Event()
        task = asyncio.create_task(connection.serve(lambda _: None, stop))
        await slack.until(lambda: len(slack.calls("apps.connections.open")) >= 2)
        stop.set()
        await task

    assert "leaked" not in "".join(capfd.readouterr())


async def test_a_port_that_is_taken_is_named_by_its_settings(product: Product) -> None:
    """The commonest reason is another copy of it."""
    async with Slack(delivery="http").serving() as slack:
        port = int(slack.url.rsplit(":", 1)[1])
        adapter = adapter_of(slack, slack_http_port=port)
        async with adapter.open(product.app) as connection:
            with pytest.raises(SettingsError, match="SLACK_HTTP_PORT"):
                await connection.serve(lambda _: None, asyncio.Event())
