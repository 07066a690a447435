"""Which day a wish means, and that a settled day's list is fetched once."""

import datetime as dt

import pytest

from bot.digest.collect import Collector
from bot.domain.digest import Edition, NoticeKind
from bot.domain.errors import SourceError, UsageError
from bot.ports.inbound import DigestWish
from tests.builders import DAY, paper
from tests.fakes import FakeClock, FakeSource, FakeStore, Heard

YESTERDAY = dt.date(2026, 2, 16)
TODAY = dt.date(2026, 2, 17)


@pytest.fixture
def source(clock: FakeClock) -> FakeSource:
    return FakeSource(clock)


@pytest.fixture
def collector(source: FakeSource, clock: FakeClock) -> Collector:
    sample = FakeSource(clock)
    sample.days[YESTERDAY] = [paper("2602.09999", sample=True)]
    return Collector(source, sample, FakeStore(clock), clock)


async def test_without_a_date_the_newest_day_with_papers_is_taken(
    collector: Collector, source: FakeSource, heard: Heard
) -> None:
    """On a Monday morning the digest is Friday's, dated as such."""
    friday = YESTERDAY - dt.timedelta(days=3)
    source.days[friday] = [paper()]

    day = await collector.collect(DigestWish(), heard)

    assert (day.date, day.edition, [p.id for p in day.papers]) == (
        friday,
        Edition.SETTLED,
        ["2602.00001"],
    )


async def test_the_running_day_is_never_settled(collector: Collector, heard: Heard) -> None:
    """Its ranking still moves: asking for it says how to see it so far."""
    with pytest.raises(UsageError, match=r"not over yet.*12:00.*--edition live"):
        await collector.collect(DigestWish(date=TODAY), heard)


async def test_a_future_day_is_refused_before_anything_is_fetched(
    collector: Collector, source: FakeSource, heard: Heard
) -> None:
    """One clear line, and no request that can only fail."""
    with pytest.raises(UsageError, match="2026-02-18 has not begun; it is 2026-02-17 in UTC"):
        await collector.collect(DigestWish(date=dt.date(2026, 2, 18)), heard)
    assert source.fetched == []


async def test_a_settled_list_is_fetched_once(
    collector: Collector, source: FakeSource, heard: Heard
) -> None:
    """Votes keep moving upstream; everyone ranks the list of the first who needed it."""
    source.days[DAY] = [paper(upvotes=5)]
    await collector.collect(DigestWish(date=DAY), heard)
    source.days[DAY] = [paper(upvotes=500)]

    again = await collector.collect(DigestWish(date=DAY), heard)

    assert source.fetched == [DAY]
    assert again.date == DAY


async def test_a_failed_fetch_is_not_kept(
    collector: Collector, source: FakeSource, heard: Heard
) -> None:
    """When the source is back, the day can be had."""
    source.failure = SourceError("down")
    with pytest.raises(SourceError, match="down"):
        await collector.collect(DigestWish(date=DAY), heard)
    source.failure = None
    source.days[DAY] = [paper()]

    assert len((await collector.collect(DigestWish(date=DAY), heard)).papers) == 1


async def test_an_empty_day_says_so(collector: Collector, heard: Heard) -> None:
    """A Sunday without papers is a true answer, not an error."""
    day = await collector.collect(DigestWish(date=dt.date(2026, 2, 15)), heard)

    assert day.papers == ()
    assert [n.kind for n in day.notices] == [NoticeKind.EMPTY_DAY]


async def test_weeks_without_papers_end_the_search(
    collector: Collector, source: FakeSource, heard: Heard
) -> None:
    """Looking back has an end, and the end is said."""
    day = await collector.collect(DigestWish(), heard)

    assert [n.kind for n in day.notices] == [NoticeKind.EMPTY_DAY]
    assert len(source.fetched) == 10


async def test_a_live_edition_tells_its_time_and_is_fetched_each_time(
    collector: Collector, source: FakeSource, heard: Heard
) -> None:
    """It is read anew whenever asked for, and never stands in for the settled one."""
    source.days[TODAY] = [paper()]
    wish = DigestWish(edition=Edition.LIVE)

    day = await collector.collect(wish, heard)
    await collector.collect(wish, heard)

    assert (day.date, day.edition) == (TODAY, Edition.LIVE)
    assert [(n.kind, n.detail) for n in day.notices] == [(NoticeKind.LIVE, "12:00 UTC")]
    assert source.fetched == [TODAY, TODAY]


async def test_a_past_day_has_no_live_edition(collector: Collector, heard: Heard) -> None:
    """Its list no longer moves."""
    with pytest.raises(UsageError, match="the live edition is the running day"):
        await collector.collect(DigestWish(date=DAY, edition=Edition.LIVE), heard)


async def test_a_replay_reads_the_stored_list_alone(
    collector: Collector, source: FakeSource, heard: Heard
) -> None:
    """A ranking can be looked at again without a network."""
    source.days[DAY] = [paper()]
    first = await collector.collect(DigestWish(date=DAY), heard)
    source.failure = SourceError("no network")

    assert await collector.collect(DigestWish(date=DAY, replay=True), heard) == first


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (DigestWish(replay=True), "--replay needs a date"),
        (DigestWish(date=DAY, replay=True), "no snapshot of 2026-02-16 is stored"),
    ],
)
async def test_a_replay_of_nothing_says_what_to_do(
    collector: Collector, heard: Heard, wish: DigestWish, said: str
) -> None:
    """Never a silent fetch."""
    with pytest.raises(UsageError, match=said):
        await collector.collect(wish, heard)


async def test_offline_shows_the_sample_day_labelled(collector: Collector, heard: Heard) -> None:
    """Without a network there is something to see, and it says what it is."""
    day = await collector.collect(DigestWish(offline=True), heard)

    assert [n.kind for n in day.notices] == [NoticeKind.SAMPLE]
    assert all(p.sample for p in day.papers)


async def test_offline_prefers_a_stored_day(
    collector: Collector, source: FakeSource, heard: Heard
) -> None:
    """What was read before is better than a sample, and needs no label."""
    source.days[DAY] = [paper()]
    await collector.collect(DigestWish(date=DAY), heard)

    day = await collector.collect(DigestWish(date=DAY, offline=True), heard)

    assert ([p.sample for p in day.papers], day.notices) == ([False], ())


async def test_a_week_is_seven_settled_days(
    collector: Collector, source: FakeSource, heard: Heard
) -> None:
    """The newest first, from yesterday."""
    days = await collector.week(None, heard)

    assert [day.date for day in days] == [YESTERDAY - dt.timedelta(days=n) for n in range(7)]


async def test_an_empty_list_is_asked_for_again_while_it_is_young(
    collector: Collector, source: FakeSource, heard: Heard
) -> None:
    """A hiccup upstream must not empty the day for ever; an old empty day stays empty."""
    await collector.collect(DigestWish(date=DAY), heard)
    source.days[DAY] = [paper()]
    old = DAY - dt.timedelta(days=5)
    await collector.collect(DigestWish(date=old), heard)
    await collector.collect(DigestWish(date=old), heard)

    assert len((await collector.collect(DigestWish(date=DAY), heard)).papers) == 1
    assert source.fetched == [DAY, old, DAY]
