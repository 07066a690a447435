"""Searching the database: stems, letters inside words, and whatever people type."""

import datetime as dt
import re
import sqlite3
import unicodedata
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql

from bot.domain.digest import DigestEntry
from bot.domain.language import Language
from bot.storage import SqlArchive, open_storage
from bot.storage.archive import _by_comparison, comparison
from tests.builders import DAY, claim, entry, ref, section
from tests.fakes import FakeClock

KOREAN = "희소 어텐션으로 데이터셋 3개에서 추론 속도를 높임"


@pytest.fixture
async def archive(tmp_path: Path, clock: FakeClock) -> AsyncIterator[SqlArchive]:
    async with open_storage(f"sqlite:///{tmp_path / 'papers.db'}", clock) as storage:
        yield storage.archive


def about(*sentences: str, rank: int = 1, **fields: object) -> DigestEntry:
    """An entry whose title and tags say nothing."""
    nothing = {"paper": ref(f"2602.{rank:05}", title=f"Paper {rank}"), "tags": ()}
    return entry(rank, **{**nothing, "sections": (section("one_line", *sentences),), **fields})


async def keep(archive: SqlArchive, *entries: DigestEntry, date: dt.date = DAY) -> None:
    for one in entries:
        await archive.keep_entry(date, Language.KO, one)


async def ranks(archive: SqlArchive, words: str) -> list[int]:
    return [found.entry.rank for found in await archive.search(words, 10)]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("It prunes models.", "pruning model"),
        ("It is fine-tuned.", "fine tune"),
        ("GPT-4 fails.", "gpt-4"),
        ("Résumé parsing.", "resume"),
        (KOREAN, "어텐션"),
        (KOREAN, "텐"),
        (KOREAN, "이터"),
        (KOREAN, "희소어텐션"),
        (KOREAN, "데이터셋은"),
        (KOREAN, unicodedata.normalize("NFD", "추론 속도")),
        ("LLM의 추론", "LLM을"),
        ("疎な注意機構とデータセット", "注意"),
        ("稀疏注意力", "注"),
        ("ＬＬＭの推論", "llm"),
        ("The LLM answers.", "ＬＬＭ"),
    ],
)
async def test_a_word_is_found_in_other_forms(archive: SqlArchive, told: str, words: str) -> None:
    """By its English stem, within Korean, Japanese and Chinese words, in any width of letters."""
    await keep(archive, about(told), about("Nothing of the kind.", rank=2))

    assert await ranks(archive, words) == [1]


@pytest.mark.parametrize("words", ["shears", "ablation", "Writer", "2602.00001", "steps"])
async def test_whatever_an_entry_says_of_a_paper_is_searched(
    archive: SqlArchive, words: str
) -> None:
    """Its title, tags, authors, id, sentences, and claims."""
    paper = ref(authors=("A. Writer",), title="Shears")
    told = about("속도를 높임", paper=paper, tags=("Ablation",), claims=(claim(1, "four steps"),))
    await keep(archive, told, about("다른 글", rank=2))

    assert await ranks(archive, words) == [1]


async def test_a_title_says_more_than_a_mention(archive: SqlArchive) -> None:
    """The paper that is about it comes before the one that compares with it."""
    titled = about("It is fast.", rank=2, paper=ref("2602.00002", title="Shears"))
    await keep(archive, about("Faster than Shears."), titled, about("Other.", rank=3))

    assert await ranks(archive, "shears") == [2, 1]


async def test_of_equally_good_ones_the_newest_comes_first(archive: SqlArchive) -> None:
    """A year-old paper has been read by those who wanted to."""
    for rank, days in enumerate((400, 0, 40), start=1):
        await keep(archive, about("It prunes.", rank=rank), date=DAY - dt.timedelta(days=days))

    assert await ranks(archive, "prunes") == [2, 3, 1]


async def test_a_snippet_is_one_line_around_the_hit(archive: SqlArchive) -> None:
    """Long sentences are cut at words, on both sides, with the hit inside."""
    await keep(archive, about("First words. " * 30 + "Here is the needle, see. " + "More. " * 60))

    (found,) = await archive.search("needles", 10)

    assert re.fullmatch(r"….*\bneedle\b.*…", found.snippet)
    assert len(found.snippet) <= 300
    assert not re.search(r"[\x00-\x1f]", found.snippet)


async def test_a_snippet_is_the_sentence_as_it_was_written(archive: SqlArchive) -> None:
    """What makes single letters searchable is not shown; powers and units stay as they are."""
    told = "속도는 10²배, ㎢당 1 % 높임"
    await keep(archive, about("다른 문장", told))

    assert [f.snippet for f in await archive.search("속도", 10)] == [told]


async def test_a_title_alone_is_shown_with_the_first_sentence(archive: SqlArchive) -> None:
    """The title stands above it already; where there is no sentence, it stands in."""
    titled = about("It is fast.", paper=ref(title="Shears"))
    bare = about(rank=2, paper=ref("2602.00002", title="Shears II"), sections=())
    await keep(archive, titled, bare)

    found = {f.entry.rank: f.snippet for f in await archive.search("shears", 10)}
    assert found == {1: "It is fast.", 2: "Shears II"}


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    words=st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            ['"', "shears", "NEAR(", "AND", "NOT", "*", "-", "^", "title:", "\x00", "가"]
        )
    ).map(" ".join)
)
async def test_nothing_that_is_typed_breaks_the_search(archive: SqlArchive, words: str) -> None:
    """What is syntax to the index is text to people."""
    await keep(archive, about("Shears prunes."))

    found = await archive.search(words, 10)

    if "shears" in words.split():
        assert len(found) == 1


@pytest.mark.parametrize("words", ["shears " * 1_500, "a" * 10_000, '"' * 10_000, "가" * 10_000])
async def test_a_text_pasted_whole_is_searched(archive: SqlArchive, words: str) -> None:
    """Ten thousand characters end in an answer, whether something is found or not."""
    await keep(archive, about("Shears prunes."))

    assert await ranks(archive, words) == ([1] if "shears" in words else [])


async def test_an_entry_of_an_older_form_is_not_found(tmp_path: Path, archive: SqlArchive) -> None:
    """After an update the others still are."""
    await keep(archive, about("Shears."), about("Shears too.", rank=2))
    with closing(sqlite3.connect(tmp_path / "papers.db")) as database:
        database.execute("UPDATE entry SET content = '{}' WHERE paper_id = '2602.00001'")
        database.commit()

    assert await ranks(archive, "shears") == [2]


async def test_without_a_word_index_texts_are_compared(archive: SqlArchive) -> None:
    """PostgreSQL's way: the same words and rules without stems; `%` and `_` are letters."""
    titled = about("It is fast.", rank=2, paper=ref("2602.00002", title="Shears"))
    await keep(archive, about("Faster than 50% of SHEARS."), titled, about(KOREAN, rank=3))
    await keep(archive, titled, date=DAY + dt.timedelta(days=1))

    async def found(*words: str) -> list[int]:
        return list(await archive._database.read(lambda c: _by_comparison(c, list(words), 10)))

    assert await found("shears") == [4, 1]
    assert await found("shears", "faster") == [1]
    assert await found("faster", "bananas") == [1]
    assert await found("텐션") == await found("데이터셋을") == [3]
    assert await found("50%") == [1]
    assert await found("_") == await found("5%0") == []


def test_postgresql_compares_without_case() -> None:
    """Its plain LIKE would not."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]

    assert "ILIKE" in str(comparison(["shears"], 1).compile(dialect=dialect))
