"""Which papers of a day come first, and which are about a topic."""

import datetime as dt
import itertools

import pytest

from bot.digest.rank import about, rank
from bot.digest.tag import find_topics
from tests.builders import paper

MORNING = dt.datetime(2026, 2, 16, 3, tzinfo=dt.UTC)
NOON = dt.datetime(2026, 2, 16, 12, tzinfo=dt.UTC)


def ids(*numbers: int) -> list[str]:
    return [f"2602.{number:05}" for number in numbers]


def test_votes_then_time_then_id_decide() -> None:
    """Ties are common and every channel has to see the same order, whatever the source's was."""
    papers = [
        paper("2602.00001", upvotes=9, submitted_at=NOON),
        paper("2602.00002", upvotes=5, submitted_at=MORNING),
        paper("2602.00003", upvotes=5, submitted_at=NOON),
        paper("2602.00004", upvotes=5, submitted_at=NOON),
        paper("2602.00005", upvotes=5),
        paper("2602.00006", upvotes=None, submitted_at=MORNING),
    ]

    for order in itertools.islice(itertools.permutations(papers), 0, None, 97):
        assert [p.id for p in rank(order)] == ids(1, 2, 3, 4, 5, 6)


def test_the_same_moment_in_another_zone_is_a_tie() -> None:
    """Times are compared as moments, not by what a clock showed."""
    seoul = dt.timezone(dt.timedelta(hours=9))
    late = paper("2602.00001", submitted_at=dt.datetime(2026, 2, 16, 21, 1, tzinfo=seoul))
    early = paper("2602.00002", submitted_at=NOON)

    assert [p.id for p in rank([late, early])] == ids(2, 1)


def test_a_paper_listed_twice_counts_once_with_its_most_votes() -> None:
    """A week holds a paper on two days; it must not take two of five places."""
    week = [paper(upvotes=3), paper("2602.00002", upvotes=5), paper(upvotes=8)]

    assert [(p.id, p.upvotes) for p in rank(week)] == [("2602.00001", 8), ("2602.00002", 5)]


@pytest.mark.parametrize(
    ("topics", "found"),
    [((), ids(1, 2, 3)), (("rag",), ids(2)), (("RAG", "Agent"), ids(2, 3)), (("Music",), [])],
)
def test_any_topic_keeps_a_paper_in_its_order(topics: tuple[str, ...], found: list[str]) -> None:
    """Filter first, then top N: fewer is fewer, and no topic is all of them."""
    papers = [
        paper(abstract="Leverage and coverage improve."),
        paper("2602.00002", abstract="We study RAG."),
        paper("2602.00003", title="Agents at Work"),
    ]

    assert [p.id for p in about(papers, find_topics(topics))] == found
