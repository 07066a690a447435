"""Work behind listeners: whose errors it keeps, who is told, and how it ends."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.chat.work import Work
from bot.domain.errors import InputError, NotSent, ShutOut


async def _fail(error: Exception) -> None:
    raise error


async def _forever() -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize("error", [InputError("no such paper"), ZeroDivisionError("a bug")])
async def test_what_fails_is_told_and_logged_once(error: Exception) -> None:
    """Somebody waits for an answer, and whoever runs the bot wants to know why none came."""
    work, told = Work(), []

    async def tell(failure: Exception) -> None:
        told.append(failure)

    with capture_logs() as logs:
        work.start(_fail(error), tell)
        await work.drain(5)

    assert (told, len(logs)) == ([error], 1)


async def test_a_failure_that_cannot_be_told_harms_nobody() -> None:
    """The channel may be gone by then; all others go on."""
    work, done = Work(), []

    async def tell(_: Exception) -> None:
        raise NotSent("the channel is gone")

    async def other() -> None:
        done.append("other")

    work.start(_fail(InputError("no such paper")), tell)
    work.start(other())

    assert (await work.drain(5), done) == (0, ["other"])


async def test_a_revoked_token_is_told_to_whoever_waits_for_that() -> None:
    """Nothing works from then on: the adapter has to end, whatever noticed it first."""
    work = Work()
    waiting = asyncio.create_task(work.until_shut_out())

    work.start(_fail(ShutOut("token_revoked")))

    assert str(await waiting) == "token_revoked"
    await work.drain(5)


async def test_a_revoked_token_shows_in_telling_too() -> None:
    """The line that says what failed is often the next call."""
    work = Work()

    async def tell(_: Exception) -> None:
        raise ShutOut("account_inactive")

    work.start(_fail(InputError("no such paper")), tell)
    await work.drain(5)

    assert str(await work.until_shut_out()) == "account_inactive"


async def test_the_end_waits_for_what_is_under_way_and_cuts_off_the_rest() -> None:
    """A stop has a limit: what hangs is given up, and made good at the next start."""
    work, done = Work(), []

    async def quick() -> None:
        await asyncio.sleep(0)
        done.append("quick")

    work.start(quick())
    work.start(_forever())

    assert (await work.drain(0.05), done) == (1, ["quick"])


async def test_nothing_is_taken_on_after_the_end() -> None:
    """What is refused is not acknowledged, so that Slack brings it again."""
    work = Work()
    await work.drain(0)

    with pytest.raises(RuntimeError):
        work.start(_forever())
