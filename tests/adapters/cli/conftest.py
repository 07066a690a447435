"""Runs `papers` as people do, against servers on loopback."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from adapters.cli import main
from tests.builders import daily_entry
from tests.servers.upstream import Upstream


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def last_line(self) -> str:
        """Of standard error."""
        return self.err.strip().splitlines()[-1]


Papers = Callable[..., Awaitable[Ran]]


@pytest.fixture
def papers(capfd: pytest.CaptureFixture[str]) -> Papers:
    """A function that runs a command beside the servers it speaks to."""

    def run(args: tuple[str, ...]) -> int:
        try:
            main(args)
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    async def ran(*args: str) -> Ran:
        capfd.readouterr()
        code = await asyncio.to_thread(run, args)
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return ran


@pytest.fixture
def live(upstream: Upstream, monkeypatch: pytest.MonkeyPatch) -> Upstream:
    """The settings point at the loopback upstream, which has one day of six papers."""
    for name, value in upstream.environment.items():
        monkeypatch.setenv(name, value)
    upstream.days["2026-02-16"] = [
        daily_entry(f"2602.0000{n}", upvotes=n, title=f"Paper {n}") for n in range(1, 7)
    ]
    for n in range(1, 7):
        upstream.records[f"2602.0000{n}"] = {"version": "2"}
    return upstream
