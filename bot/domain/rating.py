"""Ratings and the signals they are computed from."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.domain.base import Model
from bot.domain.evidence import Evidence


class Rating(StrEnum):
    """Shown as 상 / 중 / 하 in Korean."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class SignalName(StrEnum):
    """What a reader looks for before trusting or adopting a paper's work."""

    CODE = "code"
    WEIGHTS = "weights"
    DATA = "data"
    LICENCE = "licence"
    COMPUTE = "compute"
    NO_TRAINING = "no_training"
    BASELINES = "baselines"
    ABLATIONS = "ablations"
    BENCHMARKS = "benchmarks"
    VARIANCE = "variance"
    HUMAN_EVALUATION = "human_evaluation"
    LIMITATIONS = "limitations"
    PEER_REVIEW = "peer_review"


class Signal(Model):
    """One signal: found when it has evidence. `count` is how many, where counting makes sense."""

    name: SignalName
    evidence: Annotated[tuple[Evidence, ...], Field(max_length=5)] = ()
    count: Annotated[int, Field(ge=1, le=10_000)] | None = None

    @property
    def found(self) -> bool:
        """Whether anything that was read states it."""
        return bool(self.evidence)
