"""The ledger: each part is posted once, in order, whatever the platform says."""

import datetime as dt

import pytest

from bot.delivery.ledger import LEASE, Ledger
from bot.domain.delivery import DeliveryState, Layout, Part
from bot.domain.errors import (
    Gone,
    InDoubt,
    NotSent,
    PlatformError,
    PlatformProblem,
    Rejected,
    ShutOut,
)
from bot.domain.message import Message
from bot.domain.place import Place, PostRef
from tests.builders import delivery, message, thread_paper
from tests.delivery.conftest import KEY, World
from tests.fakes import FakeClock, FakePlatform, Fault

ALL = ["header", "2602.00001", "2602.00002"]


def not_sent(retry_after: float | None = None) -> Fault:
    problem = PlatformProblem.TOO_FAST
    return Fault(NotSent("not now", problem=problem, retry_after=retry_after))


async def test_the_parts_stand_in_the_thread_of_the_header_in_order(world: World) -> None:
    """What people see: one message in the channel, the papers in its thread."""
    await world.begin()

    assert await world.walk()

    assert world.said() == ALL
    places = [ref.place.thread for ref, _ in world.platform.posts]
    assert places == [None, "1", "1"]
    assert world.kept.state is DeliveryState.DONE
    assert [part.post for part in world.kept.parts] == ["1", "2", "3"]


async def test_a_second_walk_finds_nothing_to_do(world: World) -> None:
    """Every wish for an edition comes here, most of them late."""
    await world.begin()
    await world.walk()

    assert not await world.walk()

    assert world.said() == ALL


async def test_a_thread_is_known_before_anything_stands_in_it(world: World) -> None:
    """Somebody asks in it while the papers are still being posted."""
    await world.begin()
    world.platform.faults["post"] = [None, Fault(Gone("kicked out"))]

    await world.walk()

    assert [(p.rank, p.post) for p in world.thread("header").papers] == [(1, None), (2, None)]


async def test_the_thread_knows_the_message_of_each_paper_at_the_end(world: World) -> None:
    """A reply to that message is a question about that paper."""
    await world.begin()

    await world.walk()

    assert [(p.rank, p.post) for p in world.thread("header").papers] == [(1, "2"), (2, "3")]


async def test_each_paper_may_have_a_thread_of_its_own(world: World) -> None:
    """In that layout a question in a paper's thread needs no number."""
    papers = [thread_paper(1), thread_paper(2)]
    parts = [Part(message=message("header"))]
    for paper in papers:
        item = Part(message=message(f"item {paper.rank}"), paper=paper.paper.id)
        below = Part(message=message("all"), parent=len(parts), paper=paper.paper.id)
        parts += [item, below]
    await world.begin(delivery(*parts, layout=Layout.PAPER_THREADS))

    await world.walk()

    assert world.said() == ["header", "item 1", "all", "item 2", "all"]
    assert [ref.place.thread for ref, _ in world.platform.posts] == [None, None, "2", None, "4"]
    assert [(p.rank, p.post) for p in world.thread("item 2").papers] == [(2, "5")]
    assert [p.rank for p in world.thread("header").papers] == [1, 2]


async def test_a_thread_is_begun_once_with_the_name_that_its_message_gives_it(
    world: World,
) -> None:
    """A message that was kept before threads had names is known by what it says."""
    named = message("header").model_copy(update={"thread_title": "2026-02-16"})
    parts = [
        Part(message=named),
        *[Part(message=message(text), parent=0) for text in ("one", "two")],
        Part(message=message("item")),
        Part(message=message("three"), parent=3),
    ]
    await world.begin(delivery(*parts))

    await world.walk()

    names = [(post.id, name) for post, name in world.platform.threads.items()]
    assert names == [("1", "2026-02-16"), ("4", "item")]
    assert world.said() == ["header", "one", "two", "item", "three"]


async def test_a_thread_that_is_not_begun_yet_is_begun_when_the_platform_says(
    world: World,
) -> None:
    """Like a post: after a while again, and never twice at once."""
    await world.begin()
    world.platform.faults["begin_thread"] = [
        not_sent(retry_after=40),
        Fault(InDoubt("reset"), through=True),
    ]

    await world.walk()

    assert world.said() == ALL
    assert sum(world.clock.slept) >= 40


async def test_a_thread_that_may_not_be_begun_ends_it_with_the_reason(world: World) -> None:
    """Like a post that is refused; nothing goes into the channel instead."""
    await world.begin()
    error = Gone("may not", problem=PlatformProblem.NO_PERMISSION)
    world.platform.faults["begin_thread"] = [Fault(error)]

    await world.walk()

    assert (world.kept.state, world.kept.reason) == ("failed", PlatformProblem.NO_PERMISSION)
    assert world.said() == ["header"]


async def test_after_a_crash_a_thread_is_there_before_anything_is_looked_for_in_it(
    world: World,
) -> None:
    """It may have died in between, and a look into a thread that is not there fails for good."""
    await world.begin()
    await world.platform.post(KEY.place, message("header"), f"{KEY}/0")
    await world.die_posting(0)
    await world.deliveries.settle(KEY, 0, "1")
    await world.die_posting(1)

    await world.walk()

    assert world.said() == ALL


async def test_posts_to_a_channel_keep_their_distance(world: World) -> None:
    """Slack takes one a second: waiting is better than being told to."""
    await world.begin()

    await world.walk()

    assert world.clock.slept == [pytest.approx(1.1)] * 2


async def test_what_was_not_sent_is_sent_when_the_platform_says(world: World) -> None:
    """A 429 in the middle of a thread loses nothing and repeats nothing."""
    await world.begin()
    world.platform.faults["post"] = [None, not_sent(retry_after=40), not_sent(retry_after=0)]

    await world.walk()

    assert world.said() == ALL
    assert sum(world.clock.slept) >= 40


async def test_what_was_surely_not_sent_is_not_looked_for(world: World) -> None:
    """A look costs a read of the history, of which there are few: never one without a doubt."""
    await world.begin()
    world.platform.faults["post"] = [not_sent()]
    world.platform.faults["find"] = [Fault(Gone("looked"))]

    await world.walk()

    assert world.said() == ALL


@pytest.mark.parametrize(
    "fault", [Fault(InDoubt("reset"), through=True), Fault(InDoubt("reset"))], ids=["sent", "lost"]
)
async def test_what_is_in_doubt_is_looked_for_before_it_is_posted_again(
    fault: Fault, world: World
) -> None:
    """A connection that broke tells nothing: the message may stand there or not."""
    await world.begin()
    world.platform.faults["post"] = [None, fault]

    await world.walk()

    assert world.said() == ALL
    assert [part.post for part in world.kept.parts] == ["1", "2", "3"]


@pytest.mark.parametrize("error", [NotSent("slow down"), InDoubt("timeout")])
async def test_a_look_that_fails_leaves_it_in_doubt(error: PlatformError, world: World) -> None:
    """That nothing was seen is no proof that nothing is there."""
    await world.begin()
    world.platform.faults["post"] = [Fault(InDoubt("reset"), through=True)]
    world.platform.faults["find"] = [Fault(error), Fault(error)]

    await world.walk()

    assert world.said() == ALL


async def test_an_attempt_of_a_dead_process_is_looked_for(world: World) -> None:
    """It died between the platform's yes and its own note of it."""
    await world.begin()
    await world.die_posting(0)
    place = KEY.place
    await world.platform.post(place, message("header"), f"{KEY}/0")

    await world.walk()

    assert world.said() == ALL
    assert world.clock.slept[0] >= 3  # what is on its way may still come


async def test_a_clock_that_was_set_back_does_not_hide_what_is_there(world: World) -> None:
    """The attempt seems to lie in the future; looked for from then on, nothing would be found."""
    await world.begin()
    await world.platform.post(KEY.place, message("header"), f"{KEY}/0")
    world.clock.time += dt.timedelta(hours=5)
    await world.die_posting(0)
    world.clock.time -= dt.timedelta(hours=5)

    await world.walk()

    assert world.said() == ALL


@pytest.mark.parametrize("refusal", [Gone, Rejected])
async def test_what_is_refused_for_good_ends_it_with_the_reason(
    refusal: type[PlatformError], world: World
) -> None:
    """What is posted stays, and nobody tries for ever."""
    await world.begin()
    error = refusal("no", problem=PlatformProblem.ARCHIVED)
    world.platform.faults["post"] = [None, Fault(error)]

    assert await world.walk()

    assert (world.kept.state, world.kept.reason) == ("failed", PlatformProblem.ARCHIVED)
    assert world.said() == ["header"]
    assert world.clock.slept == [pytest.approx(1.1)]


async def test_a_new_wish_goes_on_where_it_failed(world: World) -> None:
    """The bot was invited back: the header is there already."""
    await world.begin()
    world.platform.faults["post"] = [None, Fault(Gone("kicked out"))]
    await world.walk()

    await world.deliveries.end(KEY, DeliveryState.OPEN)
    await world.walk()

    assert world.said() == ALL


@pytest.mark.parametrize("retry_after", [None, 0.0])
async def test_after_half_an_hour_it_is_left_open_with_the_reason(
    retry_after: float | None, world: World
) -> None:
    """Nothing was refused: the next start or wish goes on, and until then people are told why."""
    await world.begin()
    begun = world.clock.now()
    world.platform.faults["post"] = [None, *[not_sent(retry_after)] * 2_000]

    assert await world.walk()

    assert dt.timedelta(minutes=28) < world.clock.now() - begun <= dt.timedelta(minutes=30)
    assert (world.kept.state, world.kept.reason) == ("open", PlatformProblem.TOO_FAST)
    world.platform.faults.clear()
    await world.walk()
    assert world.said() == ALL
    assert (world.kept.state, world.kept.reason) == ("done", None)


async def test_a_wait_beyond_the_half_hour_is_not_waited(world: World) -> None:
    """A platform that says "in an hour" has said it."""
    await world.begin()
    world.platform.faults["post"] = [not_sent(retry_after=3_600)]

    await world.walk()

    assert world.clock.slept == []
    assert world.kept.state is DeliveryState.OPEN


async def test_it_is_held_through_the_longest_wait(world: World) -> None:
    """Another who took it meanwhile would post beside this one."""
    await world.begin()
    world.platform.faults["post"] = [not_sent(retry_after=600)]
    deliveries = world.deliveries

    class Another(FakeClock):
        """Tries to take it whenever somebody waits."""

        async def sleep(self, seconds: float) -> None:
            await super().sleep(seconds)
            deliveries._clock.time = self.time
            assert not await deliveries.hold(KEY, "another", self.time)

    ledger = Ledger(deliveries, world.conversations, world.store, Another())

    assert await ledger.walk(KEY, world.platform)

    assert world.said() == ALL


async def test_being_shut_out_leaves_it_open_and_free(world: World) -> None:
    """With a new token the next start goes on at once."""
    await world.begin()
    world.platform.faults["post"] = [None, Fault(ShutOut("revoked"))]

    with pytest.raises(ShutOut):
        await world.walk()

    assert world.kept.state is DeliveryState.OPEN
    assert await world.walk()
    assert world.said() == ALL


class Jam:
    """Whoever waits for a turn waits a minute; another process finds the hold run out."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def wait(self, key: str, gap: float) -> None:
        clock = self._world.clock
        clock.time += dt.timedelta(minutes=1)
        assert await self._world.deliveries.hold(KEY, "another", clock.now() + LEASE)


async def test_who_has_lost_the_hold_posts_nothing_more(world: World) -> None:
    """A process that slept too long leaves it to the one that has taken over."""
    await world.begin()
    ledger = Ledger(world.deliveries, world.conversations, Jam(world), world.clock)

    await ledger.walk(KEY, world.platform)

    assert world.said() == []
    assert world.kept == delivery()


@pytest.mark.parametrize("when", ALL)
async def test_removed_on_the_way_nothing_of_it_stays(when: str, world: World) -> None:
    """The message that was on its way when somebody removed the rest goes, too."""
    deliveries = world.deliveries

    class Removing(FakePlatform):
        """Somebody removes the delivery while one of its messages is on its way."""

        async def post(self, place: Place, part: Message, key: str) -> PostRef:
            ref = await super().post(place, part, key)
            if part.summary == when:
                await deliveries.end(KEY, DeliveryState.REMOVED)
            return ref

    await world.begin()
    world.platform = Removing(world.clock)

    await world.walk()

    assert world.said() == []
    assert world.kept.state is DeliveryState.REMOVED
