"""`Clock`: the fake tells and passes time as the system does."""

import datetime as dt

import pytest

from bot.clock import SystemClock
from tests.fakes import FakeClock


@pytest.fixture(params=[FakeClock, SystemClock])
def any_clock(request: pytest.FixtureRequest) -> FakeClock | SystemClock:
    made: FakeClock | SystemClock = request.param()
    return made


def test_the_time_is_aware_and_in_utc(any_clock: FakeClock | SystemClock) -> None:
    """Days are UTC days: a local time would ask for the wrong list."""
    assert any_clock.now().tzinfo is dt.UTC


async def test_time_never_goes_back(any_clock: FakeClock | SystemClock) -> None:
    """Whoever waits is later afterwards, or at the same moment."""
    before = any_clock.now()

    await any_clock.sleep(0)

    assert any_clock.now() >= before
