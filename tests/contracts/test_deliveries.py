"""`Deliveries`: the fake keeps the same promises as the database."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.delivery import Delivery, DeliveryState, Layout, PostState
from bot.domain.errors import PlatformProblem
from bot.domain.place import Place
from bot.ports.keeping import Deliveries
from bot.storage import open_storage
from tests.builders import DAY, NOON_AFTER, delivery, delivery_key
from tests.fakes import FakeClock, FakeDeliveries

PLACE = Place(platform="slack", workspace="lab", channel="papers")
KEY = delivery_key()
SECOND = dt.timedelta(seconds=1)
LEASE = 30 * SECOND


@pytest.fixture(params=["fake", "real"])
async def deliveries(
    request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock
) -> AsyncIterator[Deliveries]:
    if request.param == "fake":
        yield FakeDeliveries(clock)
    else:
        async with open_storage(f"sqlite:///{tmp_path / 'papers.db'}", clock) as storage:
            yield storage.deliveries


async def kept(deliveries: Deliveries) -> Delivery:
    found = await deliveries.delivery(KEY)
    assert found is not None
    return found


async def test_a_delivery_comes_back_as_it_was_begun(deliveries: Deliveries) -> None:
    """A restart goes on with it in its words, whatever the renderer says by then."""
    begun = delivery(layout=Layout.PAPER_THREADS)

    assert await deliveries.begin(begun) == begun
    assert await deliveries.delivery(KEY) == begun
    assert await deliveries.delivery(delivery_key(channel="other")) is None


async def test_a_key_has_one_delivery_the_first(deliveries: Deliveries) -> None:
    """However many wish for it at once, in whatever layout: all get the same."""
    wishes = (
        delivery(layout=layout) for layout in (Layout.THREAD, Layout.PAPER_THREADS, Layout.THREAD)
    )

    begun = await asyncio.gather(*(deliveries.begin(wish) for wish in wishes))

    assert begun[0] == begun[1] == begun[2] == await kept(deliveries)


async def test_one_holds_it_at_a_time(deliveries: Deliveries, clock: FakeClock) -> None:
    """Two who post it at once would post it twice."""
    await deliveries.begin(delivery())
    until = clock.now() + LEASE

    held = await asyncio.gather(*(deliveries.hold(KEY, f"holder {n}", until) for n in range(3)))

    assert sorted(held) == [False, False, True]
    winner = f"holder {held.index(True)}"
    assert await deliveries.hold(KEY, winner, until + LEASE)
    clock.time = until + SECOND
    assert not await deliveries.hold(KEY, "late", until + LEASE)


async def test_a_hold_ends_by_being_let_go_or_by_time(
    deliveries: Deliveries, clock: FakeClock
) -> None:
    """A dead process lets nothing go; a stranger cannot."""
    await deliveries.begin(delivery())
    await deliveries.hold(KEY, "one", clock.now() + LEASE)

    await deliveries.let_go(KEY, "another")
    assert not await deliveries.hold(KEY, "another", clock.now() + LEASE)
    await deliveries.let_go(KEY, "one")
    assert await deliveries.hold(KEY, "another", clock.now() + LEASE)
    clock.time += LEASE + SECOND
    assert await deliveries.hold(KEY, "one", clock.now() + LEASE)
    assert not await deliveries.hold(KEY, "another", clock.now() + LEASE)


async def test_a_hold_by_a_clock_that_went_wrong_holds_nobody(
    deliveries: Deliveries, clock: FakeClock
) -> None:
    """It was a day ahead when the process died: nobody waits a day for that."""
    await deliveries.begin(delivery())
    clock.time += dt.timedelta(days=1)
    await deliveries.hold(KEY, "dead", clock.now() + LEASE)
    clock.time -= dt.timedelta(days=1)

    assert await deliveries.hold(KEY, "another", clock.now() + LEASE)


async def test_what_is_not_there_or_not_open_cannot_be_held(deliveries: Deliveries) -> None:
    """Nobody goes on posting what was removed in the meantime."""
    until = NOON_AFTER + LEASE
    assert not await deliveries.hold(KEY, "one", until)

    await deliveries.begin(delivery())
    assert await deliveries.hold(KEY, "one", until)
    await deliveries.end(KEY, DeliveryState.REMOVED)

    assert not await deliveries.hold(KEY, "one", until)


async def test_an_attempt_is_kept_with_its_moment_until_it_is_settled(
    deliveries: Deliveries, clock: FakeClock
) -> None:
    """From then on the message is looked for, unless there surely is none."""
    await deliveries.begin(delivery())
    clock.time += SECOND

    assert await deliveries.attempt(KEY, 1, "one", clock.now() + LEASE)

    parts = (await kept(deliveries)).parts
    assert (parts[1].state, parts[1].tried_at) == (PostState.SENDING, clock.now())
    assert (parts[0].state, parts[0].tried_at) == (PostState.WAITING, None)
    await deliveries.settle(KEY, 1, None)
    assert (await kept(deliveries)).parts[1].state is PostState.WAITING


async def test_only_who_holds_it_makes_an_attempt(deliveries: Deliveries, clock: FakeClock) -> None:
    """And an attempt holds it on, as the next one may have to wait."""
    await deliveries.begin(delivery())
    await deliveries.hold(KEY, "one", clock.now())

    assert await deliveries.attempt(KEY, 0, "one", clock.now() + LEASE)
    clock.time += SECOND
    assert not await deliveries.attempt(KEY, 1, "another", clock.now() + LEASE)
    await deliveries.end(KEY, DeliveryState.REMOVED)
    assert not await deliveries.attempt(KEY, 2, "one", clock.now() + LEASE)

    states = [part.state for part in (await kept(deliveries)).parts]
    assert states == [PostState.SENDING, PostState.WAITING, PostState.WAITING]


async def test_a_part_that_is_done_stays_done(deliveries: Deliveries) -> None:
    """One who lost the hold long ago does not have it posted again."""
    await deliveries.begin(delivery())
    await deliveries.settle(KEY, 0, "1.5")

    await deliveries.settle(KEY, 0, None)
    await deliveries.attempt(KEY, 0, "one", NOON_AFTER + LEASE)
    await deliveries.settle(KEY, 0, "9.9")

    header = (await kept(deliveries)).header
    assert header is not None
    assert (header.place, header.id) == (PLACE, "1.5")


@pytest.mark.parametrize(
    ("ends", "at_last"),
    [
        (("failed", "open"), "open"),
        (("open", "done"), "done"),
        (("done", "failed", "open"), "done"),
        (("done", "removed"), "removed"),
        (("removed", "done", "open"), "removed"),
    ],
)
async def test_what_is_done_can_only_be_removed_and_that_is_for_good(
    ends: tuple[str, ...], at_last: str, deliveries: Deliveries
) -> None:
    """A late word of one who posted it must not bring a removed one back."""
    await deliveries.begin(delivery())

    for state in ends:
        await deliveries.end(KEY, DeliveryState(state))

    assert (await kept(deliveries)).state == at_last


async def test_a_failure_has_its_reason_until_it_is_opened_again(deliveries: Deliveries) -> None:
    """People are told why, and not for longer than it is true."""
    await deliveries.begin(delivery())

    await deliveries.end(KEY, DeliveryState.FAILED, PlatformProblem.ARCHIVED)
    assert (await kept(deliveries)).reason is PlatformProblem.ARCHIVED
    await deliveries.end(KEY, DeliveryState.OPEN)

    assert await kept(deliveries) == delivery()


async def test_opening_it_again_leaves_it_to_who_holds_it(deliveries: Deliveries) -> None:
    """Two ask at once for what failed: the second must not let a third in."""
    await deliveries.begin(delivery())
    await deliveries.hold(KEY, "one", NOON_AFTER + LEASE)

    await deliveries.end(KEY, DeliveryState.OPEN)

    assert not await deliveries.hold(KEY, "another", NOON_AFTER + LEASE)


async def test_open_ones_of_a_platform_come_in_the_order_they_were_begun(
    deliveries: Deliveries, clock: FakeClock
) -> None:
    """After a restart the one that waits longest goes first, and each platform sees its own."""
    for channel in ("z", "a", "done"):
        await deliveries.begin(delivery(channel=channel))
        clock.time += SECOND
    await deliveries.begin(delivery(platform="discord"))
    await deliveries.end(delivery_key(channel="done"), DeliveryState.DONE)

    assert [key.channel for key in await deliveries.open_keys("slack")] == ["z", "a"]


async def test_what_was_begun_long_ago_is_given_up(
    deliveries: Deliveries, clock: FakeClock
) -> None:
    """With the reason; but not another platform's, what has ended, or what somebody works on."""
    for channel in ("old", "held", "done", "young"):
        if channel == "young":
            clock.time += SECOND
        await deliveries.begin(delivery(channel=channel))
    await deliveries.begin(delivery(platform="discord"))
    await deliveries.end(delivery_key(channel="done"), DeliveryState.DONE)
    await deliveries.hold(delivery_key(channel="held"), "one", clock.now() + LEASE)

    given_up = await deliveries.give_up_before("slack", clock.now())

    assert given_up == [delivery_key(channel="old")]
    ended = await deliveries.delivery(delivery_key(channel="old"))
    assert ended is not None
    assert (ended.state, ended.reason) == (DeliveryState.FAILED, PlatformProblem.TOO_LATE)
    assert {key.channel for key in await deliveries.open_keys("slack")} == {"held", "young"}
    assert len(await deliveries.open_keys("discord")) == 1


async def test_the_newest_of_a_channel_is_by_edition_and_has_a_post(
    deliveries: Deliveries,
) -> None:
    """`today` shows it: an older one that was posted later is not it, and nothing that is gone."""
    days = [DAY - n * dt.timedelta(days=1) for n in range(4)]
    for day in reversed(days):
        await deliveries.begin(delivery(edition_date=day))
    await deliveries.begin(delivery(channel="other"))
    keys = [delivery_key(edition_date=day) for day in days]
    await deliveries.attempt(keys[0], 0, "one", NOON_AFTER + LEASE)
    for key in (keys[1], keys[3], keys[2]):
        await deliveries.settle(key, 0, f"post of {key.edition_date}")
    await deliveries.end(keys[1], DeliveryState.REMOVED)

    newest = await deliveries.newest(PLACE.model_copy(update={"thread": "7"}))

    assert newest is not None
    assert newest.key == keys[2]
    assert await deliveries.newest(PLACE.model_copy(update={"channel": "empty"})) is None


async def test_a_delivery_is_found_by_any_of_its_posts(deliveries: Deliveries) -> None:
    """Who removes it points at one of its messages; the same id elsewhere is another message."""
    await deliveries.begin(delivery())
    await deliveries.begin(delivery(channel="other"))
    await deliveries.settle(KEY, 0, "1")
    await deliveries.settle(KEY, 2, "3")

    for place, post in ((PLACE, "1"), (PLACE.model_copy(update={"thread": "1"}), "3")):
        found = await deliveries.with_post(place, post)
        assert found is not None
        assert found.key == KEY
    assert await deliveries.with_post(PLACE, "2") is None
    assert await deliveries.with_post(PLACE.model_copy(update={"channel": "other"}), "1") is None


async def test_what_was_begun_before_a_moment_is_forgotten(
    deliveries: Deliveries, clock: FakeClock
) -> None:
    """With all of its posts: the same edition may be delivered anew, as if for the first time."""
    await deliveries.begin(delivery())
    await deliveries.settle(KEY, 0, "1")
    clock.time += SECOND
    await deliveries.begin(delivery(channel="other"))

    assert await deliveries.forget_before(clock.now()) == 1

    assert await deliveries.with_post(PLACE, "1") is None
    assert await deliveries.begin(delivery()) == delivery()
    assert await deliveries.delivery(delivery_key(channel="other")) is not None
