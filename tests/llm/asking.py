"""What tests of the model ask for: one word, or a list of words."""

from collections.abc import Mapping
from typing import Any

from bot.domain.usage import TokenUsage
from bot.ports.outbound import LanguageModel
from bot.use_cases.doctor import Pong
from tests.fakes import FakeClock, FakeStore

KEY = "sk-loopback-key"
PONG = '{"word": "pong"}'
ITEMS = '{"items": [{"word": "one"}, {"word": "{two}"}, {"word": "셋"}]}'


async def ask(model: LanguageModel) -> str:
    """One word."""
    return (await model.complete("doctor/ping", {}, Pong)).word


async def stream(model: LanguageModel) -> list[str]:
    """A list of words, to its end."""
    return [item.word async for item in model.stream_items("doctor/ping", {}, Pong)]


async def used(store: FakeStore, clock: FakeClock) -> TokenUsage:
    """What today's calls have cost."""
    return await store.usage(clock.now().date())


def says_no(message: str) -> Mapping[str, Any]:
    """The body of a refusal, as OpenAI words it."""
    return {"error": {"message": message, "type": "invalid_request_error"}}
