"""What was read of a paper: kept for questions, and shown to a model."""

import re

from bot.digest.kept import keep, kept
from bot.domain.evidence import Origin, PaperText
from bot.ports.outbound import Store

_AUTHORS = ("Authors: ", "Further authors: ")


async def keep_text(store: Store, text: PaperText, *, sample: bool) -> None:
    """Keep what was read, for the questions that follow."""
    await keep(store, "text", _text_key(text.paper_id, sample=sample), text)


async def kept_text(store: Store, paper_id: str, *, sample: bool) -> PaperText | None:
    """What was read of a paper, none if it never was."""
    return await kept(store, "text", _text_key(paper_id, sample=sample), PaperText)


def _text_key(paper_id: str, *, sample: bool) -> str:
    """A sample's text never stands in for the paper's own."""
    return f"sample/{paper_id}" if sample else paper_id


def for_model(text: PaperText) -> PaperText:
    """What a model is shown and may quote.

    No sample, and no list of authors: nothing is claimed of them, some papers have hundreds, and
    a name is whatever somebody typed.
    """
    kept = (
        passage
        for passage in text.quotable
        if passage.origin is Origin.PAPER or not passage.text.startswith(_AUTHORS)
    )
    return text.model_copy(update={"passages": tuple(kept)})


def as_prompt(text: PaperText) -> str:
    """The passages under their sections' names, as a prompt shows them."""
    lines: list[str] = []
    section = ""
    for passage in for_model(text).passages:
        if passage.section != section:
            section = passage.section
            lines.append(f"\n[{section}]")
        lines.append(without_markers(passage.text))
    return "\n".join(lines).strip()


def without_markers(text: str) -> str:
    """`text` without what looks like a prompt's marker line: no paper can end its own data block."""
    return re.sub("={3,}", lambda run: " ".join(run[0]), text)
