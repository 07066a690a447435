"""The errors of the product. Foreign exceptions become one of these at the gateway's edge.

The message is one line for people: what, where, how to mend it.
"""

from enum import StrEnum
from typing import NamedTuple

from pydantic import ValidationError

from bot.domain.base import clip


class PapersBotError(Exception):
    """Base of all. `retryable`: the same call may succeed later. `retry_after`: in seconds."""

    def __init__(
        self, message: str, *, retryable: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(clip(message, 500))
        self.retryable = retryable
        self.retry_after = retry_after


class SettingsError(PapersBotError):
    """A setting is missing or wrong; names its variable."""


class InputError(PapersBotError):
    """Something a person gave, such as a file, cannot be used."""


class UsageError(InputError):
    """What a person typed is not something that can be asked for."""


class SourceError(PapersBotError):
    """Hugging Face or arXiv did not give what was asked."""


class NotFound(SourceError):
    """The source answered that it has no such thing."""


class DayNotOpen(SourceError):
    """The daily list of that date does not exist yet."""


class StoreError(PapersBotError):
    """The database or the data directory cannot be used."""


class ModelError(PapersBotError):
    """The language model gave nothing usable."""


class ModelUnavailable(ModelError):
    """No answer: down, over its limits, wrong key."""


class ModelRefused(ModelError):
    """The model declined to answer."""


class ModelOutputInvalid(ModelError):
    """The answer was cut off, was not of the asked form, or was in another language."""


class BudgetExceeded(ModelError):
    """The daily token budget is used up."""


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
    UNREACHABLE = "unreachable"
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
