"""Evidence: quotes with a place, never from a sample."""

import pytest
from pydantic import ValidationError

from bot.domain.evidence import Lack, Origin, PaperText, Passage
from tests.builders import evidence, text


@pytest.mark.parametrize(("start", "end"), [(5, 5), (5, 4), (-1, 3)])
def test_a_quote_covers_some_text(start: int, end: int) -> None:
    """Its place is where a reader looks it up."""
    with pytest.raises(ValidationError):
        evidence(start=start, end=end)


def test_a_samples_text_is_never_quotable() -> None:
    """It is ours: a quote of it would back a claim about the paper with our own words."""
    read = text(
        passages=(
            Passage(origin=Origin.SAMPLE, section="Abstract", text="Made up."),
            Passage(origin=Origin.HUGGING_FACE, section="Hugging Face", text="Upvotes: 2"),
        )
    )

    assert [passage.text for passage in read.quotable] == ["Upvotes: 2"]


def test_why_less_was_read_may_be_a_sentence_of_an_older_program() -> None:
    """What it kept still loads, and says no more than that something lacks."""
    kept = text().model_copy(update={"lacking": "arXiv has no HTML of it"})

    read = PaperText.model_validate_json(kept.model_dump_json(warnings=False))

    assert read.lacking is Lack.UNTOLD
    with pytest.raises(ValidationError):
        text(lacking=7)
