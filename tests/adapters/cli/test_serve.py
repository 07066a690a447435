"""`papers serve`: platforms side by side, none of them in another's way."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest

from adapters.cli.serve import Host
from bot.domain.errors import NotSent, PapersBotError, ShutOut, SourceError, StoreError
from bot.domain.place import Place
from bot.ports.adapter import Connection
from bot.ports.inbound import Check, PapersApp, Progress
from bot.ports.outbound import Platform
from tests.adapters.cli.conftest import Papers
from tests.fakes import FakePlatform
from tests.servers.slack.server import Slack
from tests.servers.upstream import Upstream

ROOT = Path(__file__).resolve().parents[3]
HEAVY = ["openai", "pypdfium2", "numpy"]


class App:
    """What `serve` asks of the product."""

    def __init__(self, failure: PapersBotError | None = None) -> None:
        self.failure = failure
        self.resumed: list[str] = []
        self.asked = asyncio.Event()
        self.forgot = asyncio.Event()
        self.listed = asyncio.Event()

    async def resume(self, name: str, _: Platform, __: Progress) -> None:
        self.resumed.append(name)
        self.asked.set()
        if self.failure:
            raise self.failure

    async def forget_old(self) -> int:
        self.forgot.set()
        if self.failure:
            raise self.failure
        return 0

    async def fetch_list(self, _: Progress) -> None:
        self.listed.set()
        if self.failure:
            raise self.failure


class Chat:
    """An adapter that connects after some failures, and serves until it is stopped or fails."""

    secrets = ()
    platform: Platform = cast("Platform", FakePlatform())

    def __init__(self, *failures: Exception, end: Exception | None = None) -> None:
        self.failures = list(failures)
        self.end = end
        self.attempts = 0
        self.stopped = False

    @asynccontextmanager
    async def open(self, _: PapersApp) -> AsyncIterator[Connection]:
        self.attempts += 1
        if self.failures:
            raise self.failures.pop(0)
        yield self

    async def place(self, channel: str) -> Place:
        return Place(platform="chat", workspace="T1", channel=channel)

    async def serve(self, ready: Callable[[str], None], stop: asyncio.Event) -> None:
        ready("connected")
        if self.end:
            raise self.end
        await stop.wait()
        self.stopped = True

    async def check(self) -> AsyncIterator[Check]:
        yield Check(name="chat", state="good", finding="works")


class Run:
    """A host at work, with what it has said."""

    def __init__(self, app: App, **chats: Chat) -> None:
        self.stop = asyncio.Event()
        self.ready: list[str] = []
        self.complaints: list[str] = []
        host = Host(
            cast("PapersApp", app),
            self.ready.append,
            self.complaints.append,
            self.stop,
            first_wait=0.0,
        )
        self.task = asyncio.create_task(host.run(chats))

    async def stopped(self) -> int:
        """The exit code after it was asked to stop."""
        self.stop.set()
        return await self.task


async def test_what_a_crash_left_is_gone_on_with_once_it_is_ready() -> None:
    """Beside what people ask now, which waits for nothing."""
    app = App()
    run = Run(app, slack=Chat())
    await app.asked.wait()

    assert await run.stopped() == 0
    assert (app.resumed, run.ready) == (["slack"], ["slack: connected"])


async def test_a_platform_that_fails_leaves_the_others_alone() -> None:
    """It ends with one line; stopping the rest later is no failure."""
    app, other = App(), Chat()
    run = Run(app, slack=Chat(ShutOut("token_revoked")), discord=other)
    await app.asked.wait()

    assert await run.stopped() == 0
    assert other.stopped
    (complaint,) = run.complaints
    assert complaint.startswith("slack: token_revoked; copy the token again: set SLACK_BOT_TOKEN")
    assert complaint.endswith("; it is not served any more")


@pytest.mark.parametrize("end", [ShutOut("token_revoked"), RuntimeError("a bug of ours")])
async def test_with_no_platform_left_it_ends_with_1(end: Exception) -> None:
    """Whoever supervises the process sees it; a bug too is one line there."""
    run = Run(App(), slack=Chat(end=end))

    assert await run.task == 1
    (complaint,) = run.complaints
    assert complaint.startswith("slack: ")
    assert "copy" not in complaint  # it was good when it started


async def test_a_platform_that_does_not_answer_is_tried_again() -> None:
    """Machines start before their network does."""
    app, chat = App(), Chat(NotSent("no network"), NotSent("no network"))
    run = Run(app, slack=chat)
    await app.asked.wait()

    assert await run.stopped() == 0
    assert chat.attempts == 3
    assert run.complaints == ["slack: no network; trying again in 0 s"] * 2


async def test_what_cannot_be_resumed_stops_nobody() -> None:
    """What people ask now is served all the same."""
    app, chat = App(StoreError("locked")), Chat()
    run = Run(app, slack=chat)
    await app.asked.wait()

    assert await run.stopped() == 0
    assert chat.stopped


async def test_what_is_old_is_forgotten_daily(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that runs for months keeps nothing for months; a locked database ends nothing."""
    monkeypatch.setattr("adapters.cli.serve._DAY", 0.0)
    app = App(StoreError("locked"))
    run = Run(app, slack=Chat())
    await app.forgot.wait()
    app.forgot.clear()
    await app.forgot.wait()

    assert await run.stopped() == 0


async def test_the_days_list_is_fetched_at_the_start_and_hourly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who asks in the morning need not wait for it; a source that is down ends nothing."""
    monkeypatch.setattr("adapters.cli.serve._HOUR", 0.0)
    app = App(SourceError("Hugging Face is down"))
    run = Run(app, slack=Chat())
    await app.listed.wait()
    app.listed.clear()
    await app.listed.wait()

    assert await run.stopped() == 0


async def test_work_that_does_not_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A supervisor that waits in vain would kill it."""
    monkeypatch.setattr("adapters.cli.serve._LAST", 0.0)

    class Endless(Chat):
        async def serve(self, ready: Callable[[str], None], stop: asyncio.Event) -> None:
            ready("connected")
            await asyncio.Event().wait()

    app = App()
    run = Run(app, slack=Endless())
    await app.asked.wait()

    assert await run.stopped() == 0


async def test_with_nothing_configured_it_says_what_to_set(papers: Papers) -> None:
    """One line, and where a newcomer reads on."""
    ran = await papers("serve")

    assert (ran.code, ran.out) == (1, "")
    assert "SLACK_BOT_TOKEN" in ran.last_line
    assert "adapters/slack/README.md" in ran.last_line


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_the_process_says_that_it_is_ready_and_ends_cleanly(
    tmp_path: Path, number: signal.Signals, upstream: Upstream
) -> None:
    """As a supervisor runs it; and what is heavy is not loaded before somebody needs it."""
    code = (
        "import sys\nfrom adapters.cli import main\n"
        "try:\n    main(['serve'])\n"
        f"finally:\n    print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    async with Slack().serving() as slack:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            code,
            cwd=tmp_path,
            env={
                **os.environ,
                **slack.environment,
                **upstream.environment,
                "PYTHONPATH": str(ROOT),
            },
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        line = await process.stdout.readline()
        await slack.connected()
        process.send_signal(number)
        out, err = await process.communicate()

    assert line.decode().startswith(
        "slack: connected to T0LOOPBACK as @papers by Socket Mode, ready in "
    )
    assert (process.returncode, out.decode(), err.decode()) == (0, "stopped\n[]\n", "")
