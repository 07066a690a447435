"""Runs `papers` as people do, against servers on loopback."""

import asyncio
import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from adapters.cli import main
from bot.clock import SystemClock
from tests.builders import daily_entry
from tests.full_texts import SHEARS, as_page
from tests.servers.model import ModelServer
from tests.servers.upstream import Upstream
from tests.sources.pdf.writer import Ink, column, pdf, prose


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
Typed = Callable[..., None]
ARXIV_ID = "2602.00001"


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


class Hurried(SystemClock):
    """The real time, and no patience: upstreams on loopback need no gap between two requests."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)


@pytest.fixture(autouse=True)
def _like_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is installed beside the product makes no difference."""
    monkeypatch.setenv("PAPERS_EMBEDDINGS", "off")
    monkeypatch.setattr("bot.app.opening.SystemClock", Hurried)


@pytest.fixture
def model(model_server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> ModelServer:
    """The settings point at a model on loopback that says only what stands in the paper."""
    for name, value in model_server.environment.items():
        monkeypatch.setenv(name, value)
    return model_server


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A function that types lines into a pipe."""

    def type_(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    type_()
    return type_


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


@pytest.fixture
def page(tmp_path: Path) -> str:
    """A paper as an HTML file."""
    file = tmp_path / "shears.html"
    file.write_bytes(as_page("Shears: Pruning without Regret", SHEARS))
    return str(file)


@pytest.fixture
def document(tmp_path: Path) -> str:
    """A paper as a PDF file."""
    lines = prose("Tongs was run on a single A100 GPU for two days.", 8, chars=70)
    file = tmp_path / "tongs.pdf"
    file.write_bytes(
        pdf(
            [
                Ink("Tongs: Sparse Retrieval", 72, 720, 16, "bold"),
                Ink("Abstract", 72, 690, 12, "bold"),
                *column(lines, 72, 670, chars=70),
            ]
        )
    )
    return str(file)


@pytest.fixture
def arxiv(live: Upstream) -> Upstream:
    """A paper that both sources have, with its HTML page."""
    live.papers[ARXIV_ID] = daily_entry(ARXIV_ID, githubRepo="https://github.com/example/shears")[
        "paper"
    ]
    live.pages[f"{ARXIV_ID}v2"] = as_page(
        "Shears: Pruning without Regret", [*SHEARS, ("B More", ["Words of no weight. " * 60])]
    )
    return live
