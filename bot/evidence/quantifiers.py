"""All, most, all but one: a statement that says "all" may not drop what its quotes leave out."""

import re
from collections.abc import Sequence

_SAYS_ALL = re.compile(
    r"\b(?:all|every)\b|모든|모두|전부|全て|すべて|全部|あらゆる|所有|一切", re.IGNORECASE
)
# What may well be put as "all", in another language too.
_ALL = re.compile(
    r"\b(?:all|every\w*|each|always|entire(?:ly)?|whole|any|both|across|throughout|consistently|full)\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\bexcept(?:ing|s)?\b|\bexception (?:of|is|are)\b|\bbut (?:not|one|two|three)\b"
    r"|\bexclud(?:es?|ed|ing)\b|\b(?:apart|aside) from\b|\bnot (?:all|every)\b|\ball but\b",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\b(?:most|some|a few|few|half|several|part) (?:of|\w+s\b)|\b(?:nearly|almost) (?:all|every)\b|\bmajority\b",
    re.IGNORECASE,
)
_LEAVES_OUT = re.compile(
    r"\b(?:except\w*|but|exclud\w*|apart|aside|other than|only|not|most|nearly|almost|majority)\b"
    r"|제외|빼[고면]|외에|외의|이외|말고|대부분|거의|않|아니|없|除|以外|ほとんど|大半|ない|大多|几乎|不|没",
    re.IGNORECASE,
)
# What is said of all or most of one thing, where the quotes give the share of that thing.
_OF_ALL = re.compile(
    r"\b(?P<most>most|(?:the )?(?:vast )?majority|all|every|entire)\s(?:of\s)?(?:the\s|its\s|these\s)?(?P<noun>[a-z]{3,})",
    re.IGNORECASE,
)
_OF_ALL_ASIAN = re.compile(
    r"[을를]\s(?:모두|전부)|(?:대부분|과반수?)[을의이]|大部分|全部|すべてを|全てを|過半数|大多数"
)
_SHARE = re.compile(
    r"(?<![\d.])(?P<share>\d{1,3}(?:\.\d{1,9})?)\s?\\?(?:%|percent) of (?:the |its |all |these )?(?P<noun>[a-z]{3,})",
    re.IGNORECASE,
)
_STEM = 5  # letters
_HALF = 50  # percent
_SENTENCE_END = re.compile(r"[.!?。]\s|;\s")


def overstates_all(statement: str, quotes: Sequence[str]) -> bool:
    """Whether it says "all" where its quotes say "most", "some", "40% of", or "all except …"."""
    if _overstates_share(statement, " ".join(quotes)):
        return True
    if not _SAYS_ALL.search(statement) or _LEAVES_OUT.search(statement):
        return False
    sentences = [sentence for quote in quotes for sentence in _SENTENCE_END.split(quote)]
    if any(_ALL.search(s) for s in sentences if not _EXCEPT.search(s) and not _MOST.search(s)):
        return False
    if any(_EXCEPT.search(sentence) for sentence in sentences):
        return True
    return all(_MOST.search(s) and not _SAYS_ALL.search(_MOST.sub("", s)) for s in sentences)


def _overstates_share(statement: str, quotes: str) -> bool:
    if "%" in statement or _ALL.search(quotes) or _MOST.search(quotes):
        return False
    shares = {m["noun"].lower()[:_STEM]: float(m["share"]) for m in _SHARE.finditer(quotes)}
    if _OF_ALL_ASIAN.search(statement):
        return bool(shares) and max(shares.values()) <= _HALF
    return any(
        shares.get(m["noun"].lower()[:_STEM], 100) <= _HALF for m in _OF_ALL.finditer(statement)
    )
