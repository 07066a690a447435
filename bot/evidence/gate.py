"""The evidence gate: a statement passes only with verbatim quotes that agree with it.

"Quoted and number-true", not "proven": the gate checks that the words are there and that numbers,
names, denials and hedges agree with them. It does not understand.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from bot.domain.base import clip
from bot.domain.evidence import Evidence, PaperText
from bot.evidence.bounds import bound_differs
from bot.evidence.characters import legible
from bot.evidence.counts import backed_numbers, says_one, stated_numbers
from bot.evidence.directions import goes_the_other_way, swaps_ends
from bot.evidence.labels import counted_things
from bot.evidence.magnitudes import unbacked_magnitude
from bot.evidence.names import unknown_names, with_versions
from bot.evidence.numbers import Backing
from bot.evidence.numerals import in_digits
from bot.evidence.places import place, whole_sentence
from bot.evidence.polarity import denial_disagrees, denying_word, hedge_dropped, only_asks
from bot.evidence.quantifiers import overstates_all
from bot.evidence.signs import sign_differs
from bot.evidence.tables import of_another_row

__all__ = ["Fault", "FaultKind", "disagreement", "locate", "whole_sentence"]

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
        evidence = place(quote, text)
        if evidence is None:
            return Fault(
                FaultKind.NOT_VERBATIM, f"this quote is not in the paper: {clip(quote, 200)!r}"
            )
        found.append(evidence)
    return tuple(found)


def disagreement(
    statement: str, quotes: Sequence[str], known_names: Sequence[str] = ()
) -> Fault | None:
    """Where a statement, in any language, says other than its quotes; none when it agrees.

    `known_names` are texts whose names need no quote, such as the paper's title.
    """
    statement, quotes = _form(statement), [_form(quote) for quote in quotes]
    known_names = [_form(name) for name in known_names]
    statement = with_versions(statement, [*quotes, *known_names])
    if detail := next(_number_faults(statement, quotes), None):
        return Fault(FaultKind.NUMBER, detail)
    if names := unknown_names(statement, [*quotes, *known_names]):
        return Fault(FaultKind.NAME, f"not in its quotes: {', '.join(names[:5])}")
    if detail := _how_sense_differs(statement, quotes):
        return Fault(FaultKind.DENIAL, detail)
    if hedge_dropped(statement, "; ".join(quotes)):
        return Fault(FaultKind.HEDGE, "its quotes are careful (may, suggest …), it is not")
    if only_asks(statement, quotes):
        return Fault(FaultKind.HEDGE, "its quotes only ask")
    return None


@lru_cache(maxsize=256)  # a quote backs more than one statement
def _form(text: str) -> str:
    return in_digits(legible(text))


def _number_faults(statement: str, quotes: Sequence[str]) -> Iterator[str]:
    backed = backed_numbers(quotes)
    backing, counts = Backing(backed.numbers), Backing(backed.counts)
    for number in stated_numbers(statement):
        if not any(backing.of(number)):
            yield f"the number {number} is not in its quotes"
    for number in counted_things(statement):
        if not any(counts.of(number)):
            yield f"its quotes do not count {number} things"
    if says_one(statement, quotes):
        yield "its quotes do not say that there is only one"
    if rough := unbacked_magnitude(statement, quotes, backed.numbers):
        yield f"{rough!r} is not in its quotes"
    yield from _faults_of_place(statement, quotes)
    if differs := bound_differs(statement, quotes):
        yield differs


def _faults_of_place(statement: str, quotes: Sequence[str]) -> Iterator[str]:
    """The number is there, but with another sign, order or row."""
    if signed := sign_differs(statement, quotes):
        yield f"{signed} has the other sign in its quotes"
    if ends := swaps_ends(statement, quotes):
        yield f"its quotes do not go from {ends[0]} to {ends[1]}, but back"
    if number_there := of_another_row(statement, quotes):
        yield f"in its quotes {number_there} stands in the row of something else"


def _how_sense_differs(statement: str, quotes: Sequence[str]) -> str | None:
    backing = "; ".join(quotes)
    if denial_disagrees(statement, backing):
        return _how_denials_differ(statement, backing)
    if change := goes_the_other_way(statement, quotes):
        return f"in its quotes the change by {change} goes the other way"
    if overstates_all(statement, quotes):
        return "it says all or most, its quotes a smaller part or an exception"
    return None


def _how_denials_differ(statement: str, backing: str) -> str:
    if word := denying_word(statement):
        return f"it denies something ({word.strip()!r}), its quotes do not"
    return f"its quotes deny something ({(denying_word(backing) or '').strip()!r}), it does not"
