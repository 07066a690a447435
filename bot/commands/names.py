"""What commands go by: the names of `names.toml`, as people type them."""

import re
import tomllib
import unicodedata
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from bot.domain.command import CommandKind

_INSIDE = re.compile(r"[\s\-_‐‑–]+")
_CLOSE = 0.7


Word = Literal["live", "today", "yesterday", "day_before_yesterday"]
Asked = Literal["today", "week"]
Kind = CommandKind | Literal["schedules"]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    commands: dict[Kind, tuple[str, ...]]
    words: dict[Word, tuple[str, ...]]
    asked: dict[Asked, tuple[str, ...]]


class Named(NamedTuple):
    """A kind of command, the name that said so, and how many words of the text that name is."""

    kind: Kind
    name: str
    length: int


@cache
def _table() -> _Table:
    text = (files("bot.commands") / "names.toml").read_text(encoding="utf-8")
    return _Table.model_validate(tomllib.loads(text))


def command_names() -> dict[Kind, tuple[str, ...]]:
    """The names of each kind of command; "schedules" are those that are not there yet."""
    return _table().commands


def plain(name: str) -> str:
    """A name without what does not matter in it."""
    inside = _INSIDE.sub("", unicodedata.normalize("NFC", name).casefold())
    return inside.strip(":;,.!") or inside


def named(words: list[str]) -> Named | None:
    """The command that the first words name; more of them before fewer ("forget me")."""
    for length in (4, 3, 2, 1):
        found = _by_plain_name().get(plain("".join(words[:length])))
        if found and len(words) >= length:
            return Named(*found, length)
    return None


def meant(word: str) -> Named | None:
    """The command whose name a mistyped word is close to; Korean letter by letter."""
    close = get_close_matches(_letters(word)[:40], _by_letters(), n=1, cutoff=_CLOSE)
    return Named(*_by_letters()[close[0]], 1) if close else None


def said(word: Word, text: str) -> bool:
    """Whether `text` is one of the forms of a word of the table, such as "yesterday"."""
    return plain(text) in {plain(form) for form in _table().words[word]}


def asked(text: str) -> Asked | None:
    """The command that `text` as a whole asks for in a sentence, such as "what's new today?"."""
    return _by_sentence().get(plain(text.rstrip(" ?？!！.。~…")))


@cache
def _by_sentence() -> dict[str, Asked]:
    return {plain(one): kind for kind, sentences in _table().asked.items() for one in sentences}


@cache
def _by_plain_name() -> dict[str, tuple[Kind, str]]:
    return {plain(name): (kind, name) for kind, names in command_names().items() for name in names}


@cache
def _by_letters() -> dict[str, tuple[Kind, str]]:
    return {_letters(name): found for name, found in _by_plain_name().items()}


def _letters(word: str) -> str:
    return unicodedata.normalize("NFD", plain(word))
