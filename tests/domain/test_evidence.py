"""Evidence: quotes with a place, never from a sample."""

import pytest
from pydantic import ValidationError

from bot.domain.evidence import Origin, Passage
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
