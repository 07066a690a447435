"""The errors of the product. Foreign exceptions become one of these at the gateway's edge.

The message is one line for whoever runs the bot: what, where, how to mend it. Those who ask it
something are told the `Trouble` in their language (`bot/presentation/problems.py`).
"""

from enum import StrEnum
from typing import ClassVar, NamedTuple

from pydantic import ValidationError

from bot.domain.base import clip


class Trouble(StrEnum):
    """What went wrong, as far as it concerns whoever asked. Those about a paper or a day name it."""

    SOURCE_UNREACHABLE = "source_unreachable"
    SOURCE_REFUSED = "source_refused"
    UNKNOWN_PAPER = "unknown_paper"
    NO_ABSTRACT = "no_abstract"
    NO_REFERENCE = "no_reference"
    NO_SAMPLE = "no_sample"
    NO_WORDS = "no_words"
    DAY_TO_COME = "day_to_come"
    DAY_NOT_OPEN = "day_not_open"
    DAY_NOT_OVER = "day_not_over"
    DAY_TOO_EARLY = "day_too_early"
    STORE = "store"
    MODEL = "model"
    BUDGET = "budget"
    TOO_MANY = "too_many"
    SETTINGS = "settings"
    OTHER = "other"


class PapersBotError(Exception):
    """Base of all. `retryable`: the same call may succeed later. `retry_after`: in seconds.

    `about` is the paper or the day of the `trouble`. No trouble: the message is in the words of
    whoever asked already.
    """

    usual: ClassVar[Trouble | None] = Trouble.OTHER
    passing: ClassVar[Trouble | None] = None  # what a retryable one is

    def __init__(
        self,
        message: str,
        *,
        retryable: bool = False,
        retry_after: float | None = None,
        trouble: Trouble | None = None,
        about: object = "",
    ) -> None:
        super().__init__(clip(message, 500))
        self.retryable = retryable
        self.retry_after = retry_after
        self.trouble = trouble or (self.passing if retryable else None) or self.usual
        self.about = clip(str(about), 60)


class SettingsError(PapersBotError):
    """A setting is missing or wrong; names its variable."""

    usual = Trouble.SETTINGS


class InputError(PapersBotError):
    """Something a person gave, such as a file, cannot be used."""


class UsageError(InputError):
    """What a person typed is not something that can be asked for."""

    usual = None


class TooMany(PapersBotError):
    """A person, or a channel, has asked as much as they may; `minutes`: until they may again."""

    usual = Trouble.TOO_MANY

    def __init__(self, minutes: int) -> None:
        super().__init__(f"the limit of this hour is reached, for {minutes} min", about=minutes)
        self.minutes = minutes


class SourceError(PapersBotError):
    """Hugging Face or arXiv did not give what was asked."""

    usual = Trouble.SOURCE_REFUSED
    passing = Trouble.SOURCE_UNREACHABLE


class NotFound(SourceError):
    """The source answered that it has no such thing."""


class DayNotOpen(SourceError):
    """The daily list of that date does not exist yet."""


class StoreError(PapersBotError):
    """The database or the data directory cannot be used."""

    usual = Trouble.STORE


class ModelError(PapersBotError):
    """The language model gave nothing usable."""

    usual = Trouble.MODEL


class ModelUnavailable(ModelError):
    """No answer: down, over its limits, wrong key."""


class ModelRefused(ModelError):
    """The model declined to answer."""


class ModelOutputInvalid(ModelError):
    """The answer was cut off, was not of the asked form, or was in another language."""


class BudgetExceeded(ModelError):
    """The daily token budget is used up."""

    usual = Trouble.BUDGET


class PlatformProblem(StrEnum):
    """What a chat platform objects to, as people are told in their language."""

    NOT_A_MEMBER = "not_a_member"
    NO_CHANNEL = "no_channel"
    ARCHIVED = "archived"
    NO_PERMISSION = "no_permission"
    TOO_LONG = "too_long"
    TOO_FAST = "too_fast"
    SHUT_OUT = "shut_out"
    NO_MESSAGE = "no_message"
    NO_PERSON = "no_person"
    UNREACHABLE = "unreachable"
    TOO_LATE = "too_late"
    REFUSED = "refused"


class PlatformError(PapersBotError):
    """A chat platform did not take what was posted. The message is for logs, the problem for people."""

    def __init__(
        self,
        message: str,
        *,
        problem: PlatformProblem = PlatformProblem.REFUSED,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, retryable=retry_after is not None, retry_after=retry_after)
        self.problem = problem


class NotSent(PlatformError):
    """Surely not accepted; may be tried again, after `retry_after` seconds where that is told."""


class InDoubt(PlatformError):
    """The attempt may have got through: look before posting again."""


class Gone(PlatformError):
    """The place, or the message, is gone or closed to us for good."""


class Rejected(PlatformError):
    """The platform will never take this content, or lacks a permission for it."""


class ShutOut(PlatformError):
    """The platform does not know us any more: nothing works until somebody gives a new token."""


class Problem(NamedTuple):
    """One thing that a validation refused: where in the input, and why. Never the input itself."""

    place: tuple[str | int, ...]
    reason: str

    @property
    def where(self) -> str:
        """The place as people write it, such as `entries.0.paper.id`; empty for the whole."""
        return ".".join(str(part) for part in self.place)


def problems_of(error: ValidationError) -> list[Problem]:
    """What a validation refused, in its order; at least one."""
    return [
        Problem(found["loc"], found["msg"].removeprefix("Value error, "))
        for found in error.errors(include_input=False, include_url=False)
    ]
