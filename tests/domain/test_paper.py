"""Papers: how one is named, and which addresses are its own."""

import pytest
from pydantic import ValidationError

from bot.domain.paper import Links, PaperRef, parse_paper_reference
from tests.builders import paper, record, ref


@pytest.mark.parametrize(
    ("reference", "paper_id", "version"),
    [
        ("2602.10388", "2602.10388", None),
        ("0704.0001", "0704.0001", None),
        ("  2602.10388v12\n", "2602.10388", 12),
        ("arXiv:2602.10388v2", "2602.10388", 2),
        ("hep-th/9901001", "hep-th/9901001", None),
        ("math.GT/0309136v1", "math.GT/0309136", 1),
        ("https://arxiv.org/abs/2602.10388", "2602.10388", None),
        ("http://www.arxiv.org/abs/cond-mat/0207270v3", "cond-mat/0207270", 3),
        ("https://export.arxiv.org/pdf/2602.10388v1.pdf", "2602.10388", 1),
        ("arxiv.org/html/2602.10388v1/", "2602.10388", 1),
        ("https://huggingface.co/papers/2602.10388#community", "2602.10388", None),
        ("https://huggingface.co/papers/2602.10388?from=list", "2602.10388", None),
        ("https://huggingface.co/papers/2602.10388.md", "2602.10388", None),
    ],
)
def test_a_paper_is_known_by_id_or_address(
    reference: str, paper_id: str, version: int | None
) -> None:
    """Old and new ids, with or without version, as people paste them."""
    assert parse_paper_reference(reference) == (paper_id, version)


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "2602",
        "2602.103",
        "2602.103888",
        "２６０２.１０３８８",
        "2602.10388v0",
        "2602.10388 and more",
        "2602.10388\n2602.10389",
        "Math.GT/0309136",
        "math.gt/0309136",
        f"{'a' * 60}/0309136",
        "../../etc/passwd",
        "https://evil.example/abs/2602.10388",
        "https://arxiv.org.evil.example/abs/2602.10388",
        "https://huggingface.co/datasets/2602.10388",
        "x" * 100_000,
    ],
)
def test_anything_else_is_refused_with_an_example(reference: str) -> None:
    """The id goes into addresses, so that nothing that only resembles one may pass."""
    with pytest.raises(ValueError, match="give one such as") as refused:
        parse_paper_reference(reference)

    assert len(str(refused.value)) < 300


@pytest.mark.parametrize(
    "links",
    [
        Links.of("2602.00009"),
        Links.of("2602.00001").model_copy(update={"pdf": "https://evil.example/2602.00001.pdf"}),
    ],
)
def test_links_belong_to_the_paper(links: Links) -> None:
    """An entry can never lead a reader to another paper or another host."""
    with pytest.raises(ValidationError, match="not those of paper"):
        ref(links=links)


@pytest.mark.parametrize(
    "file", ["images/a_img.jpg", "../b/%EA%B0%80.jpg", "가지치기_img.jpg", ".x/a"]
)
def test_a_thumbnail_file_is_a_relative_path(file: str) -> None:
    """Beside the Markdown file, wherever its pictures were put."""
    assert ref(thumbnail_file=file).thumbnail_file == file


@pytest.mark.parametrize(
    "file",
    [
        "https://evil.example/a.gif",
        "//evil.example/a.gif",
        "/etc/passwd",
        "data:image/png,x",
        "a b.jpg",
        "a.jpg) [x](y",
        "a\n.jpg",
        "a\\b.jpg",
        "",
    ],
)
def test_no_foreign_picture_is_a_thumbnail_file(file: str) -> None:
    """A picture from elsewhere tells its host who reads the digest."""
    with pytest.raises(ValidationError):
        ref(thumbnail_file=file)


@pytest.mark.parametrize("upvotes", [-1, 10**9, 1.5, "many"])
def test_votes_are_a_plausible_number_or_unknown(upvotes: object) -> None:
    """They rank the day."""
    assert ref(upvotes=None).upvotes is None
    with pytest.raises(ValidationError):
        ref(upvotes=upvotes)


def test_a_paper_without_its_record_has_no_version_or_category() -> None:
    """When arXiv does not answer, nothing is made up."""
    alone = paper()
    known = paper(arxiv=record(version=3, categories=("cs.CL",)))

    assert (alone.version, alone.categories) == (None, ())
    assert (known.version, known.categories) == (3, ("cs.CL",))


def test_a_reference_shows_what_the_paper_has() -> None:
    """The digest stands on its own: links, authors and picture are in it."""
    whole = paper(
        authors=("A. Writer",),
        code_url="https://git.example/a",
        thumbnail_url="https://pictures.example/a.png",
    )

    shown = PaperRef.of(whole)

    assert shown.links == Links.of(whole.id, code="https://git.example/a")
    assert (shown.authors, shown.thumbnail_url, shown.thumbnail_file) == (
        ("A. Writer",),
        "https://pictures.example/a.png",
        None,
    )
