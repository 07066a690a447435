"""What is offered while somebody types."""

import datetime as dt
from collections.abc import Sequence
from typing import cast

import pytest

from adapters.discord.hearing.suggestions import suggest_days, suggest_papers
from adapters.discord.rendering.limits import length
from bot.domain.conversation import ThreadPaper
from bot.domain.place import Place
from bot.ports.inbound import PapersApp
from tests.builders import DAY, ref

PLACE = Place(platform="discord", workspace="1", channel="2")
TODAY = DAY + dt.timedelta(days=1)


class Known:
    """A product that knows these days and papers."""

    def __init__(self, *titles: str, days: Sequence[dt.date] = ()) -> None:
        self._days = list(days)
        self._papers = tuple(
            ThreadPaper(rank=rank, paper=ref(f"2602.{rank:05}", title=title))
            for rank, title in enumerate(titles, 1)
        )

    def today(self) -> dt.date:
        return TODAY

    async def days(self) -> list[dt.date]:
        return self._days

    async def papers_at(self, place: Place) -> tuple[ThreadPaper, ...]:
        return self._papers


def known(*titles: str, days: Sequence[dt.date] = ()) -> PapersApp:
    return cast("PapersApp", Known(*titles, days=days))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["2026-02-16", "2026-02-13"]),
        ("02-13", ["2026-02-13"]),
        ("어제", ["2026-02-16", "2026-02-13"]),
        ("2026. 2. 10.", ["2026-02-10", "2026-02-16", "2026-02-13"]),
        ("2026-02-31", []),
        ("the day of the flood", []),
    ],
)
async def test_known_days_are_offered_and_the_one_that_is_meant_first(
    typed: str, offered: list[str]
) -> None:
    """In whatever form it is typed; one that the calendar lacks is none."""
    app = known(days=[DAY, dt.date(2026, 2, 13)])

    assert [choice.value for choice in await suggest_days(app, typed)] == offered


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("", ["2602.00001", "2602.00002"]),
        ("#2", ["2602.00002"]),
        ("ATTENTION sparse", ["2602.00001"]),
        ("00002", ["2602.00002"]),
        ("bananas", []),
    ],
)
async def test_papers_are_found_by_number_words_and_id(typed: str, ids: list[str]) -> None:
    """Whatever somebody remembers of one; what is sent is its id."""
    app = known("Sparse Attention, Again", "A Study of Shears")

    assert [choice.value for choice in await suggest_papers(app, PLACE, typed)] == ids


@pytest.mark.parametrize("title", ["Word " * 80, "낱말" * 80, "🧪" * 120, "x" * 300])
async def test_a_long_title_fits_and_keeps_its_id(title: str) -> None:
    """Discord refuses the whole list for one line over a hundred characters."""
    (choice,) = await suggest_papers(known(title), PLACE, "")

    assert 0 < length(choice.name) <= 100
    assert choice.name.endswith(" (2602.00001)")


async def test_no_more_than_discord_takes() -> None:
    """Twenty-five, the newest of them."""
    days = [DAY - dt.timedelta(days=n) for n in range(40)]

    offered = await suggest_days(known(days=days), "yesterday")

    assert len(offered) == 25
    assert offered[0].value == DAY.isoformat()
