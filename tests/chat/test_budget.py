"""How many edits all open answers have together."""

import asyncio
import datetime as dt

from bot.chat.budget import EditBudget
from tests.fakes import FakeClock


async def test_one_edit_is_kept_for_the_end_of_each_open_answer(clock: FakeClock) -> None:
    """An answer whose end a platform refuses seems to go on for ever."""
    budget, begun = EditBudget(clock, 50, 60, least=10), clock.now()
    answers = [asyncio.Event() for _ in range(30)]  # anything will do
    for answer in answers:
        budget.open(answer)

    for _ in range(20):
        await budget.turn()
    assert clock.slept == []
    await budget.turn()

    assert clock.now() - begun == dt.timedelta(minutes=1)


async def test_what_is_kept_for_ends_is_free_when_they_have_come(clock: FakeClock) -> None:
    """Two answers alone may use what there is."""
    budget = EditBudget(clock, 50, 60, least=10)
    answers = [asyncio.Event() for _ in range(30)]
    for answer in answers:
        budget.open(answer)
    for answer in answers:
        budget.end(answer)

    for _ in range(20):
        await budget.turn()
    assert clock.slept == []
    await budget.turn()

    assert sum(clock.slept) == 60


async def test_however_many_answers_there_are_each_moves_on_at_times(clock: FakeClock) -> None:
    """Some edits are for answers underway even when 200 are open."""
    budget = EditBudget(clock, 50, 60, least=10)
    answers = [asyncio.Event() for _ in range(200)]
    for answer in answers:
        budget.open(answer)

    for _ in range(10):
        await budget.turn()

    assert clock.slept == []


async def test_a_clock_that_is_set_back_holds_no_edit_back(clock: FakeClock) -> None:
    """The limit is one of minutes, not of the hour by which a clock was wrong."""
    budget = EditBudget(clock, 50, 60, least=10)
    for _ in range(50):
        await budget.turn()
    clock.time -= dt.timedelta(hours=1)

    for _ in range(50):
        await budget.turn()

    assert sum(clock.slept) == 60
