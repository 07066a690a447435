"""A model that answers with one word, over a real server and the real client."""

from collections.abc import AsyncIterator

import pytest

from bot.ports.outbound import LanguageModel
from tests.fakes import FakeClock, FakeStore
from tests.gateways import model_at
from tests.llm.asking import PONG
from tests.servers.model import ModelServer


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    """It says "pong", unless a test has it say something else."""
    async with ModelServer(lambda _: PONG).serving() as serving:
        yield serving


@pytest.fixture
def store(clock: FakeClock) -> FakeStore:
    """Where the usage is counted."""
    return FakeStore(clock)


@pytest.fixture
async def model(
    server: ModelServer, clock: FakeClock, store: FakeStore
) -> AsyncIterator[LanguageModel]:
    """The client of that server."""
    async with model_at(server, clock, store=store) as opened:
        yield opened
