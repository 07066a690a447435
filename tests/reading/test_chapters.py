"""Parts of a paper: by headings as people write them, and by place where they say nothing."""

import pytest

from bot.domain.evidence import Origin, Passage
from bot.reading.chapters import Part, part_named, parts_of, without_number
from tests.builders import text
from tests.full_texts import CAPTION, SHEARS, full_text

P = Part


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("Abstract.", P.ABSTRACT),
        ("1 INTRODUCTION", P.INTRODUCTION),
        ("I. Introduction", P.INTRODUCTION),
        ("2.1 Related Work on Pruning", P.RELATED),
        ("Background", P.RELATED),
        ("3. Proposed Approach", P.METHOD),
        ("5 Results and Discussion", P.RESULTS),
        ("V.2 Comparison with Previous Methods", P.RESULTS),
        ("User Study", P.RESULTS),
        ("6 Discussion and Limitations", P.LIMITATIONS),
        ("Appendix B Broader Impact", P.LIMITATIONS),
        ("Limitations of Our Study", P.LIMITATIONS),
        ("Concluding Remarks and Future Work", P.CONCLUSION),
        ("Code and Data Availability", P.AVAILABILITY),
        ("Reproducibility Statement", P.AVAILABILITY),
        ("NeurIPS Paper Checklist", P.BACK_MATTER),
        ("Author Contributions", P.BACK_MATTER),
    ],
)
def test_usual_headings_name_a_part(heading: str, part: Part) -> None:
    """With every kind of number before them."""
    assert part_named(heading) is part


@pytest.mark.parametrize(
    "heading",
    [
        "4 Cutting and Healing",
        "A Typology of Shears",
        "What Did We Learn?",
        "2 Limitations of Prior Pruning",
        "Abstract Interpretation",
        "1.2 Contributions",
    ],
)
def test_a_title_of_its_own_names_none(heading: str) -> None:
    """Words that only look like a usual heading would put a chapter in the wrong place."""
    assert part_named(heading) is None


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("3.2.1 Setup", "Setup"),
        ("IV. Setup", "Setup"),
        ("Appendix C: Setup", "Setup"),
        ("C.2 Setup", "Setup"),
        ("3D Shears", "3D Shears"),
        ("Setup", "Setup"),
    ],
)
def test_numbers_before_a_heading_are_taken_off(heading: str, words: str) -> None:
    """Arabic, Roman, letters: each publisher has its own."""
    assert without_number(heading) == words


def test_each_passage_of_a_paper_has_a_part() -> None:
    """A chapter with a title of its own is method before the results; the lettered end is appendix."""
    read = full_text(*SHEARS)

    found = dict(zip([p.chapter or p.section for p in read.passages], parts_of(read), strict=True))

    assert found == {
        "Abstract": P.ABSTRACT,
        "1 Introduction": P.INTRODUCTION,
        "2 Related Work": P.RELATED,
        "3 Shears": P.METHOD,
        "4 Experiments": P.RESULTS,
        "5 Conclusion": P.CONCLUSION,
        "Limitations": P.LIMITATIONS,
        "Acknowledgements": P.BACK_MATTER,
        "A Hyperparameters": P.APPENDIX,
    }


@pytest.mark.parametrize(
    ("headings", "parts"),
    [
        (
            ["Introduction", "Results", "Discussion", "Methods"],
            [P.INTRODUCTION, P.RESULTS, P.CONCLUSION, P.METHOD],
        ),
        (
            ["Introduction", "Experiments", "Conclusion", "Experimental Details", "Word Lists"],
            [P.INTRODUCTION, P.RESULTS, P.CONCLUSION, P.APPENDIX, P.APPENDIX],
        ),
        (
            ["Why Prune?", "Shears", "Experiments", "Looking Inside", "Conclusion"],
            [P.INTRODUCTION, P.METHOD, P.RESULTS, P.RESULTS, P.CONCLUSION],
        ),
        (
            ["Authors", "Introduction", "Cutting", "Healing", "Conclusion"],
            [P.ABSTRACT, P.INTRODUCTION, P.METHOD, P.RESULTS, P.CONCLUSION],
        ),
        (
            ["Introduction", "Conclusion", "A Proofs", "B Limitations", "C Method"],
            [P.INTRODUCTION, P.CONCLUSION, P.APPENDIX, P.LIMITATIONS, P.APPENDIX],
        ),
        (
            ["Introduction", "Method > Evaluation", "Conclusion > Acknowledgements"],
            [P.INTRODUCTION, P.RESULTS, P.BACK_MATTER],
        ),
        (
            ["Abstract", "Keywords", "Funding", "I Introduction", "II Cutting", "V Conclusion"],
            [P.ABSTRACT, P.ABSTRACT, P.BACK_MATTER, P.INTRODUCTION, P.RESULTS, P.CONCLUSION],
        ),
        (
            ["I Introduction", "V Conclusion", "Acknowledgements", "V Conclusion"],
            [P.INTRODUCTION, P.CONCLUSION, P.BACK_MATTER, P.CONCLUSION],
        ),
        (
            ["Introduction > Related Work", "Introduction > Contributions", "Conclusion"],
            [P.RELATED, P.INTRODUCTION, P.CONCLUSION],
        ),
    ],
)
def test_chapters_are_told_by_what_stands_around_them(
    headings: list[str], parts: list[Part]
) -> None:
    """Orders and titles as papers really have them."""
    read = full_text(*((heading, ["It is cut."]) for heading in headings))

    assert list(parts_of(read)) == parts


def test_a_paper_without_headings_is_divided_by_place() -> None:
    """A PDF whose headings were not seen still has a beginning and an end."""
    read = full_text(("Text", ["It is cut and cut again."] * 40))

    parts = parts_of(read)

    assert list(dict.fromkeys(parts)) == [P.INTRODUCTION, P.METHOD, P.RESULTS, P.CONCLUSION]


def test_an_abstract_without_end_is_only_an_abstract_at_first() -> None:
    """Where no heading was seen after it, the whole paper stands under it."""
    read = full_text(("Abstract", ["It is cut and cut again, and then it is healed. " * 10] * 40))

    parts = parts_of(read)

    assert parts[0] is P.ABSTRACT
    assert parts[-1] is P.CONCLUSION


def test_captions_collected_at_the_end_are_results() -> None:
    """They are not an appendix because they follow the conclusion."""
    read = full_text(
        ("1 Introduction", ["Cut."]), ("2 Conclusion", ["Cut."]), ("Captions", [(CAPTION, "Cut.")])
    )

    assert parts_of(read)[-1] is P.RESULTS


def test_the_public_record_is_a_part_of_its_own() -> None:
    """Whatever the headings around it."""
    line = Passage(origin=Origin.ARXIV_RECORD, section="Conclusion", text="Version: v1")
    read = text(passages=(*text().passages, line))

    assert parts_of(read) == (P.ABSTRACT, P.RECORD)
