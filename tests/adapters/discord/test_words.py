"""What only Discord's people are told."""

import re

import pytest

from adapters.discord.words import DiscordWords, discord_words
from bot.domain.language import Language


@pytest.mark.parametrize("language", Language)
def test_every_language_says_how_the_bot_is_invited(language: Language) -> None:
    """It stands behind a sentence of the core's, on one line."""
    assert re.fullmatch(r"[^{}\n]+[.。]", discord_words(language).how_to_invite)


@pytest.mark.parametrize("word", DiscordWords.model_fields)
def test_no_language_borrows_anothers_words(word: str) -> None:
    """A line copied from another table is easily overlooked."""
    said = {getattr(discord_words(language), word) for language in Language}

    assert len(said) == len(Language)
