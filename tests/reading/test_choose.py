"""What a model is shown of a whole paper: the most telling, in order, and never too much."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.evidence import Origin, PaperText, Passage, PassageKind, TextForm
from bot.reading.chapters import parts_of
from bot.reading.choose import MOST_TOKENS, choose
from bot.reading.shown import as_prompt
from tests.builders import text
from tests.full_texts import CAPTION, SHEARS, full_text, laid_out

LONG = "Weights are cut by size and then scaled anew until the loss is as it was before. " * 6
HEADINGS = st.sampled_from(
    [
        "Abstract",
        "1 Introduction",
        "2 Related Work",
        "3 가지치기",
        "4 Results > 4.1 Accuracy",
        "4 Results > 4.2 Speed",
        "5 Conclusion",
        "Limitations",
        "A Proofs",
    ]
)
PARAGRAPHS = st.lists(
    st.tuples(
        st.sampled_from(PassageKind), st.sampled_from(["Cut.", LONG, "잘라 낸다. " * 40, "=" * 300])
    ),
    min_size=1,
    max_size=6,
)


def record_line(words: str) -> Passage:
    return Passage(origin=Origin.HUGGING_FACE, section="Hugging Face", text=words)


def headings(read: PaperText) -> list[str]:
    return list(dict.fromkeys(passage.section for passage in read.passages))


def test_a_paper_that_fits_is_shown_whole() -> None:
    """Nothing is left out where there is room."""
    read = full_text(*SHEARS)

    assert choose(read) == read


def test_when_room_is_short_the_ends_of_a_paper_come_first() -> None:
    """Abstract, limits and conclusion say most a line; related work and the appendix least."""
    read = full_text(*((heading, [LONG]) for heading, _ in SHEARS))

    assert headings(choose(read, 550)) == ["Abstract", "5 Conclusion", "Limitations"]
    assert not {"2 Related Work", "Acknowledgements", "A Hyperparameters"} & {
        *headings(choose(read, 1_500))
    }


def test_no_part_eats_the_room_of_another() -> None:
    """A paper with endless results still shows how it works and what it cannot do."""
    read = full_text(
        ("1 Introduction", [LONG] * 30),
        ("2 Method", [LONG] * 5),
        ("3 Results", [LONG] * 200),
        ("4 Results in Pictures", [(CAPTION, LONG)] * 90),
        ("5 Limitations", [LONG] * 50),
    )

    shown = choose(read, 6_000)

    many = {
        heading: sum(p.section == heading for p in shown.passages) for heading in headings(read)
    }
    assert many["2 Method"] == 5
    assert all(2 <= number <= 20 for number in many.values()), many


def test_of_each_section_its_beginning_is_shown() -> None:
    """One long subsection does not hide the others."""
    sections = [(f"4 Results > 4.{n} Part", [LONG] * 12) for n in range(1, 7)]
    read = full_text(("1 Introduction", ["We prune."]), *sections)

    shown = choose(read, 2_000)

    firsts = [passage for passage in read.passages if passage in shown.passages]
    assert {p.section for p in firsts} >= {f"4.{n} Part" for n in range(1, 7)}
    for passage in shown.passages:
        first = next(p for p in read.passages if p.section == passage.section)
        assert first in shown.passages


def test_the_record_is_always_shown_without_the_authors() -> None:
    """Where the code is stands there; hundreds of names would leave no room for the paper."""
    authors = record_line("Authors: " + "A. Writer, " * 150)
    code = record_line("Code repository: https://github.com/example/shears")
    read = full_text(("1 Introduction", [LONG] * 30))
    read = read.model_copy(update={"passages": (*read.passages, authors, code)})

    shown = choose(read, 300)

    assert code in shown.passages
    assert authors not in shown.passages
    assert len(shown.passages) > 1


def test_what_is_left_out_is_marked() -> None:
    """A model must not take the last line before a gap and the first after it for neighbours."""
    read = full_text(("1 Introduction", [f"It is cut {n} times. {LONG}" for n in range(9)]))

    prompt = as_prompt(text(passages=(read.passages[0], *read.passages[4:])))

    assert prompt.count("[…]") == 1
    assert prompt.index("cut 0 times") < prompt.index("[…]") < prompt.index("cut 4 times")


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(
    chapters=st.lists(st.tuples(HEADINGS, PARAGRAPHS), max_size=12),
    most=st.integers(0, 3_000),
)
def test_a_prompt_never_has_more_tokens_than_were_asked_for(
    chapters: list[tuple[str, list[tuple[PassageKind, str]]]], most: int
) -> None:
    """At three bytes a token, headings and marks included, in the order of the paper."""
    passages = tuple(laid_out(chapters))
    read = PaperText(paper_id=None, form=TextForm.PDF, passages=passages)

    shown = choose(read, most)

    assert len(as_prompt(shown).encode()) <= 3 * most
    assert all(one.start < other.start for one, other in pairwise(shown.passages))
    assert set(shown.passages) <= set(passages)


@pytest.mark.slow
def test_real_papers_show_all_their_parts(shared_data: Path) -> None:
    """Of 30 real papers, with headings as their authors wrote them."""
    for line in (shared_data / "qa" / "papers.jsonl").read_text("utf-8").splitlines():
        paper = json.loads(line)
        chapters = [("Abstract", [paper["abstract"] or "None."])]
        for section in paper["sections"]:
            heading = section["heading"].replace("›", ">").strip(" >") or "Text"
            chapters.append(
                (heading[-60:], [p[:20_000] for p in section["paragraphs"] if p.strip()])
            )
        read = PaperText(paper_id=None, form=TextForm.HTML, passages=tuple(laid_out(chapters)))

        shown = choose(read)

        assert len(as_prompt(shown).encode()) <= 3 * MOST_TOKENS
        lost = {*parts_of(read)} - {*parts_of(shown)}
        assert lost <= {"related work", "appendix", "back matter"}, paper["id"]
