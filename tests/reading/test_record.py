"""What can be read without fetching: the abstract, then the public record line by line."""

import datetime as dt
from itertools import pairwise

from bot.domain.evidence import Origin, PaperText, Scope
from bot.reading.record import abstract_of
from tests.builders import ABSTRACT, paper, record


def lines(text: PaperText, origin: Origin) -> list[str]:
    return [passage.text for passage in text.passages if passage.origin is origin]


def test_the_abstract_comes_first_and_the_record_after() -> None:
    """A question about code, dates or authors is answered from the record, with its place."""
    text = abstract_of(
        paper(
            authors=("A. Writer", "B. Author"),
            submitted_at=dt.datetime(2026, 2, 16, 3, tzinfo=dt.UTC),
            published_at=dt.datetime(2026, 2, 11, 23, tzinfo=dt.UTC),
            code_url="https://github.com/example/shears",
            project_url="https://shears.example.org",
            arxiv=record(
                version=2,
                published_at=dt.datetime(2026, 2, 11, 23, tzinfo=dt.UTC),
                updated_at=dt.datetime(2026, 2, 14, 1, tzinfo=dt.UTC),
                categories=("cs.CL", "cs.LG"),
                comment="Accepted at a workshop",
                journal_ref="J. of Pruning 4",
                doi="10.1000/182",
            ),
        )
    )

    assert text.scope is Scope.ABSTRACT
    assert text.passages[0].text == ABSTRACT
    assert lines(text, Origin.HUGGING_FACE) == [
        "Put on Hugging Face Daily Papers: 2026-02-16",
        "Published on arXiv: 2026-02-11",
        "Code repository: https://github.com/example/shears",
        "Project page: https://shears.example.org",
        "Authors: A. Writer, B. Author",
    ]
    assert lines(text, Origin.ARXIV_RECORD) == [
        "Version: v2",
        "First submitted: 2026-02-11",
        "This version: 2026-02-14",
        "Categories: cs.CL, cs.LG",
        "Comments: Accepted at a workshop",
        "Journal reference: J. of Pruning 4",
        "DOI: 10.1000/182",
    ]


def test_a_paper_without_a_record_is_its_abstract() -> None:
    """When arXiv is silent nothing is said in its name."""
    assert [p.origin for p in (abstract_of(paper())).passages] == [Origin.PAPER]


def test_places_count_on_within_each_origin() -> None:
    """A quote's place is an offset in the text of its origin: no two lines overlap."""
    passages = (abstract_of(paper(authors=("A",), code_url="https://a.example"))).passages[1:]

    for one, next_one in pairwise(passages):
        assert next_one.start == one.start + len(one.text) + 1


def test_hundreds_of_authors_are_all_there() -> None:
    """Whether somebody is an author must not be answered from a list that was cut."""
    authors = tuple(f"Author Number{n}" for n in range(664))

    named = lines(abstract_of(paper(authors=authors)), Origin.HUGGING_FACE)

    assert max(len(line) for line in named) <= 2_000
    assert [name for line in named for name in line.partition(": ")[2].split(", ")] == [*authors]


def test_a_samples_text_is_marked_as_such() -> None:
    """It is ours, not the paper's, so it must never serve as a quote."""
    text = abstract_of(paper(sample=True))

    assert text.passages[0].origin is Origin.SAMPLE
    assert text.passages[0] not in text.quotable
