"""What a person wrote themselves: without links, code, quoted lines and the platforms' codes."""

import re
import unicodedata

_FOREIGN = re.compile(
    r"```[\s\S]*?(?:```|\Z)"
    r"|`[^`\n]*`"
    r"|^[ \t]*(?:&gt;|>).*$"  # a line quoted from somebody else
    r"|<(?:https?://|@|#|!|a?:)[^<>\n]{1,500}>"  # links, mentions, emoji as chat platforms write them
    r"|https?://\S+"
    r"|(?<![\w:]):[a-z0-9_+-]{2,40}:(?![\w:])",  # :tada:
    re.MULTILINE | re.IGNORECASE,
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]")
_PLAIN = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {ord("’"): "'", 0x3000: " "}
_READ = 2_000  # characters
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。!?])(?=[^\s!?。.])|\n")


def composed(text: str) -> str:
    """`text` with composed letters (a Mac may send Korean in parts), without invisible ones."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def own_words(text: str) -> str:
    """The person's own words, line by line, in lower case, full-width signs as plain ones.

    Of a long message the beginning and the end, where people say what they want.
    """
    if len(text) > 2 * _READ:
        text = f"{text[:_READ]}\n{text[-_READ:]}"
    own = _FOREIGN.sub(" ", composed(text)).translate(_PLAIN).lower()
    return "\n".join(" ".join(line.split()) for line in own.splitlines())


def sentences_of(own: str) -> list[str]:
    """The sentences of `own_words`, none of them empty."""
    return [part.strip() for part in _SENTENCE_END.split(own) if part.strip()]


def masked(text: str) -> str:
    """`text` with blanks, as many characters, for what is not the person's own words."""
    return _FOREIGN.sub(lambda match: " " * len(match[0]), text)
