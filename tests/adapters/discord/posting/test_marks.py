"""By what a message is recognised that was sent before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.posting.marks import mark_of, nonce_of
from bot.domain.place import Place

CHANNEL = Place(platform="discord", workspace="1", channel="2")
KEY = "discord/1/2/2026-02-16/0"


@given(st.text())
def test_every_key_has_a_nonce_and_a_mark_that_discord_takes(key: str) -> None:
    """At most 25 characters, and a positive int32: 0 would be replaced."""
    assert 0 < len(nonce_of(CHANNEL, key)) <= 25
    assert 0 < mark_of(key) < 2**31


def test_they_are_the_same_in_every_process() -> None:
    """The one that looks for a message after a crash is not the one that sent it."""
    assert nonce_of(CHANNEL, KEY) == "2HZHCQYJTGEGF5UKIGFOK2DKN"
    assert mark_of(KEY) == 380_857_003


@pytest.mark.parametrize(
    "other",
    [
        CHANNEL.model_copy(update={"channel": "3"}),
        CHANNEL.model_copy(update={"thread": "3"}),
        CHANNEL.model_copy(update={"channel": "22"}),
    ],
    ids=str,
)
def test_the_same_key_elsewhere_has_another_nonce(other: Place) -> None:
    """Discord compares them with all that the bot sends: the second would never appear."""
    assert nonce_of(other, KEY) != nonce_of(CHANNEL, KEY)


def test_messages_of_a_digest_and_an_answer_are_told_apart() -> None:
    """A mark has 31 bits only, which is enough for what one looks among."""
    keys = [f"{KEY}{n}" for n in range(100)] + [
        f"answer/{n}/{m}" for n in range(10) for m in range(9)
    ]

    assert len({mark_of(key) for key in keys}) == len(keys)
