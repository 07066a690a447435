"""Searching what was digested."""

import pytest

from bot.domain.errors import UsageError
from bot.domain.language import Language
from bot.use_cases.search import search
from tests.builders import DAY, entry
from tests.fakes import FakeArchive


async def test_at_most_ten_are_listed() -> None:
    """A list in a chat is read, not scrolled."""
    archive = FakeArchive()
    for rank in range(1, 13):
        await archive.keep_entry(DAY, Language.EN, entry(rank))

    assert len(await search("shears", archive)) == 10


async def test_no_words_get_an_example() -> None:
    """It is a slip, not a search for everything."""
    with pytest.raises(UsageError, match="give words such as: sparse attention"):
        await search("  ", FakeArchive())
