"""What only Slack's people are told, in each language."""

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, TypeAdapter

from bot.domain.language import Language


class SlackWords(BaseModel):
    """Sentences about Slack itself. A language that lacks one does not load."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    how_to_invite: str


@cache
def _table() -> dict[Language, SlackWords]:
    text = (files("adapters.slack") / "words.toml").read_text(encoding="utf-8")
    return TypeAdapter(dict[Language, SlackWords]).validate_python(tomllib.loads(text))


def slack_words(language: Language) -> SlackWords:
    """Those of a language."""
    return _table()[language]
