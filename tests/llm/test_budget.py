"""The daily budget: never passed, not even by calls that run side by side."""

import asyncio
import datetime as dt

import pytest

from bot.domain.errors import BudgetExceeded
from bot.llm.budget import Budget
from tests.fakes import FakeClock, FakeStore


@pytest.fixture
def store(clock: FakeClock) -> FakeStore:
    return FakeStore(clock)


async def use(budget: Budget, expected: int, used: int) -> None:
    """A call that may need `expected` tokens and uses `used`."""
    await budget.reserve(expected)
    await asyncio.sleep(0)
    await budget.settle(expected, used, 0)


async def test_no_call_is_made_past_the_budget(store: FakeStore, clock: FakeClock) -> None:
    """The line says how much was used, when it starts anew, and what to set."""
    budget = Budget(store, clock, 1_000)
    await use(budget, 900, 600)

    with pytest.raises(BudgetExceeded, match=r"1,000 tokens is used up \(600 used today") as raised:
        await use(budget, 401, 0)
    assert "PAPERS_DAILY_TOKENS" in str(raised.value)
    assert not raised.value.retryable


async def test_parallel_calls_stay_within_it_together(store: FakeStore, clock: FakeClock) -> None:
    """Ten calls that each fit alone do not all fit: some wait, and the rest is refused."""
    budget = Budget(store, clock, 1_000)

    done = await asyncio.gather(*(use(budget, 300, 250) for _ in range(10)), return_exceptions=True)

    used = (await store.usage(clock.now().date())).tokens
    assert used == 750
    assert sum(isinstance(end, BudgetExceeded) for end in done) == 7


async def test_a_call_waits_for_what_others_may_leave(store: FakeStore, clock: FakeClock) -> None:
    """What is only set aside is not used up: nobody is refused for it."""
    budget = Budget(store, clock, 1_000)

    await asyncio.gather(*(use(budget, 800, 60) for _ in range(4)))

    assert (await store.usage(clock.now().date())).calls == 4


async def test_it_starts_anew_with_the_utc_day(store: FakeStore, clock: FakeClock) -> None:
    """Yesterday's tokens count for nothing."""
    budget = Budget(store, clock, 1_000)
    await use(budget, 900, 900)
    clock.time = dt.datetime(2026, 2, 18, 0, 0, 1, tzinfo=dt.UTC)

    await use(budget, 900, 100)

    assert (await store.usage(dt.date(2026, 2, 18))).tokens == 100


async def test_a_call_that_fails_gives_back_what_was_set_aside(
    store: FakeStore, clock: FakeClock
) -> None:
    """A server that is down uses up no budget, and is no call that was paid for."""
    budget = Budget(store, clock, 1_000)
    for _ in range(3):
        await use(budget, 900, 0)

    await use(budget, 900, 10)

    assert (await store.usage(clock.now().date())).calls == 1


async def test_another_process_counts_too(store: FakeStore, clock: FakeClock) -> None:
    """The store is shared: what a second bot used today is gone."""
    await store.add_usage(clock.now().date(), 800, 100)

    with pytest.raises(BudgetExceeded):
        await use(Budget(store, clock, 1_000), 200, 0)


async def test_without_a_limit_usage_is_still_counted(store: FakeStore, clock: FakeClock) -> None:
    """`status` and the cost line rest on it."""
    await use(Budget(store, clock, None), 10**9, 7)

    assert (await store.usage(clock.now().date())).tokens == 7
