"""The base of every domain model, and the text types they share.

Text from outside is untrusted: a `line` holds no line break and no control or
bidirectional-override character, and each has a maximum length in characters. A `Moment` is
aware and in UTC.
"""

import datetime as dt
import re
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
)

_SPACES = re.compile(r"\s+")
# Overrides and isolates reorder what people see; the rest are invisible without use in prose.
# Controls move the cursor, and a lone surrogate cannot even be written.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_TAGS = re.compile("[\U000e0000-\U000e007f]")


class Model(BaseModel):
    """A frozen value; unknown fields are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def inline(text: str) -> str:
    """Runs of white space, line breaks too, become one space; hidden characters are dropped."""
    if text.isprintable() and "  " not in text:  # nothing of that, as most texts: the quick way out
        return text
    text = _TAGS.sub("", _HIDDEN.sub("", _SPACES.sub(" ", text)))
    return _SPACES.sub(" ", text)


def single_line(text: str) -> str:
    """`text` on one line, see `inline`, without a space at its ends."""
    return inline(text).strip()


def clip(text: str, limit: int) -> str:
    """`text` on one line and at most `limit` characters, shortened at a word with an ellipsis."""
    text = single_line(text)
    if len(text) <= limit:
        return text
    word_end = text.rfind(" ", 0, limit)
    return text[: word_end if word_end > limit // 2 else limit - 1].rstrip() + "…"


def _as_line(value: object) -> object:
    return single_line(value) if isinstance(value, str) else value


def _as_inline(value: object) -> object:
    return inline(value) if isinstance(value, str) else value


def _http_url(value: str) -> str:
    plain = value == single_line(value)  # a control character in an address acts on a terminal
    if not plain or not re.fullmatch(r"https?://[^\s<>\"'|\\^`{}()\[\]]+", value):
        raise ValueError("expected an http(s) address without spaces, quotes or brackets")
    return value


def _in_utc(value: dt.datetime) -> dt.datetime:
    try:
        return value.astimezone(dt.UTC)
    except OverflowError as error:
        raise ValueError("expected a time between the years 1 and 9999 in UTC") from error


# The constraint stands first: a refusal then speaks of characters, and counts those that are kept.
Name = Annotated[str, StringConstraints(min_length=1, max_length=200), BeforeValidator(_as_line)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=500), BeforeValidator(_as_line)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=60), BeforeValidator(_as_line)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=2_000), BeforeValidator(_as_line)]
LongText = Annotated[
    str, StringConstraints(min_length=1, max_length=20_000), BeforeValidator(_as_line)
]
# A piece of running text: the spaces at its ends join it to its neighbours.
Words = Annotated[
    str, StringConstraints(min_length=1, max_length=2_000), BeforeValidator(_as_inline)
]
Url = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_http_url)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
