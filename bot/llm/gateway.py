"""Opens the model: one client under all calls."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import openai

from bot.domain.errors import SettingsError
from bot.llm.budget import Budget
from bot.llm.client import OpenAiModel
from bot.ports.outbound import Clock


@asynccontextmanager
async def open_model(
    *,
    base_url: str | None,
    api_key: str | None,
    model: str,
    seconds: float,
    concurrency: int,
    budget: Budget,
    clock: Clock,
) -> AsyncIterator[OpenAiModel]:
    """The model at an endpoint. Raises `SettingsError`.

    `seconds` is the longest that a whole answer may take or a streamed one may pause.
    """
    key = (api_key or "unused").strip()
    if not (key.isascii() and key.isprintable()):
        raise SettingsError("OPENAI_API_KEY holds characters that no key has: copy it anew")
    try:
        _ = urlsplit(base_url or "").port
    except ValueError as error:
        raise SettingsError(f"OPENAI_BASE_URL is not an address: {error}") from error
    async with openai.AsyncOpenAI(
        base_url=base_url, api_key=key, timeout=seconds, max_retries=0
    ) as client:
        yield OpenAiModel(client, model, seconds, asyncio.Semaphore(concurrency), budget, clock)
