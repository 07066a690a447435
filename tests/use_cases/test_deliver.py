"""A digest in a channel: once, whoever wishes for it; removed with all that belongs to it."""

import asyncio
import datetime as dt
from pathlib import Path

import pytest

from bot.domain.delivery import Delivered, DeliveredKind, DeliveryState, Layout
from bot.domain.digest import Digest, Edition
from bot.domain.errors import (
    Gone,
    InputError,
    NotSent,
    PlatformError,
    PlatformProblem,
    Rejected,
    ShutOut,
)
from bot.domain.message import Message
from bot.domain.place import Place
from bot.storage import open_storage
from bot.use_cases.deliver import Deliverer
from tests.builders import delivery, delivery_key, digest, entry, message, provenance
from tests.fakes import (
    FakeArchive,
    FakeClock,
    FakeConversations,
    FakeDeliveries,
    FakePlatform,
    FakeStore,
    Fault,
)
from tests.use_cases.conftest import question

PLACE = Place(platform="slack", workspace="lab", channel="papers")
KEY = delivery_key()
DIGEST = digest(entry(1, provenance=provenance()), entry(2, provenance=provenance()))


class Channel:
    """A channel, and what delivers to it."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.platform = FakePlatform(clock)
        self.deliveries = FakeDeliveries(clock)
        self.conversations = FakeConversations()
        self.archive = FakeArchive()
        self.deliverer = Deliverer(
            self.deliveries, self.conversations, self.archive, FakeStore(clock), clock
        )

    async def wish(self, wanted: Digest = DIGEST, **fields: str) -> DeliveredKind:
        return (await self.deliver(wanted, **fields)).kind

    async def deliver(self, wanted: Digest = DIGEST, **fields: str) -> Delivered:
        place = PLACE.model_copy(update=fields)
        return await self.deliverer.deliver(wanted, place, self.platform, Layout.THREAD)

    async def resume(self) -> None:
        await self.deliverer.resume("slack", self.platform)


@pytest.fixture
def channel(clock: FakeClock) -> Channel:
    return Channel(clock)


async def test_the_first_wish_posts_it_and_the_next_ones_find_it(channel: Channel) -> None:
    """The schedule, `today` and the command line share one delivery, from a thread as well."""
    assert await channel.wish() is DeliveredKind.POSTED
    assert await channel.wish(thread="7") is DeliveredKind.THERE

    assert [ref.place.thread for ref, _ in channel.platform.posts] == [None, "1", "1"]


async def test_many_wishes_at_once_are_one_delivery(channel: Channel) -> None:
    """Everybody types the command when the day begins."""
    kinds = await asyncio.gather(*(channel.wish() for _ in range(5)))

    assert kinds.count(DeliveredKind.POSTED) == 1
    assert len(channel.platform.posts) == 3


async def test_what_another_is_posting_is_under_way(channel: Channel) -> None:
    """Who asks meanwhile is told so, and does not wait for it."""
    await channel.deliveries.begin(delivery())
    await channel.deliveries.hold(KEY, "another", channel.clock.now() + dt.timedelta(seconds=30))

    assert await channel.wish() is DeliveredKind.UNDER_WAY

    assert channel.platform.posts == []


async def test_two_processes_on_one_database_are_one_delivery(
    tmp_path: Path, clock: FakeClock
) -> None:
    """`papers post` beside `papers serve`."""
    platform, url = FakePlatform(clock), f"sqlite:///{tmp_path / 'papers.db'}"

    async def wish() -> DeliveredKind:
        async with open_storage(url, clock) as opened:
            deliverer = Deliverer(
                opened.deliveries, opened.conversations, opened.archive, opened.store, clock
            )
            return (await deliverer.deliver(DIGEST, PLACE, platform, Layout.THREAD)).kind

    kinds = await asyncio.gather(wish(), wish(), wish())

    assert kinds.count(DeliveredKind.POSTED) == 1
    assert len(platform.posts) == 3


async def test_a_day_without_papers_is_no_delivery(channel: Channel) -> None:
    """An empty thread is never posted, and the day may still fill up."""
    assert await channel.wish(digest()) is DeliveredKind.EMPTY
    assert channel.deliveries.kept == {}


@pytest.mark.parametrize("moving", [{"edition": Edition.LIVE}, {"period": "week"}])
async def test_only_a_day_that_is_over_is_delivered(
    moving: dict[str, object], channel: Channel
) -> None:
    """A file may hold any digest; a week would take the place of its last day."""
    with pytest.raises(InputError, match="one day that is over"):
        await channel.wish(DIGEST.model_copy(update=moving))

    assert channel.platform.posts == []


async def test_what_was_posted_can_be_found_and_explained(channel: Channel) -> None:
    """A digest from a file was never built here, and its buttons work all the same."""
    await channel.wish()

    assert {paper for _, _, paper in channel.archive.entries} == {"2602.00001", "2602.00002"}


async def test_what_failed_is_gone_on_with_at_the_next_wish(channel: Channel) -> None:
    """The bot was invited; what stands there already is not posted again."""
    error = Gone("no", problem=PlatformProblem.NOT_A_MEMBER)
    channel.platform.faults["post"] = [None, Fault(error)]
    first = await channel.deliverer.deliver(DIGEST, PLACE, channel.platform, Layout.THREAD)

    assert first.kind is DeliveredKind.FAILED
    assert first.delivery is not None
    assert first.delivery.reason is PlatformProblem.NOT_A_MEMBER
    assert await channel.wish() is DeliveredKind.POSTED
    assert len(channel.platform.posts) == 3


async def test_what_was_given_up_for_now_is_told_as_failed(channel: Channel) -> None:
    """Nobody goes on with it at this moment: "under way" would be a lie."""
    channel.platform.faults["post"] = [Fault(NotSent("down"))] * 200

    assert await channel.wish() is DeliveredKind.FAILED

    assert channel.deliveries.kept[KEY].state is DeliveryState.OPEN


async def test_a_channel_message_is_never_split(channel: Channel) -> None:
    """A platform that plans it in two parts is wrong, and nothing is posted."""

    class Splitting(FakePlatform):
        def plan(self, message: Message) -> list[Message]:
            return [message, message]

    channel.platform = Splitting()

    with pytest.raises(ValueError, match="2 parts"):
        await channel.wish()


async def test_after_a_crash_all_that_is_open_is_finished_side_by_side(channel: Channel) -> None:
    """One bad channel holds nobody back, not even for its half hour."""
    for name in ("bad", "slow", "good", "done"):
        await channel.deliveries.begin(delivery(channel=name))
    await channel.deliveries.end(delivery_key(channel="done"), DeliveryState.DONE)
    channel.platform.faults["post"] = [Fault(Gone("archived")), Fault(NotSent("wait"))]

    await channel.resume()

    states = {key.channel: str(one.state) for key, one in channel.deliveries.kept.items()}
    assert states == {"bad": "failed", "slow": "done", "good": "done", "done": "done"}
    assert len(channel.platform.posts) == 6


async def test_a_week_of_old_editions_is_not_posted_after_a_new_token(channel: Channel) -> None:
    """They have failed, with a reason that people can read; who still wants one asks again."""
    await channel.deliveries.begin(delivery())
    channel.clock.time += dt.timedelta(days=2, seconds=1)
    await channel.deliveries.begin(delivery(channel="young"))

    await channel.resume()

    kept = channel.deliveries.kept[KEY]
    assert (kept.state, kept.reason) == (DeliveryState.FAILED, PlatformProblem.TOO_LATE)
    assert {ref.place.channel for ref, _ in channel.platform.posts} == {"young"}
    assert await channel.wish() is DeliveredKind.POSTED


async def test_what_a_dead_process_holds_is_taken_up_when_its_hold_is_over(
    channel: Channel,
) -> None:
    """A restart is quicker than that: it waits instead of leaving half a thread there."""
    await channel.deliveries.begin(delivery())
    until = channel.clock.now() + dt.timedelta(seconds=30)
    await channel.deliveries.hold(KEY, "the dead process", until)

    await channel.resume()

    assert len(channel.platform.posts) == 3
    assert channel.clock.now() > until


async def test_what_another_process_finishes_is_left_to_it(channel: Channel) -> None:
    """The wait ends when there is nothing left to do."""
    deliveries = channel.deliveries
    await deliveries.begin(delivery())
    await deliveries.hold(KEY, "another", channel.clock.now() + dt.timedelta(hours=1))

    class Finishing(FakeClock):
        async def sleep(self, seconds: float) -> None:
            await deliveries.end(KEY, DeliveryState.DONE)

    deliverer = Deliverer(
        deliveries, channel.conversations, channel.archive, FakeStore(FakeClock()), Finishing()
    )

    await deliverer.resume("slack", channel.platform)

    assert channel.platform.posts == []


async def test_being_shut_out_is_told_after_all_have_tried(channel: Channel) -> None:
    """The adapter stops then; what is open waits for a new token."""
    for name in ("a", "b"):
        await channel.deliveries.begin(delivery(channel=name))
    channel.platform.faults["post"] = [Fault(ShutOut("revoked"))]

    with pytest.raises(ShutOut):
        await channel.resume()

    assert channel.deliveries.kept[delivery_key(channel="a")].state is DeliveryState.OPEN
    assert channel.deliveries.kept[delivery_key(channel="b")].state is DeliveryState.DONE


async def test_a_removed_delivery_is_gone_with_its_answers_and_not_posted_again(
    channel: Channel,
) -> None:
    """Whoever may manage removes a wrong post, pointing at any message of it."""
    await channel.wish()
    thread = PLACE.model_copy(update={"thread": "1"})
    answered = question(place=thread, post="a1")
    await channel.conversations.keep_question(answered)
    await channel.conversations.keep_question(question("m2", place=thread))
    await channel.wish(channel="other")
    await channel.platform.post(thread, channel.platform.posts[0][1], "an answer")
    answer = channel.platform.posts[-1][0]
    await channel.conversations.begin_answer(answered, answer.id)

    assert await channel.deliverer.remove(thread, "3", channel.platform)

    assert {ref.place.channel for ref, _ in channel.platform.posts} == {"other"}
    assert await channel.wish() is DeliveredKind.REMOVED
    assert len(channel.platform.posts) == 3


GONE = Gone("no", problem=PlatformProblem.NO_MESSAGE)


async def test_what_somebody_deleted_by_hand_is_removed(channel: Channel) -> None:
    """A line that leads to nothing helps nobody, and they meant it."""
    await channel.wish()
    there = await channel.deliver()
    channel.platform.faults["link"] = [Fault(GONE)]

    located = await channel.deliverer.locate(there, channel.platform)

    assert (located.kind, located.link) == (DeliveredKind.REMOVED, None)
    assert await channel.wish() is DeliveredKind.REMOVED


async def test_a_first_message_that_is_deleted_by_hand_takes_the_digest_along(
    channel: Channel,
) -> None:
    """Any other message of it may go, and the digest is there all the same."""
    await channel.wish()
    header, *papers = (ref.id for ref, _ in channel.platform.posts)

    for post in (*papers, "another's"):
        await channel.deliverer.post_deleted(PLACE, post)
    assert await channel.wish() is DeliveredKind.THERE
    await channel.deliverer.post_deleted(PLACE, header)

    assert await channel.wish() is DeliveredKind.REMOVED


@pytest.mark.parametrize("error", [NotSent("down"), Gone("no", problem=PlatformProblem.ARCHIVED)])
async def test_an_address_that_cannot_be_had_proves_nothing(
    channel: Channel, error: PlatformError
) -> None:
    """Only a platform that says so has lost the message."""
    await channel.wish()
    channel.platform.faults["link"] = [Fault(error)]

    located = await channel.deliverer.locate(await channel.deliver(), channel.platform)

    assert (located.kind, located.link) == (DeliveredKind.THERE, None)


async def test_what_was_posted_a_moment_ago_may_not_be_found_yet(channel: Channel) -> None:
    """A platform's reads lag behind its writes."""
    posted = await channel.deliver()
    channel.platform.faults["link"] = [Fault(GONE)]

    located = await channel.deliverer.locate(posted, channel.platform)

    assert located.kind is DeliveredKind.POSTED
    assert await channel.wish() is DeliveredKind.THERE


async def test_nothing_of_ours_is_left_under_a_removed_delivery(channel: Channel) -> None:
    """Lines, shared papers, answers to questions that were forgotten: they are kept nowhere."""
    await channel.wish()
    thread = PLACE.model_copy(update={"thread": "1"})
    for text in ("which paper?", "a shared paper"):
        await channel.platform.post(thread, message(text), text)
    elsewhere = await channel.platform.post(PLACE, message("of another digest"), "other")

    await channel.deliverer.remove(PLACE, "1", channel.platform)

    assert [ref for ref, _ in channel.platform.posts] == [elsewhere]


@pytest.mark.parametrize("error", [Rejected("no scope"), NotSent("once a minute")])
async def test_a_thread_that_cannot_be_read_is_removed_as_far_as_it_is_known(
    channel: Channel, error: PlatformError
) -> None:
    """And whoever removes it is told that something may be left."""
    await channel.wish()
    channel.platform.faults["own_posts"] = [Fault(error)] * 20

    with pytest.raises(type(error)):
        await channel.deliverer.remove(PLACE, "1", channel.platform)

    assert channel.platform.posts == []


async def test_what_is_no_delivery_is_not_removed(channel: Channel) -> None:
    """A person's own message, or another bot's."""
    await channel.wish()

    assert not await channel.deliverer.remove(PLACE, "99", channel.platform)

    assert len(channel.platform.posts) == 3


async def test_what_is_in_doubt_is_removed_as_well(channel: Channel) -> None:
    """It may stand there although nobody has noted it."""
    await channel.deliveries.begin(delivery())
    header = await channel.platform.post(PLACE, delivery().parts[0].message, f"{KEY}/0")
    await channel.deliveries.settle(KEY, 0, header.id)
    await channel.deliveries.attempt(KEY, 1, "dead", channel.clock.now())
    thread = PLACE.model_copy(update={"thread": header.id})
    await channel.platform.post(thread, delivery().parts[1].message, f"{KEY}/1")

    await channel.deliverer.remove(PLACE, header.id, channel.platform)

    assert channel.platform.posts == []


async def test_one_that_cannot_be_removed_does_not_hold_the_others_back(channel: Channel) -> None:
    """What is refused is told in the end, what is only slow is tried again."""
    await channel.wish()
    channel.platform.faults["delete"] = [Fault(Gone("no")), Fault(NotSent("slow", retry_after=30))]

    with pytest.raises(Gone):
        await channel.deliverer.remove(PLACE, "1", channel.platform)

    assert [ref.id for ref, _ in channel.platform.posts] == ["3"]
    assert channel.deliveries.kept[KEY].state is DeliveryState.REMOVED
    assert await channel.deliverer.remove(PLACE, "1", channel.platform)
    assert channel.platform.posts == []
