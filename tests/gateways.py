"""The real gateways, pointed at loopback servers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.llm import open_model
from bot.llm.budget import Budget
from bot.ports.outbound import LanguageModel
from bot.sources.gateway import Sources, open_sources
from tests.fakes import FakeClock, FakeStore
from tests.servers.loopback import Loopback
from tests.servers.model import ModelServer


@asynccontextmanager
async def sources_at(
    server: Loopback,
    clock: FakeClock,
    *,
    thumbnails: Loopback | None = None,
    token: str | None = None,
    contact: str | None = None,
    seconds: float = 5.0,
) -> AsyncIterator[Sources]:
    """The sources over one server for all hosts, or another one for the thumbnails."""
    async with open_sources(
        huggingface=server.url,
        huggingface_thumbnails=(thumbnails or server).url,
        arxiv_api=server.url,
        arxiv=server.url,
        token=token,
        contact=contact,
        seconds=seconds,
        pace=FakeStore(clock),
        clock=clock,
    ) as sources:
        yield sources


@asynccontextmanager
async def model_at(
    server: ModelServer,
    clock: FakeClock,
    *,
    store: FakeStore | None = None,
    daily_tokens: int | None = None,
    key: str = "sk-loopback-key",
    seconds: float = 5.0,
) -> AsyncIterator[LanguageModel]:
    """The model over a server."""
    async with open_model(
        base_url=f"{server.url}/v1",
        api_key=key,
        model="loopback",
        seconds=seconds,
        concurrency=8,
        budget=Budget(store or FakeStore(clock), clock, daily_tokens),
        clock=clock,
    ) as model:
        yield model
