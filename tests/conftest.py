"""Fixtures that more than one folder uses."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import settings

from bot.storage import SqlStore, open_store
from tests.fakes import FakeClock, Heard
from tests.servers.model import ModelServer
from tests.servers.upstream import Upstream

_OURS = (
    "SLACK_",
    "DISCORD_",
    "HF_",
    "ARXIV_",
    "OPENAI_",
    "PAPERS_",
    "DATABASE_URL",
    "XDG_DATA_HOME",
)
_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


# How many examples a property is tried with at most: all, or with --hypothesis-profile=quick a few.
settings.register_profile("whole", max_examples=120)
settings.register_profile("quick", max_examples=25)
settings.load_profile("whole")


@pytest.fixture(autouse=True)
def _own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No setting of the machine reaches a test, and no file of a test the machine."""
    for name in os.environ:
        if name.startswith(_OURS) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PAPERS_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    yield
    structlog.reset_defaults()


@pytest.fixture
def clock() -> FakeClock:
    """Noon of the day after the day that tests speak of."""
    return FakeClock()


@pytest.fixture
def heard() -> Heard:
    """Progress, remembered."""
    return Heard()


@pytest.fixture
async def store(tmp_path: Path, clock: FakeClock) -> AsyncIterator[SqlStore]:
    """The real store on a file of its own."""
    async with open_store(f"sqlite:///{tmp_path / 'papers.db'}", clock) as opened:
        yield opened


@pytest.fixture
async def upstream() -> AsyncIterator[Upstream]:
    """Hugging Face and arXiv on loopback."""
    async with Upstream().serving() as server:
        yield server


@pytest.fixture
async def model_server() -> AsyncIterator[ModelServer]:
    """A model on loopback that says only what stands in the paper."""
    async with ModelServer().serving() as server:
        yield server


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real upstream data beside the checkout; tests on it are skipped where it is absent."""
    if not _SHARED.is_dir():
        pytest.skip(f"no real upstream data in {_SHARED}: these tests need it")
    return _SHARED
