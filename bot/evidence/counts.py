"""What quotes back as a number: the numbers in them, and how many things they name."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bot.evidence.numbers import Number, numbers_in, read_numbers

# Words that count without a numeral.
_COUNT_WORDS = {
    Number(Decimal(value), unit): re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for value, unit, words in (
        (1, "", "one|single|once|sole|first"),
        (2, "", "both|pair(?:s|ed)?|dual|twin|double"),
        (3, "", "trio|triplets?|triple"),
        (2, "x", "twice|twofold|doubl(?:es?|ed|ing)"),
        (3, "x", "threefold|tripl(?:es?|ed|ing)"),
        (4, "x", "fourfold|quadrupl(?:es?|ed|ing)"),
        (10, "x", "tenfold"),
    )
}
# Those of them that nobody writes unless something grew; "double descent" counts nothing.
_RATIO_WORDS = {
    Number(Decimal(value), "x"): re.compile(words, re.IGNORECASE)
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


def backed_numbers(quotes: Iterable[str]) -> set[Number]:
    """Every number a statement on these quotes may give."""
    backed: set[Number] = set()
    for quote in quotes:
        backed.update(_read(quote))
        backed.update(number for number, words in _COUNT_WORDS.items() if words.search(quote))
        backed.update(Number(Decimal(count), "") for count in counts_in(quote))
    return backed


def stated_numbers(statement: str) -> list[Number]:
    """Every number that a statement gives and its quotes have to back."""
    words = (number for number, words in _RATIO_WORDS.items() if words.search(statement))
    return [*numbers_in(statement), *words]


def _read(quote: str) -> Iterator[Number]:
    for slashed in _SLASHED.finditer(quote):  # 1/2 is a half, or a first and a second
        yield from (Number(Decimal(side), "") for side in slashed.groups())
    for match in _DIMENSIONS.finditer(quote):
        yield Number(Decimal(match[1]), "")
    for _, _, number, scale, in_name in read_numbers(quote):
        if not in_name or scale > 1:  # the size in Qwen2.5-7B counts parameters
            yield number
        if number.unit == "x":  # "three times" is how often, or how much more
            yield Number(number.value, "")


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
