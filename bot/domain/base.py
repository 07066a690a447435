"""The base of every domain model, and the text types they share.

Text from outside is untrusted: a `line` holds no line break and no control or
bidirectional-override character, and each has a maximum length in characters.
"""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

_SPACES = re.compile(r"\s+")
# Overrides and isolates reorder what people see; the rest are invisible without use in prose.
_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_TAGS = re.compile("[\U000e0000-\U000e007f]")


class Model(BaseModel):
    """A frozen value; unknown fields are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def single_line(text: str) -> str:
    """`text` on one line: runs of white space become one space, hidden characters are dropped."""
    text = _TAGS.sub("", _HIDDEN.sub("", _SPACES.sub(" ", text)))
    kept = "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cs"})
    return _SPACES.sub(" ", kept).strip()


def clip(text: str, limit: int) -> str:
    """`text` on one line and at most `limit` characters, shortened at a word with an ellipsis."""
    text = single_line(text)
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    word_end = head.rfind(" ")
    return (head[:word_end] if word_end > limit // 2 else head).rstrip() + "…"


def _as_line(value: object) -> object:
    return single_line(value) if isinstance(value, str) else value


def _http_url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"'|\\^`{}()\[\]]+", value):
        raise ValueError("expected an http(s) address without spaces, quotes or brackets")
    return value


Name = Annotated[str, BeforeValidator(_as_line), StringConstraints(min_length=1, max_length=200)]
Title = Annotated[str, BeforeValidator(_as_line), StringConstraints(min_length=1, max_length=500)]
Label = Annotated[str, BeforeValidator(_as_line), StringConstraints(min_length=1, max_length=60)]
Prose = Annotated[str, BeforeValidator(_as_line), StringConstraints(min_length=1, max_length=2_000)]
LongText = Annotated[
    str, BeforeValidator(_as_line), StringConstraints(min_length=1, max_length=20_000)
]
Url = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_http_url)]
