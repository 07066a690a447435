"""A day's papers as fetched at a moment."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.domain.base import Label, Model, Moment
from bot.domain.paper import Paper


class Snapshot(Model):
    """The raw answer for a date, page by page, as text. A ranking can be replayed from it.

    Raw pages are upstream's own JSON and may be long: up to 32 MiB each.
    """

    date: dt.date
    fetched_at: Moment
    pages: tuple[Annotated[str, Field(max_length=32 * 2**20)], ...]

    @property
    def settled(self) -> bool:
        """Whether the day was over when it was taken."""
        return self.fetched_at.date() > self.date


class Flaw(StrEnum):
    """What an entry of a daily list lacks, so that it cannot be used."""

    NO_ID = "no_id"
    WRONG_ID = "wrong_id"
    NO_TITLE = "no_title"
    NO_ABSTRACT = "no_abstract"
    NO_UPVOTES = "no_upvotes"
    UNREADABLE = "unreadable"


class LeftOut(Model):
    """An entry that could not be used, by its id if it has one, right or wrong."""

    flaw: Flaw
    about: Label | None = None


class DailyList(Model):
    """The papers read from a snapshot, and the entries that could not be used."""

    papers: tuple[Paper, ...]
    unusable: tuple[LeftOut, ...] = ()
