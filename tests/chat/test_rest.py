"""How long something has to be left alone."""

import datetime as dt

from bot.chat.rest import Rest
from tests.fakes import FakeClock


async def test_a_rest_is_over_when_its_seconds_have_passed(clock: FakeClock) -> None:
    """Whoever waits for what is left waits neither too short nor for ever."""
    rest = Rest(clock, 30)
    await clock.sleep(20)
    assert rest.left == 10

    await clock.sleep(rest.left)

    assert rest.left == 0


def test_a_clock_that_is_set_back_makes_no_rest_longer(clock: FakeClock) -> None:
    """A machine that was asleep puts its clock right, by an hour if need be."""
    rest = Rest(clock, 30)
    clock.time -= dt.timedelta(hours=1)

    assert rest.left == 30
