"""A day's papers as fetched at a moment."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from bot.domain.base import Model, Moment, Prose
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


class DailyList(Model):
    """The papers read from a snapshot, and a line for each entry that could not be used."""

    papers: tuple[Paper, ...]
    unusable: tuple[Prose, ...] = ()
