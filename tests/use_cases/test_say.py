"""What the bot says outside of a delivery arrives once, as far as a platform lets it."""

import pytest

from bot.domain.errors import InDoubt, NotSent, PlatformError, PlatformProblem, Rejected
from bot.use_cases.say import say
from tests.builders import message
from tests.fakes import FakeClock, FakePlatform, Fault
from tests.use_cases.conftest import PLACE


async def said(platform: FakePlatform, clock: FakeClock) -> list[str]:
    """What stands there after one message was said."""
    await say(platform, clock, PLACE, message("which paper?"), "line/m1")
    return [part.summary for _, part in platform.posts]


async def test_what_is_not_taken_yet_is_said_again(clock: FakeClock) -> None:
    """A second of "too often" must not end a conversation."""
    platform = FakePlatform()
    not_yet = NotSent("no", problem=PlatformProblem.TOO_FAST, retry_after=7)
    platform.faults["post"] = [Fault(not_yet), Fault(NotSent("no"))]

    assert await said(platform, clock) == ["which paper?"]
    assert clock.slept == [7, 3]


@pytest.mark.parametrize("through", [True, False])
async def test_what_is_in_doubt_is_looked_for(clock: FakeClock, *, through: bool) -> None:
    """Neither lost nor said twice."""
    platform = FakePlatform()
    platform.faults["post"] = [Fault(InDoubt("who knows"), through=through)]

    assert await said(platform, clock) == ["which paper?"]


async def test_what_was_said_before_is_not_taken_for_it(clock: FakeClock) -> None:
    """The same line may have been said about the same message a while ago."""
    platform = FakePlatform(clock)
    await say(platform, clock, PLACE, message("an hour ago"), "line/m1")
    await clock.sleep(3600)
    platform.faults["post"] = [Fault(InDoubt("who knows"))]

    assert await said(platform, clock) == ["an hour ago", "which paper?"]


@pytest.mark.parametrize(
    ("error", "times"), [(Rejected("never"), 1), (NotSent("not now", retry_after=30), 4)]
)
async def test_patience_ends(clock: FakeClock, error: PlatformError, times: int) -> None:
    """Somebody waits for it; after a minute and a half they ask again."""
    platform = FakePlatform()
    platform.faults["post"] = [Fault(error)] * 9

    with pytest.raises(type(error)):
        await said(platform, clock)

    assert 9 - len(platform.faults["post"]) == times
