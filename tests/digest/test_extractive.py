"""Without a model: verbatim sentences of the abstract, each its own claim and evidence."""

import json
from pathlib import Path

import pytest

from bot.digest.extractive import Extract, extract_verbatim
from bot.domain.base import single_line
from bot.domain.evidence import Origin, PaperText, Passage
from bot.domain.section import AbsenceReason, Section
from tests.builders import ABSTRACT, paper, text


def extracted(abstract: str = ABSTRACT, origin: Origin = Origin.PAPER, start: int = 0) -> Extract:
    passage = Passage(origin=origin, section="Abstract", text=abstract, start=start)
    given = PaperText(paper_id="2602.00001", passages=(passage,))
    return extract_verbatim(paper(), given, "SAMPLE")


def section(extract: Extract, kind: str) -> Section:
    return next(section for section in extract.sections if section.kind == kind)


def texts(extract: Extract, kind: str) -> list[str]:
    return [sentence.text for sentence in section(extract, kind).sentences]


def test_every_sentence_stands_in_the_abstract_where_it_says() -> None:
    """Quoted and number-true holds without a model too, place included."""
    extract = extracted(start=100)

    for claim in extract.claims:
        (evidence,) = claim.evidence
        assert claim.text == evidence.quote
        assert ABSTRACT[evidence.start - 100 : evidence.end - 100] == claim.text


def test_sentences_point_to_the_claims_that_they_are() -> None:
    """A reader who asks "why?" is led from any sentence of any section to its quote."""
    extract = extracted()
    claims = {claim.id: claim.text for claim in extract.claims}

    assert list(claims) == [1, 2, 3, 4, 5]
    for part in extract.sections:
        for sentence in part.sentences:
            assert [claims[number] for number in sentence.claims] == [sentence.text]


def test_summary_points_and_details_are_filled() -> None:
    """The details are the whole abstract; the points do not repeat the summary."""
    extract = extracted()
    (summary,) = texts(extract, "one_line")

    assert summary.startswith("We propose Shears")
    assert " ".join(texts(extract, "details")) == ABSTRACT
    assert texts(extract, "key_points")
    assert summary not in texts(extract, "key_points")


@pytest.mark.parametrize("kind", ["developer_view", "applications", "risks"])
def test_what_needs_a_model_says_so(kind: str) -> None:
    """Advice and risks are not sentences of an abstract; nothing stands in for them."""
    absent = section(extracted(), kind).absent

    assert absent is not None
    assert absent.reason is AbsenceReason.NEEDS_MODEL


def test_one_sentence_is_a_summary_without_points() -> None:
    """A very short abstract leaves a section empty and says why."""
    extract = extracted("We prune models.")
    absent = section(extract, "key_points").absent

    assert texts(extract, "one_line") == ["We prune models."]
    assert absent is not None
    assert absent.reason is AbsenceReason.TOO_SHORT


def test_a_text_without_sentences_is_shown_in_pieces() -> None:
    """An abstract of one endless word still makes an entry that fits its fields."""
    extract = extracted("a" * 5_000)

    assert "".join(texts(extract, "details")) == "a" * 5_000
    assert len(extracted("We prune it all. " * 100).claims) == 60


def test_a_sample_backs_nothing_and_is_labelled() -> None:
    """The bundled day's text is ours: no claim, and the heading is on everything shown."""
    extract = extracted(origin=Origin.SAMPLE)

    assert extract.claims == ()
    assert all(not sentence.claims for part in extract.sections for sentence in part.sentences)
    assert all(point.startswith("[SAMPLE] ") for point in texts(extract, "key_points"))
    assert texts(extract, "one_line")[0].startswith("[SAMPLE] ")
    assert texts(extract, "details")[0].startswith("[SAMPLE] ")


def test_the_record_is_no_part_of_the_abstract() -> None:
    """What was read beside the abstract is not shown as its sentences."""
    record = Passage(origin=Origin.HUGGING_FACE, section="Hugging Face", text="Authors: A. Writer")
    extract = extract_verbatim(paper(), text(passages=(*text().passages, record)), "SAMPLE")

    assert "Authors: A. Writer" not in texts(extract, "details")


@pytest.mark.slow
def test_every_real_abstract_is_extracted_verbatim(shared_data: Path) -> None:
    """All days we have: whatever researchers write, what is shown stands in their abstract."""
    entries = 0
    for day in sorted((shared_data / "hf").glob("20*.json")):
        for entry in json.loads(day.read_text(encoding="utf-8")):
            abstract = single_line(entry["paper"].get("summary") or entry["summary"])
            extract = extracted(abstract)
            entries += 1
            for claim in extract.claims:
                (evidence,) = claim.evidence
                assert abstract[evidence.start : evidence.end] == claim.text
            for part in extract.sections:
                assert all(sentence.text in abstract for sentence in part.sentences)
            assert "".join("".join(texts(extract, "details")).split()) == "".join(abstract.split())

    assert entries > 500
