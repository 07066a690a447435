"""The evidence gate for the statements of an answer."""

from pydantic import BaseModel

from bot.answers.material import Asked
from bot.domain.base import clip
from bot.domain.conversation import Statement
from bot.domain.evidence import Evidence, PaperText, PassageKind
from bot.evidence.gate import Fault, FaultKind, disagreement, locate
from bot.evidence.sanitise import foreign_mark, other_language, plain

_LONGEST = 600  # characters
_MOST_QUOTES = 3


class AnswerItem(BaseModel):
    """A statement as a model gives it."""

    quotes: list[str]
    text: str


def check(item: AnswerItem, asked: Asked) -> Statement | Fault:
    """The statement with the places of its quotes, or why it is not shown."""
    text = plain(item.text)
    if not text or len(text) > _LONGEST:
        return Fault(FaultKind.LENGTH, f"it is empty or longer than {_LONGEST} characters")
    found: list[Evidence] = []
    titles: list[str] = []
    for quote in item.quotes[:_MOST_QUOTES] or [""]:
        place = _find(quote.strip(), asked)
        if isinstance(place, Fault):
            return place
        found.append(place[0])
        titles += place[1]  # of two papers only the quoted one may be named without a quote
    quotes = [evidence.quote for evidence in found]
    fault = (
        foreign_mark(text, [*quotes, *titles])
        or other_language(text, asked.language)
        or disagreement(text, quotes, titles)
    )
    return fault or Statement(text=text, evidence=tuple(dict.fromkeys(found)))


def _find(quote: str, asked: Asked) -> tuple[Evidence, list[str]] | Fault:
    """In the first paper that has it, with what may be named beside it."""
    fault = Fault(FaultKind.NO_QUOTE, "it has no quote")
    for paper in asked.papers:
        found = locate([quote] if quote else [], paper.text)
        if not isinstance(found, Fault):
            known = [paper.title, *_column_heads(found[0], paper.text)]
            return asked.told_apart(paper, found[0]), known
        fault = found
    return fault


def _column_heads(evidence: Evidence, text: PaperText) -> list[str]:
    """The first row of the table that a quote stands in: what its cells are of."""
    return [
        passage.text.partition(" ; ")[0]
        for passage in text.passages
        if passage.kind is PassageKind.TABLE
        and passage.origin is evidence.origin
        and passage.start <= evidence.start < passage.start + len(passage.text)
    ]


def fault_lines(item: AnswerItem, fault: Fault) -> str:
    """A refused statement as the repair prompt shows it."""
    quotes = clip(" | ".join(item.quotes[:_MOST_QUOTES]), 600)
    return f"- text: {plain(item.text)[:400]}\n  quotes: {quotes}\n  refused: {fault.detail}"
