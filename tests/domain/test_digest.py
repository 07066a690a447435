"""Digests: what an entry must hold together, and what a reader is told of it."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.digest import Digest, Engine, FallbackReason, Notice, NoticeKind
from bot.domain.evidence import Lack, Scope
from bot.domain.section import SECTION_ORDER, Sentence, make_section
from tests.builders import claim, digest, entry, provenance, ref, section


@pytest.mark.parametrize("ranks", [(2,), (1, 3), (2, 1), (1, 1)])
def test_ranks_count_up_from_one(ranks: tuple[int, ...]) -> None:
    """In a thread, "#2" is the second paper shown."""
    papers = [ref(f"2602.{n:05}") for n in range(len(ranks))]

    with pytest.raises(ValidationError, match="ranked 1, 2, 3"):
        digest(*(entry(rank, paper=paper) for rank, paper in zip(ranks, papers, strict=True)))


def test_a_paper_stands_in_a_digest_once() -> None:
    """Twice the same is one paper too few."""
    with pytest.raises(ValidationError, match="once"):
        digest(entry(1), entry(2, paper=ref("2602.00001")))


def test_a_digest_has_at_most_ten_entries() -> None:
    """Ten is the most that fits one message."""
    with pytest.raises(ValidationError, match="at most 10"):
        digest(*(entry(rank) for rank in range(1, 12)))


def test_sections_may_be_missing_but_keep_their_order() -> None:
    """An old or imported entry may lack some; readers find each in its place."""
    kinds = SECTION_ORDER[::2]

    assert [s.kind for s in entry(sections=[section(kind) for kind in kinds]).sections] == [*kinds]


@pytest.mark.parametrize(
    "kinds", [("details", "one_line"), ("one_line", "one_line"), ("risks", "key_points", "risks")]
)
def test_sections_out_of_order_or_twice_are_refused(kinds: tuple[str, ...]) -> None:
    """A renderer shows them as they come."""
    with pytest.raises(ValidationError, match="once each in the order one_line, key_points"):
        entry(sections=[section(kind) for kind in kinds])


def test_a_sentence_rests_on_claims_of_its_own_entry() -> None:
    """A claim that is not there has no quote either."""
    rests_on_two = make_section("risks", sentences=(Sentence(text="It fails.", claims=(1, 2)),))

    entry(sections=[rests_on_two], claims=[claim(1), claim(2)])
    with pytest.raises(ValidationError, match="rests on a claim"):
        entry(sections=[rests_on_two], claims=[claim(1)])


def test_only_an_imported_entry_has_a_note() -> None:
    """Where words come from is said by their provenance; a note is what a file said."""
    with pytest.raises(ValidationError, match="only an imported entry"):
        entry(provenance=provenance(), note="Written by hand")


@pytest.mark.parametrize(
    "fields",
    [
        {"engine": Engine.LLM},
        {"engine": Engine.EXTRACTIVE, "model": "some-model"},
        {"engine": Engine.LLM, "model": "some-model", "fallback": FallbackReason.BUDGET},
        {"engine": Engine.LLM, "model": "some-model", "sample": True},
    ],
)
def test_neither_engine_passes_for_the_other(fields: dict[str, Any]) -> None:
    """An extract that names a model would be shown as written and checked."""
    with pytest.raises(ValidationError):
        provenance(**fields)


@pytest.mark.parametrize("lack", Lack)
def test_of_a_full_text_nothing_lacks_but_its_end(lack: Lack) -> None:
    """A thesis is read from its beginning; an entry of it is one all the same."""
    read = {"engine": Engine.LLM, "model": "some-model", "scope": Scope.FULL_TEXT, "lacking": lack}

    if lack is Lack.BEGINNING:
        assert provenance(**read).lacking is lack
    else:
        with pytest.raises(ValidationError, match="does not lack"):
            provenance(**read)


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_notice_says_what_it_is_about(kind: NoticeKind) -> None:
    """No reader is helped by "as of" without a time or "left out" without a reason."""
    plain = {NoticeKind.SAMPLE, NoticeKind.EMPTY_DAY, NoticeKind.EMPTY_WEEK}
    if kind in plain:
        assert Notice(kind=kind).detail is None
    elif kind is not NoticeKind.NO_MATCH:
        with pytest.raises(ValidationError, match="detail"):
            Notice(kind=kind)
    if kind not in plain:
        assert Notice(kind=kind, detail="12:00 UTC").detail == "12:00 UTC"


def test_a_notice_is_short_unless_it_was_imported() -> None:
    """It stands above the papers; what a file said is kept as it stood."""
    long = "x" * 501

    assert Notice(kind=NoticeKind.IMPORTED, detail=long).detail == long
    with pytest.raises(ValidationError, match="at most 500"):
        Notice(kind=NoticeKind.LEFT_OUT, detail=long)


def test_json_of_an_unknown_section_or_field_is_refused() -> None:
    """A digest of another program's version is noticed, not half read."""
    stored = digest(entry()).model_dump(mode="json")
    stored["entries"][0]["sections"][0]["kind"] = "verdict"
    with pytest.raises(ValidationError, match="verdict"):
        Digest.model_validate(stored)

    with pytest.raises(ValidationError, match="colour"):
        Digest.model_validate({**digest().model_dump(), "colour": "red"})
