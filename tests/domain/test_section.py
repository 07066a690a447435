"""Sections: filled, or with the reason why not."""

import pytest
from pydantic import ValidationError

from bot.domain.section import SECTION_ORDER, Absence, AbsenceReason, Sentence, make_section


@pytest.mark.parametrize("kind", SECTION_ORDER)
def test_a_section_is_filled_or_says_why_not(kind: str) -> None:
    """Never both, never neither: an empty place would look like a fault."""
    absent = Absence(reason=AbsenceReason.NEEDS_MODEL)

    assert make_section(kind, absent=absent).sentences == ()
    for wrong in ({}, {"absent": absent, "sentences": (Sentence(text="x"),)}):
        with pytest.raises(ValidationError, match="either sentences or the reason"):
            make_section(kind, **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reason", "text"), [(AbsenceReason.IMPORTED, None), (AbsenceReason.TOO_SHORT, "Too short.")]
)
def test_only_an_imported_absence_has_words_of_its_own(
    reason: AbsenceReason, text: str | None
) -> None:
    """All others are said in the reader's language when they are shown."""
    with pytest.raises(ValidationError, match="imported absence"):
        Absence(reason=reason, text=text)
