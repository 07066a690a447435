"""What is said of a command that cannot be read, in the language of who typed it."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from bot.domain.base import clip
from bot.domain.command import CommandKind
from bot.domain.language import Language

Problem = Literal[
    "takes_only_live",
    "no_date",
    "not_a_date",
    "not_in_calendar",
    "no_words",
    "no_paper",
    "not_a_paper",
    "no_question",
    "takes_nothing",
    "too_long",
    "unknown",
    "did_you_mean",
    "no_schedules",
]
_SHOWN = 40  # characters of what was typed


class _Words(BaseModel):
    """Those of a language: `names` go before the examples where nobody typed a name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    example: str
    problems: dict[Problem, str]
    names: dict[CommandKind, str]
    after: dict[CommandKind, str]


class MistakeError(Exception):
    """A command that cannot be read: a problem, and the command that it is about.

    `name` is what the command was called, empty where it was not called anything.
    """

    def __init__(
        self, problem: Problem, kind: CommandKind, name: str = "", typed: str = ""
    ) -> None:
        super().__init__(problem)
        self._problem: Problem = problem
        self._kind: CommandKind = kind
        self._name = name
        self._typed = typed

    def line(self, language: Language) -> str:
        """One line for people, with an example that works."""
        words = _table()[language]
        name = self._name or words.names[self._kind]
        said = words.problems[self._problem].replace("{name}", name)
        example = f"/papers {name} {words.after.get(self._kind, '')}".rstrip()
        shown = words.example.replace("{example}", example)
        return f"{said} {shown}".replace("{typed}", clip(self._typed, _SHOWN))


@cache
def _table() -> dict[Language, _Words]:
    text = (files("bot.commands") / "mistakes.toml").read_text(encoding="utf-8")
    return TypeAdapter(dict[Language, _Words]).validate_python(tomllib.loads(text))
