"""One form for characters that look alike, and those that have no place in a statement.

Where a statement is compared by meaning, "４０", "𝟒𝟎", "④⓪" and "40" are the same number and "é" is
an e; `legible` brings both sides into that form. What no reader sees is taken out of a statement
before it is checked or shown: refusing it would cost honest statements, and what is checked is so
what is shown.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

# Cf, and what else UAX #44 calls Default_Ignorable_Code_Point.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_RAISED = re.compile("(?<=[A-Za-z0-9)\\]])([⁺⁻]?[⁰¹²³⁴-⁹]+)")
_FRACTION = re.compile("(?<=\\d)(?=[¼-¾⅐-⅞])")
_SIGNS = str.maketrans("％＋－＝＜＞＠．／：−⁄⁻⁺", "%+-=<>@./:-/-+")
_OWN = re.compile("[A-Za-z\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3々〆ー]")
_WORD = re.compile(r"[^\W\d_]+")
# Greek stands for quantities; these of its letters pass for Latin ones.
_LOOK_LATIN = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳ")


def seen(text: str) -> str:
    """The text without what no reader can see: soft hyphens, joiners, fillers, selectors."""
    return _UNSEEN.sub("", text)


def legible(text: str) -> str:
    """The form in which numbers, names and words of two texts are compared.

    Letters and numbers are those of NFKC (UAX #15), Latin ones without accents; 10⁵ is 10^5.
    """
    text = seen(unicodedata.normalize("NFC", text))
    if text.isascii():
        return text
    text = _FRACTION.sub(" ", _RAISED.sub(r"^\1", text))
    plain = "".join(_plain(character) for character in text).translate(_SIGNS)
    return unicodedata.normalize("NFC", plain)


def strange_word(text: str, sources: Iterable[str]) -> str | None:
    """A word with letters that no language here has or that pass for others, and in no source."""
    strange = [word for word in _words(text) if any(map(_is_strange, word))]
    known = {word for source in sources for word in _words(source)} if strange else set()
    return next((word for word in strange if word not in known), None)


def _words(text: str) -> Iterator[str]:
    return (match[0] for match in _WORD.finditer(legible(text)))


def _is_strange(letter: str) -> bool:
    if _OWN.match(letter):
        return False
    return letter in _LOOK_LATIN or not unicodedata.name(letter, "").startswith("GREEK")


def _plain(character: str) -> str:
    if character < "\x80" or not character.isalnum():
        return character
    same = unicodedata.normalize("NFKC", character)
    bare = unicodedata.normalize("NFD", same)
    return bare[0] if bare[0].isascii() and all(map(unicodedata.combining, bare[1:])) else same
