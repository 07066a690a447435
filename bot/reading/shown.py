"""What a model is shown of what was read, and may quote."""

import re
from collections.abc import Iterable

from bot.domain.evidence import Origin, PaperText, Passage, PassageKind

GAP = "[…]"


def for_model(text: PaperText) -> PaperText:
    """What a model is shown and may quote.

    No sample, and no list of authors: nothing is claimed of them, some papers have hundreds, and
    a name is whatever somebody typed.
    """
    kept = (passage for passage in text.quotable if passage.kind is not PassageKind.AUTHORS)
    return text.model_copy(update={"passages": tuple(kept)})


def heading_of(passage: Passage) -> str:
    """The headings over a passage as a prompt shows them."""
    return without_markers(passage.heading)


def as_prompt(text: PaperText) -> str:
    """What a model is shown of a text."""
    return under_headings(for_model(text).passages)


def under_headings(passages: Iterable[Passage]) -> str:
    """Passages under their headings, as a prompt shows them; `GAP` stands for what is left out."""
    lines: list[str] = []
    heading = ""
    before: Passage | None = None
    for passage in passages:
        if _leaves_out(before, passage):
            lines.append(GAP)
        if heading_of(passage) != heading:
            heading = heading_of(passage)
            lines.append(f"\n[{heading}]")
        lines.append(without_markers(passage.text))
        before = passage
    return "\n".join(lines).strip()


def _leaves_out(before: Passage | None, passage: Passage) -> bool:
    if before is None or before.origin is not passage.origin or passage.origin is not Origin.PAPER:
        return False
    return passage.start > before.start + len(before.text) + 1


def without_markers(text: str) -> str:
    """`text` without what looks like a prompt's marker line: no paper can end its own data block."""
    return re.sub("={3,}", lambda run: " ".join(run[0]), text)
