"""Ratings follow the tables that the docs show, at every boundary."""

import itertools
import re

import pytest

from bot.digest import rate
from bot.digest.rate import confidence, difficulty
from bot.domain.rating import Rating, Signal, SignalName
from tests.builders import evidence

LOW, MEDIUM, HIGH = Rating.LOW, Rating.MEDIUM, Rating.HIGH
DOCUMENTED_AS = {
    "no training needed": SignalName.NO_TRAINING,
    "licence named": SignalName.LICENCE,
    "compute named": SignalName.COMPUTE,
    "peer review": SignalName.PEER_REVIEW,
    "human evaluation": SignalName.HUMAN_EVALUATION,
    "limitations stated": SignalName.LIMITATIONS,
}


def signals(*found: SignalName, benchmarks: int | None = None) -> list[Signal]:
    """Every signal, with evidence for those found."""
    return [
        Signal(
            name=name,
            evidence=(evidence(),) if name in found else (),
            count=benchmarks if name is SignalName.BENCHMARKS else None,
        )
        for name in SignalName
    ]


def documented() -> dict[SignalName, tuple[int, int]]:
    """Points of ease and of support, read from the table in the docs."""
    rows = re.findall(r"^\| ([a-z ]+) \| (\d?) ?\| (\d?)", rate.__doc__ or "", re.MULTILINE)
    return {
        DOCUMENTED_AS.get(name) or SignalName(name): (int(ease or 0), int(support or 0))
        for name, ease, support in rows
        if name != "signal"
    }


def rated(points: int) -> Rating:
    """As the docs say: low below 2 points, high from 4."""
    return LOW if points < 2 else HIGH if points >= 4 else MEDIUM


def test_every_choice_of_signals_is_rated_as_the_table_says() -> None:
    """The reader is shown the table as the reason of a rating, so both have to agree."""
    table = documented()
    hard = {LOW: HIGH, MEDIUM: MEDIUM, HIGH: LOW}  # difficulty is the other way round

    assert set(table) == set(SignalName)
    for found in itertools.chain(*(itertools.combinations(SignalName, n) for n in range(4))):
        ease, support = (sum(table[name][side] for name in found) for side in (0, 1))
        assert difficulty(signals(*found)) is hard[rated(ease)], found
        assert confidence(signals(*found)) is rated(support), found


@pytest.mark.parametrize(
    ("count", "rating"), [(None, MEDIUM), (1, MEDIUM), (2, MEDIUM), (3, HIGH), (500, HIGH)]
)
def test_three_benchmarks_count_double(count: int | None, rating: Rating) -> None:
    """One benchmark can be chosen to please, three hardly."""
    found = signals(
        SignalName.BENCHMARKS, SignalName.BASELINES, SignalName.ABLATIONS, benchmarks=count
    )

    assert confidence(found) is rating
    assert difficulty(found) is HIGH


def test_what_is_not_found_counts_nothing() -> None:
    """Neither an empty list nor a count without evidence supports anything."""
    assert (difficulty([]), confidence([])) == (HIGH, LOW)
    assert confidence(signals(benchmarks=12)) is LOW
