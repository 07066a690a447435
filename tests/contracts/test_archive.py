"""`Archive`: the fake keeps the same promises as the database."""

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.digest import DigestEntry
from bot.domain.language import Language
from bot.ports.keeping import Archive
from bot.storage import open_storage
from tests.builders import DAY, entry, ref, section
from tests.fakes import FakeArchive, FakeClock

NEXT_DAY = DAY + dt.timedelta(days=1)


@pytest.fixture(params=["fake", "real"])
async def archive(
    request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock
) -> AsyncIterator[Archive]:
    if request.param == "fake":
        yield FakeArchive()
    else:
        async with open_storage(f"sqlite:///{tmp_path / 'papers.db'}", clock) as storage:
            yield storage.archive


def about(*sentences: str, rank: int = 1, **fields: object) -> DigestEntry:
    """An entry of paper number `rank`, whose title says nothing."""
    paper = ref(f"2602.{rank:05}", title=f"Paper {rank}")
    return entry(rank, paper=paper, sections=(section("one_line", *sentences),), **fields)


async def keep(archive: Archive, *entries: DigestEntry, date: dt.date = DAY) -> None:
    for one in entries:
        await archive.keep_entry(date, Language.KO, one)


async def test_an_empty_archive_finds_nothing(archive: Archive) -> None:
    """The first thing somebody tries on a new installation."""
    assert await archive.search("shears", 10) == []
    assert await archive.extent() == (0, None)


async def test_what_is_found_comes_whole_with_its_day_and_the_place(archive: Archive) -> None:
    """The sentence that was searched for shows why it was found."""
    shears = about("It prunes.", "Its name is Shears.")
    await keep(archive, about("Something else.", rank=2), shears)

    (found,) = await archive.search("shears", 10)

    assert (found.entry, found.date, found.language) == (shears, DAY, Language.KO)
    assert found.snippet == "Its name is Shears."


async def test_a_paper_of_two_days_is_found_once_by_its_newest_entry(archive: Archive) -> None:
    """Papers stay on the list for days; nobody wants to see one twice."""
    await keep(archive, about("Shears, first told."), date=DAY)
    await keep(archive, about("Shears, told again."), date=NEXT_DAY)

    assert [f.date for f in await archive.search("shears", 10)] == [NEXT_DAY]
    assert await archive.extent() == (1, NEXT_DAY)


async def test_days_come_once_each_and_the_newest_first(archive: Archive) -> None:
    """A list to choose a day from is read from its top."""
    await keep(archive, about("Shears."), about("Pruning.", rank=2), date=DAY)
    await keep(archive, about("Shears."), date=NEXT_DAY)

    assert await archive.days(5) == [NEXT_DAY, DAY]
    assert await archive.days(1) == [NEXT_DAY]


async def test_an_entry_made_anew_replaces_the_old_one(archive: Archive) -> None:
    """What no longer stands in it is no longer found."""
    await keep(archive, about("Shears by an extract."))
    await keep(archive, about("Scissors by a model."))

    assert await archive.search("extract", 10) == []
    assert [f.snippet for f in await archive.search("model", 10)] == ["Scissors by a model."]
    assert (await archive.extent())[0] == 1


async def test_all_words_are_wanted_and_any_is_taken(archive: Archive) -> None:
    """A word too many narrows the search, and does not end it."""
    await keep(archive, about("Pruning is fast."), about("Pruning saves memory.", rank=2))

    assert [f.entry.rank for f in await archive.search("memory pruning", 10)] == [2]
    assert {f.entry.rank for f in await archive.search("pruning bananas", 10)} == {1, 2}


async def test_no_more_than_asked_for(archive: Archive) -> None:
    """A list in a chat is short."""
    await keep(archive, *(about("Shears again.", rank=rank) for rank in range(1, 6)))

    assert len(await archive.search("shears", 3)) == 3


@pytest.mark.parametrize("words", ["", "  ", "?!", "바나나"])
async def test_nothing_is_found_where_nothing_matches(archive: Archive, words: str) -> None:
    """Punctuation alone is no word, and does not match everything."""
    await keep(archive, about("Shears prunes."))

    assert await archive.search(words, 10) == []


async def test_the_newest_entry_of_a_paper_is_had_by_its_id(archive: Archive) -> None:
    """In the language of who asks where there is one: its ratings are those that they have read."""
    old, new, english = (about(f"{word}.") for word in ("Old", "New", "English"))
    await archive.keep_entry(DAY, Language.KO, old)
    await archive.keep_entry(NEXT_DAY, Language.KO, new)
    await archive.keep_entry(DAY, Language.EN, english)
    await archive.keep_entry(NEXT_DAY, Language.KO, about("Another.", rank=2))

    assert await archive.entry("2602.00001", Language.KO) == new
    assert await archive.entry("2602.00001", Language.EN) == english
    assert await archive.entry("2602.00001", Language.JA) == new
    assert await archive.entry("2602.00003", Language.KO) is None
