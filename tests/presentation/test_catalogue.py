"""Catalogues: every word in every language, with its placeholders, in that language."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.base import single_line
from bot.domain.digest import Notice, NoticeKind
from bot.domain.evidence import Lack, Scope, TextForm
from bot.domain.language import Language
from bot.domain.section import Absence, AbsenceReason
from bot.domain.snapshot import Flaw, LeftOut
from bot.presentation.catalogue import Catalogue, catalogue
from tests.builders import provenance

PLACEHOLDERS = {
    "daily_title": {"date", "count"},
    "weekly_title": {"date", "count"},
    "lacking_model": {"sections"},
    "thread_title": {"date"},
    "thumbnail_alt": {"title"},
    "absences.imported": {"text"},
    "notices.live": {"detail"},
    "notices.no_match": {"detail"},
    "notices.arxiv_missing": {"detail"},
    "notices.left_out": {"detail"},
    "notices.withdrawn": {"detail"},
    "notices.imported": {"detail"},
    **{f"flaws.{flaw}": {"about"} for flaw in Flaw if flaw is not Flaw.NO_ID},
    "provenance.llm": {"model"},
    "provenance.dropped": {"count"},
    "answer.no_such_number": {"numbers"},
    "answer.too_long": {"most"},
    "commands.found": {"words"},
    "commands.found_none": {"words"},
    "commands.model_use": {"calls", "tokens"},
    "commands.budget_left": {"tokens"},
    "commands.papers_kept": {"count"},
    "commands.last_digest": {"date"},
    "commands.questions": {"open", "answered"},
    "commands.retention": {"days"},
    "commands.privacy": {"days"},
    "commands.forgotten": {"count"},
    "chat.invite": {"how_to_invite"},
    "chat.confirm_removal": {"date"},
    "problems.not_a_member": {"how_to_invite"},
    "problems.no_channel": {"how_to_invite"},
    "troubles.unknown_paper": {"about"},
    "troubles.no_abstract": {"about"},
    "troubles.too_many": {"about"},
    "troubles.day_to_come": {"about"},
    "troubles.day_not_open": {"about"},
    "troubles.day_not_over": {"about"},
    "troubles.day_too_early": {"about"},
}
SCRIPT = {
    Language.KO: "[가-힣]",
    Language.EN: "[a-z]",
    Language.JA: "[ぁ-ヿ]",
    Language.ZH: "[一-鿿]",
}
SENTENCES = re.compile(
    r"(?:absences|notices|provenance|answer|chat|problems|troubles)\.(?!imported$)|sample_heading|ask"
)


def words_of(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from words_of(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def table_of(language: Language) -> dict[str, Any]:
    return catalogue(language).model_dump(mode="json")


@pytest.mark.parametrize("language", Language)
def test_each_placeholder_stands_where_it_is_filled_and_nowhere_else(language: Language) -> None:
    """A missing one loses a date or a count, an unknown one shows its braces to readers."""
    used = {path: set(re.findall(r"{(.*?)}", word)) for path, word in words_of(table_of(language))}

    assert {path: names for path, names in used.items() if names} == PLACEHOLDERS


@pytest.mark.parametrize("language", Language)
def test_no_word_is_empty_or_breaks_a_line(language: Language) -> None:
    """Each stands on one line of Markdown, in which spaces at the end get lost."""
    for path, word in words_of(table_of(language)):
        assert word, path
        assert word == single_line(word), path


@pytest.mark.parametrize("language", Language)
def test_sentences_are_in_their_language(language: Language) -> None:
    """A line copied from another catalogue is easily overlooked."""
    foreign = "".join({"[가-힣]", "[ぁ-ヿ]"} - {SCRIPT[language]}).replace("][", "")
    for path, word in words_of(table_of(language)):
        if SENTENCES.match(path):
            assert re.search(SCRIPT[language], word), path
        assert path == "writing_style" or not re.search(foreign, word), path


@pytest.mark.parametrize("language", Language)
def test_words_that_are_told_apart_differ(language: Language) -> None:
    """Readers and the Markdown reader know a rating or a section by its word alone."""
    words = catalogue(language)

    tables = (words.ratings, words.headings, words.absences, words.signals)
    for table in (*tables, words.provenance.lacking):
        assert len(set(table.values())) == len(table)
    assert words.found != words.not_found


@pytest.mark.parametrize("language", Language)
def test_the_core_names_no_platform(language: Language) -> None:
    """Each has its own way to invite a bot, and its own word for the place where people are."""
    foreign = re.compile(
        "slack|discord|/invite|workspace|워크스페이스|ワークスペース|工作区", re.IGNORECASE
    )

    assert [path for path, word in words_of(table_of(language)) if foreign.search(word)] == []


@pytest.mark.parametrize("language", Language)
def test_the_labels_of_buttons_and_passages_are_short_enough(language: Language) -> None:
    """A label has at most 60 characters."""
    words = catalogue(language)

    assert max(len(words.ask), len(words.why_rating), len(words.sample_heading)) <= 60


@pytest.mark.parametrize(
    "path", ["ask", "ratings.low", "headings.details_full_text", "notices.live", "answer.prompt"]
)
def test_a_catalogue_that_lacks_a_word_does_not_load(path: str) -> None:
    """A new language, or a new notice, is complete or the first run says what is missing."""
    table = table_of(Language.EN)
    *parents, last = path.split(".")
    inner = table
    for name in parents:
        inner = inner[name]
    del inner[last]

    with pytest.raises(ValidationError, match=last):
        Catalogue.model_validate(table)


@pytest.mark.parametrize("inner", [(), ("headings",), ("ratings",), ("answer",)])
def test_a_catalogue_with_an_unknown_word_does_not_load(inner: tuple[str, ...]) -> None:
    """A word that was renamed in the code is not left behind in the files."""
    table = table_of(Language.EN)
    at = table
    for name in inner:
        at = at[name]
    at["left_behind"] = "x"

    with pytest.raises(ValidationError, match="left_behind"):
        Catalogue.model_validate(table)


def test_why_an_entry_was_left_out_is_told_in_the_readers_language() -> None:
    """The reasons come from the source, and are nobody's English."""
    left_out = (LeftOut(flaw=Flaw.NO_ABSTRACT, about="2602.00006"), LeftOut(flaw=Flaw.NO_ID))
    notice = Notice(kind=NoticeKind.LEFT_OUT, left_out=left_out, detail="+2")

    told = catalogue(Language.KO).notice(notice)

    assert told.endswith("(2602.00006 초록 없음, ID가 없는 항목, +2)")
    older = Notice(kind=NoticeKind.LEFT_OUT, detail="2602.00006 has no abstract")
    assert catalogue(Language.KO).notice(older).endswith("(2602.00006 has no abstract)")


def test_what_was_imported_is_said_in_its_own_words() -> None:
    """Nothing is added to the lines of a file that was read back."""
    words = catalogue(Language.KO)
    notice = Notice(kind=NoticeKind.IMPORTED, detail="알림 {detail}")
    absence = Absence(reason=AbsenceReason.IMPORTED, text="비어 있음 {text}")

    assert words.notice(notice) == "알림 {detail}"
    assert words.absence(absence) == "비어 있음 {text}"


def test_a_name_with_braces_is_shown_as_it_is() -> None:
    """What is filled in is never filled in again."""
    line = catalogue(Language.EN).provenance_line(
        provenance(engine="llm", model="{count}-{model}", dropped=3)
    )

    assert line.startswith("Written by {count}-{model} · ")
    assert line.endswith(": 3")


@pytest.mark.parametrize("language", Language)
def test_an_entry_says_what_was_read_of_the_paper_and_why_no_more(language: Language) -> None:
    """A reader trusts an entry from a full text more, and one from a PDF a little less."""
    words = catalogue(language)
    written: dict[str, Any] = {"engine": "llm", "model": "some-model"}
    from_pdf = provenance(**written, scope=Scope.FULL_TEXT, form=TextForm.PDF)
    chosen = provenance(**written, form=TextForm.ABSTRACT)
    lacking = provenance(**written, lacking=Lack.UNREACHABLE)
    long = provenance(**written, scope=Scope.FULL_TEXT, form=TextForm.PDF, lacking=Lack.BEGINNING)

    assert f" · {words.scopes[Scope.FULL_TEXT]} (PDF) · " in words.provenance_line(from_pdf)
    assert f" · {words.scopes[Scope.ABSTRACT]} · " in words.provenance_line(chosen)
    assert f" · {words.provenance.lacking[Lack.UNREACHABLE]} · " in words.provenance_line(lacking)
    assert f" · {words.provenance.lacking[Lack.BEGINNING]} (PDF) · " in words.provenance_line(long)
