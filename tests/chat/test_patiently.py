"""What a platform does not take at once."""

import pytest

from bot.chat.patiently import patiently
from bot.domain.errors import Gone, InDoubt, NotSent, PlatformError
from tests.fakes import FakeClock


class Attempts:
    """Raises what it is given, one after another, then works."""

    def __init__(self, *errors: PlatformError) -> None:
        self.errors = list(errors)
        self.made = 0

    async def __call__(self) -> str:
        self.made += 1
        if self.errors:
            raise self.errors.pop(0)
        return "done"


async def test_it_is_tried_again_when_the_platform_says(clock: FakeClock) -> None:
    """Sooner would be refused again and count against us."""
    attempts = Attempts(NotSent("slow down", retry_after=17))

    assert await patiently(clock, attempts) == "done"

    assert clock.slept == [17]


async def test_where_nothing_is_said_the_pauses_grow(clock: FakeClock) -> None:
    """A platform that is down is not hammered."""
    attempts = Attempts(*(InDoubt("no answer") for _ in range(4)))

    await patiently(clock, attempts)

    assert clock.slept == [2, 4, 8, 16]


async def test_somebody_who_waits_is_told_in_the_end(clock: FakeClock) -> None:
    """After a minute and a half the last refusal is the answer."""
    attempts = Attempts(*(NotSent(f"down {n}") for n in range(100)))

    with pytest.raises(NotSent):
        await patiently(clock, attempts)

    assert 45 < sum(clock.slept) <= 90


@pytest.mark.parametrize("error", [Gone("deleted"), InDoubt("no answer")])
async def test_what_may_not_be_repeated_is_not(clock: FakeClock, error: PlatformError) -> None:
    """A post that may have got through would stand there twice."""
    attempts = Attempts(error)

    with pytest.raises(type(error)):
        await patiently(clock, attempts, again=(NotSent,))

    assert attempts.made == 1
