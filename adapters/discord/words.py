"""What only Discord's people are told, in each language."""

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, TypeAdapter

from bot.domain.language import Language


class DiscordWords(BaseModel):
    """Sentences about Discord itself. A language that lacks one does not load."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    how_to_invite: str
    bot_may_not_post: str
    you_may_not_post: str


@cache
def _table() -> dict[Language, DiscordWords]:
    text = (files("adapters.discord") / "words.toml").read_text(encoding="utf-8")
    return TypeAdapter(dict[Language, DiscordWords]).validate_python(tomllib.loads(text))


def discord_words(language: Language) -> DiscordWords:
    """Those of a language."""
    return _table()[language]
