"""Rows of tables: a number belongs to what its own row names.

A table is quoted as cells between bars and rows between semicolons, as readers of papers give it.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.evidence.names import named_subjects, names_in
from bot.evidence.numbers import Number, numbers_in

ROW_END = re.compile(r"\s;\s")
_CELL_END = " | "
_OURS = re.compile(r"\b(?:ours?|proposed|this work)\b", re.IGNORECASE)


class _Row(NamedTuple):
    """A row with the names in its first cell; none where it is "ours"."""

    text: str
    names: list[str]
    numbers: list[Number]


def of_another_row(statement: str, quotes: Sequence[str]) -> Number | None:
    """A number of the statement that stands only in rows of what the statement does not name.

    It names a row, and the number stands in others; or it names what no quote does.
    """
    rows = [row for quote in quotes if _CELL_END in quote for row in _rows(quote)]
    if not rows:
        return None
    prose = {n.value for quote in quotes if _CELL_END not in quote for n in numbers_in(quote)}
    named = {name for row in rows if row.numbers for name in row.names if _has(statement, name)}
    names = {*names_in(statement), *named_subjects(statement)}
    quoted = "; ".join(quotes)
    strange = not all(_has(quoted, name) for name in names)
    having: dict[Decimal, list[_Row]] = {}
    for row in rows:
        for value in {number.value for number in row.numbers} - prose:
            having.setdefault(value, []).append(row)
    for number in dict.fromkeys(numbers_in(statement)):
        theirs = having.get(number.value)
        if not theirs:
            continue
        if named and not any(_has(row.text, name) for row in theirs for name in named):
            return number
        if not named and strange and all(row.names for row in theirs):
            return number
    return None


def _rows(quote: str) -> Iterator[_Row]:
    for row in ROW_END.split(quote):
        label = row.split(_CELL_END)[0]
        names = [] if _OURS.search(row) else names_in(f"- {label}")
        yield _Row(row, names, numbers_in(row))


def _has(text: str, name: str) -> bool:
    return bool(re.search(rf"(?<![A-Za-z\d]){re.escape(name)}(?![A-Za-z\d])", text, re.IGNORECASE))
