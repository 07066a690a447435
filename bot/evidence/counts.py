"""What quotes back as a number: the numbers in them, and how many things they name."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.evidence.labels import backs_a_count
from bot.evidence.numbers import Number, numbers_in, read_numbers
from bot.evidence.units import COUNTED, spoken_of

_MONTHS = "January February March April May June July August September October November December"
# Words that count without a numeral.
_COUNT_WORDS = [
    (Number(Decimal(value), unit), re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for value, unit, words in (
        (0, "", "no|none|not|never|zero|without|free"),
        (1, "", "one|single|once|sole|first"),
        (2, "", "both|couple|pair(?:s|ed)?|dual|twin|double"),
        (3, "", "trio|triplets?|triple"),
        (12, "", "dozen"),
        (2, "x", "twice|twofold|doubl(?:es?|ed|ing)"),
        (3, "x", "threefold|tripl(?:es?|ed|ing)"),
        (4, "x", "fourfold|quadrupl(?:es?|ed|ing)"),
        (10, "x", "tenfold"),
        *((month, "", f"(?-i:{name})") for month, name in enumerate(_MONTHS.split(), start=1)),
    )
]
# Those of them that nobody writes unless something grew; "double descent" counts nothing.
_RATIO_WORDS = {
    Number(Decimal(value), "x"): words
    for value, words in (
        (
            2,
            r"\b(?:twofold|doubles|doubled|doubling|twice (?:as|the))\b|倍増|倍增|翻倍|翻番|갑절|곱절",
        ),
        (3, r"\b(?:threefold|triples|tripled|tripling)\b"),
        (4, r"\b(?:fourfold|quadrupl(?:es|ed|ing))\b"),
        (10, r"\btenfold\b"),
    )
}
_STATED_WORDS = {
    number: re.compile(words, re.IGNORECASE)
    for number, words in {
        **_RATIO_WORDS,
        Number(Decimal(12), ""): r"(?<!half )\b(?:an?|one) dozen\b",
        Number(Decimal(6), ""): r"\bhalf a dozen\b",
        Number(Decimal(2), ""): r"\b(?:an?|one) couple of\b",
        Number(Decimal(0), ""): r"\bzero (?!shots?\b)[a-z]+s\b|(?<![가-힣])영\s?개",
    }.items()
}
_SAYS_ONE = re.compile(
    r"\b(?:(?:only|just|exactly) one|an? single|one (?:benchmark|data ?set|model|task|domain|language))\b"
    r"|(?<![가-힣])(?:한\s?(?:개|가지|종|명)|단일|하나(?:에서|만|뿐|의\s(?:벤치|데이터|모델|과제)))"
    r"|[一1]つの(?=ベンチ|データ|モデル|タスク)|単一|单一|[仅只].{0,3}一[个種种]",
    re.IGNORECASE,
)
_MAY_BE_ONE = re.compile(
    r"\b(?:an?|one|single|sole|only|same|unif\w+|uni\w*|mono\w*|individual|each|every|per|any|alone|1|joint\w*|shared"
    r"|end-to-end|once|just)\b|한|하나|단일|一|単|单|1",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(\d{1,3})/(\d{1,3})")
_DIMENSIONS = re.compile(r"\b(\d)-?D\b")
_BREAK = re.compile(r"([;:()]|[.!?]\s)")
# "On MATH, GSM8K and AIME" names three, "On reasoning, GSM8K and AIME improve" two.
_LEADS_UP = re.compile(
    r"\s*(?:in|on|with|across|for|using|by|from|to|under|without|after|when|while|although|compared"
    r"|moreover|furthermore|however|thus|here|\w+ly)\b",
    re.IGNORECASE,
)
_AND = re.compile(r",?\s(?:and|or|&|as well as|plus)\s", re.IGNORECASE)
_PARENTHESES = re.compile(r"\s?\(([^()]*)\)")
_CLAUSE = re.compile(
    r"\b(?:we|it|they|this|that|which|there|is|are|was|were|has|have|evaluate[sd]?|show[sn]?|includ(?:es?|ing)"
    r"|such as|namely|uses?|compar(?:es?|ing)|consists?|achieves?)\b",
    re.IGNORECASE,
)


class Backed(NamedTuple):
    """Every number that statements on some quotes may give, and those that may count things."""

    numbers: set[Number]
    counts: set[Number]


def backed_numbers(quotes: Iterable[str]) -> Backed:
    """What quotes back as a number."""
    backed = Backed(set(), set())
    for quote in quotes:
        words = {number for number, words in _COUNT_WORDS if words.search(quote)}
        listed = {Number(Decimal(count), "") for count in counts_in(quote)}
        backed.numbers.update(words, listed, _read(quote))
        backed.counts.update(words, listed, _counts(quote))
    return backed


def stated_numbers(statement: str) -> list[Number]:
    """Every number that a statement gives and its quotes have to back."""
    words = (number for number, words in _STATED_WORDS.items() if words.search(statement))
    return [*numbers_in(statement), *words]


def says_one(statement: str, quotes: Iterable[str]) -> bool:
    """Whether a statement says that there is but one, where no word of its quotes does."""
    return bool(_SAYS_ONE.search(statement)) and not any(map(_MAY_BE_ONE.search, quotes))


def _read(quote: str) -> Iterator[Number]:
    for slashed in _SLASHED.finditer(quote):  # 1/2 is a half, or a first and a second
        yield from (Number(Decimal(side), "") for side in slashed.groups())
    for match in _DIMENSIONS.finditer(quote):
        yield Number(Decimal(match[1]), "")
    units = spoken_of(quote)
    for reading in read_numbers(quote):
        number = reading.number
        if not reading.in_name or reading.scale > 1:  # the size in Qwen2.5-7B counts parameters
            yield number
            if not number.unit:
                others = {"parameters"} if reading.in_name else units
                yield from (Number(number.value, unit) for unit in others)
        if number.unit == "x":  # "three times" is how often, or how much more
            yield Number(number.value, "")


def _counts(quote: str) -> Iterator[Number]:
    for reading in read_numbers(quote):
        if backs_a_count(quote, reading):
            value, unit = reading.number
            yield reading.number
            yield from (Number(value, other) for other in ("", *COUNTED) if unit in {"", "x"})


def counts_in(text: str) -> set[int]:
    """How many items each list in the text names: "LLaMA, Mistral, and Qwen" counts three."""
    counts: set[int] = set()
    for inside in _PARENTHESES.findall(text):
        counts.update(_counts_in_stretch(inside, opened=True))
    before = ""
    for stretch in _BREAK.split(_PARENTHESES.sub("", text)):
        counts.update(_counts_in_stretch(stretch, opened=before in {":", "("}))
        before = stretch
    return counts


def _counts_in_stretch(stretch: str, *, opened: bool) -> Iterator[int]:
    *heads, _ = _AND.split(stretch)
    for head in heads:
        yield from _lengths(head.split(", "))
    if opened and not heads and ", " in stretch:
        yield stretch.count(", ") + 1


def _lengths(pieces: list[str]) -> Iterator[int]:
    """How long the list may be that ends after these pieces with one item more.

    It begins at the last piece that has a clause of its own: "In short, we use LLaMA".
    """
    first = len(pieces) - 1
    while first and not _CLAUSE.search(pieces[first]):
        first -= 1
    length = len(pieces) - first + 1
    yield length
    if length > 2 and _LEADS_UP.match(pieces[first]) and not _CLAUSE.search(pieces[first]):
        yield length - 1
