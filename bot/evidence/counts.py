"""What quotes back as a number: the numbers in them, and how many things they name."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bot.evidence.numbers import Number, read_numbers

# Words that count without a numeral.
_COUNT_WORDS = {
    Number(Decimal(value), unit): re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for value, unit, words in (
        (1, "", "one|single|once|sole|first"),
        (2, "", "both|pair(?:s|ed)?|dual|twin"),
        (3, "", "trio|triplets?|triple|(?:a|one|two)[- ]thirds?"),
        (2, "x", "twice|twofold|doubl(?:es?|ed|ing)"),
        (3, "x", "threefold|tripl(?:es?|ed|ing)"),
        (10, "x", "tenfold"),
    )
}
HALF = Number(Decimal(50), "%")
_HALF_IN_WORDS = re.compile(
    r"\b(?:half|halv(?:es?|ed|ing))\b(?!-|\s(?:precision|life))|절반|(?<![가-힣])반(?:으로|토막)"
    r"|(?<!大)半分(?!布)|半減|(?<!统)(?<!統)一半(?!导|導)|减半|減半",
    re.IGNORECASE,
)
_DIMENSIONS = re.compile(r"\b(\d)-?D\b")
_BREAK = re.compile(r"([;:()]|[.!?]\s)")
# "On MATH, GSM8K and AIME" names three, "On reasoning, GSM8K and AIME improve" two.
_LEADS_UP = re.compile(
    r"\s*(?:in|on|with|across|for|using|by|from|to|under|without|after|when|while|although|compared"
    r"|moreover|furthermore|however|thus|here|\w+ly)\b",
    re.IGNORECASE,
)
_AND = re.compile(r",?\s(?:and|or|&)\s", re.IGNORECASE)


def backed_numbers(quotes: Iterable[str]) -> set[Number]:
    """Every number a statement on these quotes may give."""
    backed: set[Number] = set()
    for quote in quotes:
        backed.update(_read(quote))
        backed.update(number for number, words in _COUNT_WORDS.items() if words.search(quote))
        backed.update(Number(Decimal(count), "") for count in counts_in(quote))
    return backed


def speaks_of_half(text: str) -> bool:
    """Whether a half is said in words, which no numeral shows."""
    return _HALF_IN_WORDS.search(text) is not None


def _read(quote: str) -> Iterator[Number]:
    if speaks_of_half(quote):
        yield HALF
    for match in _DIMENSIONS.finditer(quote):
        yield Number(Decimal(match[1]), "")
    for number, scale, in_name in read_numbers(quote):
        if not in_name or scale > 1:  # the size in Qwen2.5-7B counts parameters
            yield number
        if number.unit == "x":  # "three times" is how often, or how much more
            yield Number(number.value, "")


def counts_in(text: str) -> set[int]:
    """How many items each list in the text names: "LLaMA, Mistral, and Qwen" counts three."""
    counts: set[int] = set()
    before = ""
    for stretch in _BREAK.split(text):
        *heads, _ = _AND.split(stretch)
        lengths = [head.count(", ") + 2 for head in heads]
        if before in {":", "("} and not heads and ", " in stretch:
            lengths.append(stretch.count(", ") + 1)
        counts.update(lengths)
        if heads and lengths[0] > 2 and _LEADS_UP.match(stretch):
            counts.add(lengths[0] - 1)
        before = stretch
    return counts
