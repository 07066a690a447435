"""Ratings, computed from signals by two small tables that stand in the docs as well.

| signal | eases adoption | supports confidence |
|---|---|---|
| code | 2 | 1 |
| weights | 2 | |
| no training needed | 2 | |
| data | 1 | |
| licence named | 1 | |
| compute named | 1 | |
| peer review | | 2 |
| benchmarks | | 1, from three on 2 |
| baselines | | 1 |
| ablations | | 1 |
| variance | | 1 |
| human evaluation | | 1 |
| limitations stated | | 1 |

Adoption is hard below 2 points, easy from 4. Confidence is low below 2 points, high from 4.
What is not found counts nothing: a paper read by its abstract alone is rated on less.
"""

from collections.abc import Iterable, Mapping

from bot.domain.rating import Rating, Signal, SignalName

EASES_ADOPTION: Mapping[SignalName, int] = {
    SignalName.CODE: 2,
    SignalName.WEIGHTS: 2,
    SignalName.NO_TRAINING: 2,
    SignalName.DATA: 1,
    SignalName.LICENCE: 1,
    SignalName.COMPUTE: 1,
}
SUPPORTS_CONFIDENCE: Mapping[SignalName, int] = {
    SignalName.PEER_REVIEW: 2,
    SignalName.BENCHMARKS: 1,
    SignalName.BASELINES: 1,
    SignalName.ABLATIONS: 1,
    SignalName.VARIANCE: 1,
    SignalName.HUMAN_EVALUATION: 1,
    SignalName.LIMITATIONS: 1,
    SignalName.CODE: 1,
}
_MANY_BENCHMARKS = 3
_MEDIUM, _HIGH = 2, 4


def difficulty(signals: Iterable[Signal]) -> Rating:
    """How hard it is to adopt: high with fewer than 2 points of ease, low from 4 on."""
    points = _points(signals, EASES_ADOPTION)
    return Rating.LOW if points >= _HIGH else Rating.MEDIUM if points >= _MEDIUM else Rating.HIGH


def confidence(signals: Iterable[Signal]) -> Rating:
    """How well the results are supported: low with fewer than 2 points, high from 4 on."""
    points = _points(signals, SUPPORTS_CONFIDENCE)
    return Rating.HIGH if points >= _HIGH else Rating.MEDIUM if points >= _MEDIUM else Rating.LOW


def _points(signals: Iterable[Signal], table: Mapping[SignalName, int]) -> int:
    return sum(table.get(s.name, 0) + _extra(s, table) for s in signals if s.found)


def _extra(signal: Signal, table: Mapping[SignalName, int]) -> int:
    many = signal.name is SignalName.BENCHMARKS and (signal.count or 0) >= _MANY_BENCHMARKS
    return int(many and signal.name in table)
