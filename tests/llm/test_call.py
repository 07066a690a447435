"""What calls cost, whole or cut short, counted by the server or for it."""

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, cast

import pytest

from bot.domain.errors import BudgetExceeded, ModelError
from bot.ports.outbound import LanguageModel
from bot.use_cases.doctor import Pong
from tests.fakes import FakeClock, FakeStore
from tests.gateways import model_at
from tests.llm.asking import ITEMS, PONG, ask, stream, used
from tests.servers.loopback import Answer, body
from tests.servers.model import CHAT, ModelServer, completion, says


async def test_usage_is_counted_as_the_server_tells_it(
    server: ModelServer, model: LanguageModel, store: FakeStore, clock: FakeClock
) -> None:
    """Each call once, whole or streamed."""
    server.brain = lambda call: ITEMS if "stream" in call else PONG
    await ask(model)
    whole = await used(store, clock)
    await stream(model)

    both = await used(store, clock)
    assert whole.completion_tokens == len(PONG) // 4
    assert (both.calls, both.prompt_tokens - whole.prompt_tokens) == (2, 10)


@pytest.mark.parametrize(
    "unusable",
    [says("no JSON"), says(PONG, refusal="no"), says(PONG, reason="length")],
)
async def test_an_unusable_answer_costs_as_well(
    server: ModelServer,
    model: LanguageModel,
    store: FakeStore,
    clock: FakeClock,
    unusable: Answer,
) -> None:
    """It was paid for, so the budget has to know."""
    server.next(CHAT, *[unusable] * 3)

    with pytest.raises(ModelError):
        await ask(model)
    assert (await used(store, clock)).calls == server.asked(CHAT)


@pytest.mark.parametrize(
    "usage", [None, [], {"prompt_tokens": "7"}, {"prompt_tokens": 0, "completion_tokens": 0}]
)
async def test_a_server_that_does_not_count_is_counted_for(
    server: ModelServer, model: LanguageModel, store: FakeStore, clock: FakeClock, usage: Any
) -> None:
    """An estimate, rather too high: without one the budget would never end."""
    answer = {**completion('{"word": "퐁퐁퐁"}'), "usage": usage}
    server.next(CHAT, body(json.dumps(answer).encode()))

    await ask(model)

    counted = await used(store, clock)
    assert counted.completion_tokens == 7  # 21 bytes
    assert counted.prompt_tokens > 20


async def test_a_stream_left_early_costs_what_was_heard(
    server: ModelServer, model: LanguageModel, store: FakeStore, clock: FakeClock
) -> None:
    """The reader may turn away; the provider has counted all the same."""
    server.brain = lambda _: ITEMS
    items = cast("AsyncGenerator[Pong, None]", model.stream_items("doctor/ping", {}, Pong))

    async with aclosing(items):
        assert (await anext(items)).word == "one"

    assert (await used(store, clock)).calls == 1


async def test_no_call_is_made_past_the_budget(
    server: ModelServer, clock: FakeClock, store: FakeStore
) -> None:
    """What a call may need is set aside before it is made: its prompt and the longest answer."""
    async with model_at(server, clock, store=store, daily_tokens=8_000) as model:
        with pytest.raises(BudgetExceeded):
            await ask(model)
    assert server.calls == []
