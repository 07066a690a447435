"""From a wish to a digest: which papers, in which order, and what the reader is told."""

import pytest

from bot.domain.digest import NoticeKind
from bot.domain.errors import (
    SourceError,
    UsageError,
)
from bot.domain.language import Language
from bot.ports.inbound import DigestWish
from tests.builders import DAY, paper, record
from tests.digest.conftest import SEVEN, World, ids


async def test_the_most_upvoted_papers_come_first(world: World) -> None:
    """Five of seven, ranked from 1."""
    digest = await world.digest()

    assert ids(digest) == [f"2602.0000{n}" for n in (7, 6, 5, 4, 3)]
    assert [entry.rank for entry in digest.entries] == [1, 2, 3, 4, 5]


async def test_fewer_papers_make_a_shorter_digest(world: World) -> None:
    """Nothing is padded."""
    world.source.days[DAY] = SEVEN[:2]

    assert len((await world.digest()).entries) == 2


async def test_topics_filter_before_the_top_is_taken(world: World) -> None:
    """A paper far down the day's list comes up when it alone is about the topic."""
    world.source.days[DAY] = [*SEVEN, paper("2602.00099", title="Audio codecs", upvotes=0)]

    digest = await world.digest(DigestWish(date=DAY, topics=("audio",)))

    assert ids(digest) == ["2602.00099"]


async def test_a_topic_nobody_wrote_about_is_said(world: World) -> None:
    """An empty digest tells why it is empty."""
    digest = await world.digest(DigestWish(date=DAY, topics=("Robotics",)))

    assert (digest.entries, digest.notices[-1].kind) == ((), NoticeKind.NO_MATCH)


async def test_an_unknown_topic_is_a_mistake_with_a_hint(world: World) -> None:
    """Before anything is fetched."""
    with pytest.raises(UsageError, match=r"no topic is called 'Agnt'; near it: .*Agent"):
        await world.digest(DigestWish(date=DAY, topics=("Agnt",)))
    assert world.source.fetched == []


async def test_a_withdrawn_paper_is_not_recommended(world: World) -> None:
    """The next one moves up, and the reader learns why."""
    world.records.records["2602.00007"] = record("2602.00007", withdrawn=True)

    digest = await world.digest()

    assert ids(digest) == [f"2602.0000{n}" for n in (6, 5, 4, 3, 2)]
    assert [(n.kind, n.detail) for n in digest.notices] == [(NoticeKind.WITHDRAWN, "2602.00007")]


async def test_what_arxiv_does_not_know_is_said(world: World) -> None:
    """Of the papers shown: whether they were withdrawn is then unknown."""
    del world.records.records["2602.00006"], world.records.records["2602.00001"]

    digest = await world.digest()

    assert [(n.kind, n.detail) for n in digest.notices] == [
        (NoticeKind.ARXIV_MISSING, "2602.00006")
    ]


async def test_a_day_whose_only_paper_is_withdrawn_says_just_that(world: World) -> None:
    """Nobody asked for a topic that nothing matches."""
    world.source.days[DAY] = SEVEN[:1]
    world.records.records["2602.00001"] = record("2602.00001", withdrawn=True)

    digest = await world.digest()

    assert digest.entries == ()
    assert [n.kind for n in digest.notices] == [NoticeKind.WITHDRAWN]


async def test_without_arxiv_the_digest_is_built_and_says_what_it_lacks(world: World) -> None:
    """Of which papers; why is for whoever runs it. arXiv answers 429 to polite clients for hours."""
    world.records.failure = SourceError("arXiv answered HTTP 429")

    digest = await world.digest()

    assert len(digest.entries) == 5
    assert [(n.kind, n.detail) for n in digest.notices] == [
        (NoticeKind.ARXIV_MISSING, "2602.00007, 2602.00006, 2602.00005 +2")
    ]
    assert world.heard.degraded == ["arXiv did not answer: arXiv answered HTTP 429"]


async def test_a_week_ranks_its_days_together(world: World) -> None:
    """Each paper once, the most upvoted first."""
    world.source.days[DAY] = [paper("2602.00001", upvotes=3)]
    world.source.days[DAY.replace(day=13)] = [
        paper("2602.00002", upvotes=9),
        paper("2602.00001", upvotes=1),
    ]

    week = await world.builder().week(DigestWish(), Language.KO, world.heard)

    assert (week.period, week.date) == ("week", DAY)
    assert [(e.paper.id, e.paper.upvotes) for e in week.entries] == [
        ("2602.00002", 9),
        ("2602.00001", 3),
    ]


async def test_a_week_without_papers_says_so(world: World) -> None:
    """Holidays happen."""
    world.source.days.clear()

    week = await world.builder().week(DigestWish(), Language.KO, world.heard)

    assert [n.kind for n in week.notices] == [NoticeKind.EMPTY_WEEK]
