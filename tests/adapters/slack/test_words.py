"""What only Slack's people are told."""

import re

import pytest

from adapters.slack.words import slack_words
from bot.domain.language import Language


@pytest.mark.parametrize("language", Language)
def test_every_language_says_how_the_bot_is_invited(language: Language) -> None:
    """It stands behind a sentence of the core's, on one line."""
    line = slack_words(language).how_to_invite

    assert "/invite" in line
    assert re.fullmatch(r"[^{}\n]+[.。]", line)


def test_no_language_borrows_anothers_words() -> None:
    """A line copied from another table is easily overlooked."""
    assert len({slack_words(language).how_to_invite for language in Language}) == len(Language)
