"""Plus and minus: -2.5 is not 2.5, unless words say which way it goes."""

import re
from collections.abc import Iterator, Sequence

from bot.evidence.numbers import Backing, Number, Reading, read_numbers

# With one of these beside it, a number without its minus sign says the same.
_LESS = re.compile(
    r"\b(?:lower|less|fewer|below|under|decreas|reduc|drop|declin|fall|fell|los[et]|worse|degrad|shrink|cut|sav|minus"
    r"|negative|penal|behind|short|underperform)|낮|감소|하락|줄|떨어|절감|단축|하회|손실|잃|저하|음수|마이너스|低|減|下|損|負|マイナス"
    r"|降|减|损|负|短",
    re.IGNORECASE,
)


def sign_differs(statement: str, quotes: Sequence[str]) -> Number | None:
    """A number that has a minus sign on one side only, where no word of the other stands for it."""
    stated = list(_read(statement))
    quoted = [reading for quote in quotes for reading in _read(quote)]
    if not any(reading.negative for reading in (*stated, *quoted)):
        return None
    less_stated, less_quoted = _LESS.search(statement), any(map(_LESS.search, quotes))
    minus = Backing(reading.number for reading in quoted if reading.negative)
    plus = Backing(reading.number for reading in quoted if not reading.negative)
    for reading in stated:
        same, other = (minus, plus) if reading.negative else (plus, minus)
        if any(same.of(reading.number)) or not any(other.of(reading.number)):
            continue
        if not (less_quoted if reading.negative else less_stated):
            return reading.number
    return None


def _read(text: str) -> Iterator[Reading]:
    return (reading for reading in read_numbers(text) if not reading.in_name)
