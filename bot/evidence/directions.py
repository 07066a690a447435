"""Which way a quantity goes: a statement may not say "lower by 2.5" of what is higher by 2.5.

Better and worse are up and down, but not of costs and errors, where less is better.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise

from bot.evidence.numbers import Backing, Number, numbers_in, read_numbers
from bot.evidence.polarity import denying_word


class _Way(Enum):
    UP = auto()
    DOWN = auto()
    FASTER = auto()
    SLOWER = auto()


_WORDS = {
    _Way.UP: re.compile(
        r"\b(?:increas|rais|rise|rising|rose\b|grow|grew|higher|greater|gains?\b)|(?<=[%x] )more\b"
        r"|높|증가|상승|늘[었어리립려]|올[랐리라렸]|끌어올|상회|高[いくめま出于]|増[加えや]|上昇|伸び|上回|提高|增加|增长|上升|上涨|涨了",
        re.IGNORECASE,
    ),
    _Way.DOWN: re.compile(
        r"\b(?:decreas|reduc|drop|declin|fall|fell|lower|cut(?:s|ting)?\b|shrink|shrunk|sav(?:es?|ed|ings?)\b|fewer)"
        r"|(?<=[%x] )less\b"
        r"|낮|감소|하락|줄[이었어인입였]|떨어|절감|단축|하회|低[いくめ下減于]|減[少らり]|削減|下回|下が|短縮|降低|减少|下降|缩短",
        re.IGNORECASE,
    ),
    _Way.FASTER: re.compile(
        r"\b(?:faster|speed(?:s|ed|ing|ups?)?\b|accelerat)|빠[르른름릅]|빨라|가속|高速|速[いくさ]|加速|更快|提速",
        re.IGNORECASE,
    ),
    _Way.SLOWER: re.compile(r"\bslow|느[리린림립려]|遅[いくれ]|更慢|变慢|減速|减速", re.IGNORECASE),
}
_MERIT = {
    _Way.UP: re.compile(
        r"\b(?:outperform|surpass|exceed|improv|better|beats?\b|superior)"
        r"|능가|앞[서선섰]|뛰어넘|우수|향상|개선|좋아[지졌]|優れ|改善|向上|提升|优于|超越",
        re.IGNORECASE,
    ),
    _Way.DOWN: re.compile(
        r"\b(?:underperform|worse|wors|degrad|inferior|lags?\b|trails?\b|behind)"
        r"|뒤처|뒤떨|뒤지|못\s?미치|열등|저하|악화|劣[りるっ于]|悪化|下回|逊于|落后|恶化",
        re.IGNORECASE,
    ),
}
_LESS_IS_BETTER = re.compile(
    r"\b(?:error|loss|perplexity|ppl|latency|cost|memory|time|fid|wer|cer|overhead|hallucinat|bias|distance|budget"
    r"|comput|flops|energy|regret|variance|token|parameter|rate\b|delay|efficien)"
    r"|오류|오차|손실|지연|비용|메모리|시간|편향|환각|연산|계산|에너지|분산|토큰|파라미터|효율|誤差|誤り|損失|遅延|コスト|メモリ"
    r"|時間|効率|误差|错误|损失|延迟|成本|内存|显存|时间|效率",
    re.IGNORECASE,
)
_OPPOSITE = {
    _Way.UP: _Way.DOWN,
    _Way.DOWN: _Way.UP,
    _Way.FASTER: _Way.SLOWER,
    _Way.SLOWER: _Way.FASTER,
}
_CLAUSE_END = re.compile(
    r"[;:。、，；]|,\s|[.!?]\s|\s(?=(?:and|but|while|whereas|although|though|yet|because)\b)|(?<=[고며만])\s|면서",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:\bfrom\s\S?|[从由自])\Z", re.IGNORECASE)
_TO = re.compile(r"(?:.{0,25}?\bto\s.{0,12}|.{0,12}[到至为].{0,6})\Z", re.IGNORECASE | re.DOTALL)
_FROM_AND_TO = re.compile(r"(?:\s?[\w.%]{0,8}?(?:에서|부터)\s|.{0,6}から)")
_UNITS_OF_CHANGE = {"%", "%p", "pt", "x"}


def goes_the_other_way(statement: str, quotes: Sequence[str]) -> Number | None:
    """A change that the statement gives with the direction opposite to that in its quotes."""
    backing = "; ".join(quotes)
    merit = not _LESS_IS_BETTER.search(f"{statement} {backing}")
    stated = [(number, ways) for number, ways in _ways(statement, merit=merit) if ways]
    if not stated or denying_word(statement) or denying_word(backing):
        return None  # "not lower" is no place to be clever
    quoted: dict[Number, set[_Way]] = {}
    for number, ways in _ways(backing, merit=merit):
        if _is_change(number):
            quoted.setdefault(number, set()).update(ways)
    numbers = Backing(quoted)
    for number, ways in stated:
        seen = {way for other in numbers.of(number) for way in quoted[other]}
        if ways.isdisjoint(seen) and {_OPPOSITE[way] for way in ways} <= seen:
            return number
    return None


def swaps_ends(statement: str, quotes: Iterable[str]) -> tuple[Number, Number] | None:
    """Two ends that the statement gives in the other order: "from 40 to 97" of "from 97 to 40"."""
    stated = set(_ends(statement))
    quoted = {ends for quote in quotes for ends in _ends(quote)} if stated else set()
    values = {(first.value, last.value) for first, last in quoted}
    for first, last in stated:
        if (first.value, last.value) not in values and (last.value, first.value) in values:
            return first, last
    return None


def _ends(text: str) -> Iterator[tuple[Number, Number]]:
    for first, last in pairwise(read_numbers(text)):
        between = text[first.end : last.start]
        begins = _FROM.search(text, max(0, first.start - 6), first.start)
        if (begins and _TO.match(between)) or _FROM_AND_TO.match(between):
            yield first.number, last.number


def _is_change(number: Number) -> bool:
    """Three benchmarks go nowhere; 3%, 3x and 2.5 may."""
    fraction = number.value != number.value.to_integral_value()
    return fraction or number.unit in _UNITS_OF_CHANGE


def _ways(text: str, *, merit: bool) -> Iterator[tuple[Number, set[_Way]]]:
    """The numbers of a text, each with the directions that its clause speaks of."""
    for clause in _CLAUSE_END.split(text):
        numbers = numbers_in(clause)
        if numbers:
            ways = {way for way, words in _WORDS.items() if words.search(clause)}
            if merit:
                ways |= {way for way, words in _MERIT.items() if words.search(clause)}
            yield from ((number, ways) for number in numbers)
