"""The evidence gate: a statement passes only with verbatim quotes that agree with it.

"Quoted and number-true", not "proven": the gate checks that the words are there and that numbers,
names, denials and hedges agree with them. It does not understand.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from bot.domain.base import clip
from bot.domain.evidence import Evidence, PaperText
from bot.evidence.counts import HALF, backed_numbers, speaks_of_half
from bot.evidence.names import unknown_names
from bot.evidence.numbers import numbers_in
from bot.evidence.polarity import denial_disagrees, denying_word, has_cue, hedge_dropped
from bot.evidence.quotes import Span, find_quote
from bot.evidence.sentences import split_sentences

_FEWEST_WORDS = 3
_LONGEST_QUOTE = 2_000
_MOST_QUOTES = 5


class FaultKind(StrEnum):
    """What a statement failed on."""

    NO_QUOTE = "no_quote"
    NOT_VERBATIM = "not_verbatim"
    NUMBER = "number"
    NAME = "name"
    DENIAL = "denial"
    HEDGE = "hedge"
    FOREIGN_MARK = "foreign_mark"
    LANGUAGE = "language"
    LENGTH = "length"


class Fault(NamedTuple):
    """Why a statement did not pass: `detail` tells a model what to mend."""

    kind: FaultKind
    detail: str


def locate(quotes: Sequence[str], text: PaperText) -> tuple[Evidence, ...] | Fault:
    """The places of all quotes, or the first that is not to be found."""
    if not quotes:
        return Fault(FaultKind.NO_QUOTE, "it has no quote")
    found: list[Evidence] = []
    for quote in quotes[:_MOST_QUOTES]:
        evidence = _place(quote, text)
        if evidence is None:
            return Fault(
                FaultKind.NOT_VERBATIM, f"this quote is not in the paper: {clip(quote, 200)!r}"
            )
        found.append(evidence)
    return tuple(found)


def _place(quote: str, text: PaperText) -> Evidence | None:
    if len(quote) > _LONGEST_QUOTE:
        return None
    for passage in text.quotable:
        span = find_quote(quote, passage.text)
        if span is None:
            continue
        words = passage.text[span.start : span.end]
        if len(words.split()) < _FEWEST_WORDS and words != passage.text:
            return None
        span = _with_its_cues(span, passage.text)
        words = passage.text[span.start : span.end][:_LONGEST_QUOTE]
        return Evidence(
            quote=words,
            origin=passage.origin,
            section=passage.section,
            start=passage.start + span.start,
            end=passage.start + span.start + len(words),
        )
    return None


def _with_its_cues(span: Span, text: str) -> Span:
    """A quote grows to its whole sentence when that denies or is careful beside it.

    "Helps small models" would otherwise be a quote of "It does not help small models".
    """
    start, end = _sentence_at(span.start, text)
    if has_cue(f"{text[start : span.start]} … {text[span.end : end]}"):
        return Span(start, max(end, span.end))
    return span


def _sentence_at(at: int, text: str) -> Span:
    """The sentence that the character at `at`, which is no space between two, stands in."""
    return next(Span(*span) for span in split_sentences(text) if span[0] <= at < span[1])


def whole_sentence(evidence: Evidence, text: PaperText) -> Evidence:
    """The sentence that a quote begins in."""
    for passage in text.quotable:
        at = evidence.start - passage.start
        if passage.origin is evidence.origin and 0 <= at < len(passage.text):
            start, end = _sentence_at(at, passage.text)
            return evidence.model_copy(
                update={
                    "quote": passage.text[start:end],
                    "start": passage.start + start,
                    "end": passage.start + end,
                }
            )
    return evidence


def disagreement(
    statement: str, quotes: Sequence[str], known_names: Sequence[str] = ()
) -> Fault | None:
    """Where a statement, in any language, says other than its quotes; none when it agrees.

    `known_names` are texts whose names need no quote, such as the paper's title.
    """
    backing = "; ".join(quotes)
    backed = backed_numbers(quotes)
    for number in numbers_in(statement):
        if not any(number.agrees(other) for other in backed):
            shown = f"{number.value.normalize():f}{number.unit}"
            return Fault(FaultKind.NUMBER, f"the number {shown} is not in its quotes")
    if speaks_of_half(statement) and HALF not in backed:
        return Fault(FaultKind.NUMBER, "a half is not in its quotes")
    if names := unknown_names(statement, [*quotes, *known_names]):
        return Fault(FaultKind.NAME, f"not in its quotes: {', '.join(names[:5])}")
    if denial_disagrees(statement, backing):
        return Fault(FaultKind.DENIAL, _how_denials_differ(statement, backing))
    if hedge_dropped(statement, backing):
        return Fault(FaultKind.HEDGE, "its quotes are careful (may, suggest …), it is not")
    return None


def _how_denials_differ(statement: str, backing: str) -> str:
    if word := denying_word(statement):
        return f"it denies something ({word.strip()!r}), its quotes do not"
    return f"its quotes deny something ({(denying_word(backing) or '').strip()!r}), it does not"
