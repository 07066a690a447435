"""Trying again: only what may work later, not for ever, and not longer than a person waits."""

import pytest

from bot.domain.errors import SourceError
from bot.patience import persist, seconds_asked
from tests.builders import NOON_AFTER
from tests.fakes import FakeClock


class Attempt:
    """Fails as it is told to, then succeeds."""

    def __init__(self, *failures: SourceError) -> None:
        self.failures = list(failures)
        self.made = 0

    async def __call__(self) -> str:
        self.made += 1
        if self.failures:
            raise self.failures.pop(0)
        return "done"


async def test_what_may_pass_is_tried_again(clock: FakeClock) -> None:
    """With as long a pause as was asked for."""
    attempt = Attempt(SourceError("busy", retryable=True, retry_after=7))

    assert await persist(clock, attempt, attempts=3) == "done"
    assert clock.slept[0] >= 7


@pytest.mark.parametrize(
    ("failure", "made"),
    [
        (SourceError("no"), 1),
        (SourceError("busy", retryable=True), 3),
        (SourceError("busy", retryable=True, retry_after=61), 1),
    ],
)
async def test_there_is_an_end(clock: FakeClock, failure: SourceError, made: int) -> None:
    """What will not pass, was tried enough, or asks for too long, is the caller's to tell."""
    attempt = Attempt(*[failure] * 5)

    with pytest.raises(SourceError, match=str(failure)):
        await persist(clock, attempt, attempts=3)
    assert attempt.made == made


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("30", 30.0),
        (" 1.5 ", 1.5),
        ("Tue, 17 Feb 2026 12:00:20 GMT", 20.0),
        ("Tue, 17 Feb 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("inf", None),
        ("", None),
    ],
)
def test_a_wait_is_a_number_or_a_date(value: str, seconds: float | None) -> None:
    """RFC 9110, 10.2.3."""
    assert seconds_asked(value, NOON_AFTER) == seconds
