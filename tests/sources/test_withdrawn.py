"""Whether a paper was withdrawn: told from the words of people, so both ways can go wrong."""

from pathlib import Path

import pytest

from bot.sources.withdrawn import is_withdrawn


@pytest.mark.parametrize(
    "comment",
    [
        "Withdrawn",
        "withdrawn.",
        "Paper withdrawn due to an error in the proof",
        "This paper has been withdrawn",
        "This papers has been withdrawn by the authors",
        "This has been withdrawn by arXiv administrators after a dispute",
        "12 pages, 3 figures. This submission has now been withdrawn",
        "The authors have withdrawn this manuscript, see v2",
        "this article (version 3) is withdrawn because Lemma 2 fails",
        "Withdrawn by the authors: the data were mislabelled",
        "This paper has been withdrawn from arXiv",
    ],
)
def test_a_withdrawn_paper_is_known_by_its_comment(comment: str) -> None:
    """It is not recommended to anybody."""
    assert is_withdrawn(comment, "We prune a model.")


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "Accepted at a workshop on withdrawn papers",
        "Withdrawn from a conference for lack of time; under review elsewhere",
        "This paper was withdrawn from a conference",
        "This paper has not been withdrawn",
        "The dataset of section 4 was withdrawn by its owner",
        "v2: the claim of section 3 is withdrawn, a new one is made",
        "We study when money is withdrawn",
    ],
)
def test_other_things_are_withdrawn_too(comment: str) -> None:
    """A paper must not vanish from a digest because its comment holds the word."""
    assert not is_withdrawn(comment, "We prune a model.")


def test_the_abstract_counts_when_it_begins_with_it() -> None:
    """Authors replace the abstract as well, some of them nothing else."""
    assert is_withdrawn("", "This paper has been withdrawn by the author due to an error.")
    assert not is_withdrawn("", "Withdrawn drugs are hard to find in text. We find them.")
    assert not is_withdrawn("", "We ask why a retracted article has been withdrawn.")


@pytest.mark.parametrize(
    ("name", "withdrawn"),
    [("0704.0156", True), ("0906.3336", True), ("2101.10016", True), ("2403.10561", False)],
)
def test_real_withdrawals_are_known(shared_data: Path, name: str, withdrawn: bool) -> None:  # noqa: FBT001
    """arXiv's own records, in the wordings of authors and administrators."""
    record = (shared_data / "arxiv" / "abs" / f"{name}.abs").read_text("utf-8")
    _, fields, abstract, *_ = record.split("\\\\\n")
    comment = fields.partition("Comments: ")[2].partition("\nMSC")[0].partition("\nLicense")[0]

    assert is_withdrawn(" ".join(comment.split()), abstract.strip()) == withdrawn
