"""What is said of a command that cannot be read, in the language of who typed it."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import TypeAdapter

from bot.domain.base import clip
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
    "example",
    "today",
]
_SHOWN = 40  # characters of what was typed


class MistakeError(Exception):
    """A command that cannot be read: a problem, the command it is about, an example that works."""

    def __init__(self, problem: Problem, name: str, example: str, typed: str = "") -> None:
        super().__init__(problem)
        self._problem: Problem = problem
        self._name = name
        self._example = example
        self._typed = typed

    def line(self, language: Language) -> str:
        """One line for people."""
        words = _table()[language]
        said = words[self._problem].replace("{name}", self._name)
        shown = words["example"].replace(
            "{example}", self._example.replace("{today}", words["today"])
        )
        return f"{said} {shown}".replace("{typed}", clip(self._typed, _SHOWN))


@cache
def _table() -> dict[Language, dict[Problem, str]]:
    text = (files("bot.commands") / "mistakes.toml").read_text(encoding="utf-8")
    return TypeAdapter(dict[Language, dict[Problem, str]]).validate_python(tomllib.loads(text))
