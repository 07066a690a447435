"""A channel's wish to have the digest."""

import datetime as dt
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints

from bot.domain.base import Label, Model, Name, Prose
from bot.domain.language import Language


def _iana_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(
            f"unknown time zone {value[:60]!r}; give an IANA name such as Asia/Seoul"
        ) from error
    return value


def _wall_clock(value: dt.time) -> dt.time:
    if value.tzinfo is not None or value.second or value.microsecond:
        raise ValueError("expected a local time in hours and minutes such as 09:30")
    return value


class Layout(StrEnum):
    """One channel message with a thread, or a message and a thread for each paper."""

    DIGEST = "digest"
    PAPER_THREADS = "paper-threads"


class Replies(StrEnum):
    """When the bot answers in its own threads."""

    AUTO = "auto"
    MENTION = "mention"


class Subscription(Model):
    """One a channel. `at` is local time in `timezone`; `weekdays` are ISO numbers, Monday = 1."""

    platform: Label
    workspace: Name
    channel: Name
    at: Annotated[dt.time, AfterValidator(_wall_clock)]
    timezone: Annotated[str, StringConstraints(max_length=60), AfterValidator(_iana_zone)]
    weekdays: Annotated[frozenset[Annotated[int, Field(ge=1, le=7)]], Field(min_length=1)] = (
        frozenset(range(1, 8))
    )
    language: Language = Language.KO
    top: Annotated[int, Field(ge=1, le=10)] = 5
    topics: tuple[Label, ...] = ()
    layout: Layout = Layout.DIGEST
    replies: Replies = Replies.AUTO
    skip_seen: bool = True
    paused: Prose | None = None
