"""Content, embeds and nonces: each limit holds to the character, and what is over is named."""

import pytest

from tests.servers.discord.content import check
from tests.servers.discord.parts import (
    Part,
    buttons,
    embed,
    layout,
    row,
    why_of,
)
from tests.servers.discord.refusals import Refusal

AT_THE_LIMIT: dict[str, Part] = {
    "content": {"content": "가" * 2_000},
    "a nonce": {"content": "a", "nonce": "a" * 25},
    "ids to mention": {"content": "a", "allowed_mentions": {"users": ["1"] * 100}},
    "embeds": {"embeds": [{"title": "a"}] * 10},
    "all of an embed": embed(description="a" * 4_096, footer={"text": "a" * 1_904}),
    "fields": embed(fields=[{"name": "a", "value": "a"}] * 25),
    "rows": {"content": "a", "components": [row(b) for b in buttons(5)]},
}
OVER_THE_LIMIT: dict[str, tuple[Part, str]] = {
    "content": ({"content": "가" * 2_001}, "content BASE_TYPE_MAX_LENGTH"),
    "emoji": ({"content": "😀" * 1_001}, "content BASE_TYPE_MAX_LENGTH"),
    "a nonce": ({"content": "a", "nonce": "a" * 26}, "nonce NONCE_TYPE_TOO_LONG"),
    "a nonce of another kind": ({"content": "a", "nonce": True}, "nonce NONCE_TYPE_INVALID_TYPE"),
    "ids to mention": (
        {"content": "a", "allowed_mentions": {"users": ["1"] * 101}},
        "allowed_mentions.users BASE_TYPE_MAX_LENGTH",
    ),
    "mentions twice": (
        {"content": "a", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
    "kinds of mentions": (
        {"content": "a", "allowed_mentions": {"parse": ["here"]}},
        "allowed_mentions.parse BASE_TYPE_CHOICES",
    ),
    "embeds": ({"embeds": [{"title": "a"}] * 11}, "embeds BASE_TYPE_MAX_LENGTH"),
    "a title": (embed(title="a" * 257), "embeds.0.title BASE_TYPE_MAX_LENGTH"),
    "a value": (
        embed(fields=[{"name": "a", "value": "a" * 1_025}]),
        "embeds.0.fields.0.value BASE_TYPE_MAX_LENGTH",
    ),
    "fields": (
        embed(fields=[{"name": "a", "value": "a"}] * 26),
        "embeds.0.fields BASE_TYPE_MAX_LENGTH",
    ),
    "all embeds": (
        {"embeds": [{"description": "a" * 3_001}, {"description": "a" * 3_000}]},
        "embeds MAX_EMBED_SIZE_EXCEEDED",
    ),
    "rows": (
        {"content": "a", "components": [row(b) for b in buttons(6)]},
        "components BASE_TYPE_BAD_LENGTH",
    ),
}


@pytest.mark.parametrize("what", AT_THE_LIMIT)
def test_a_message_may_use_all_that_is_allowed(what: str) -> None:
    """What is refused too early would make the product split what need not be split."""
    check(AT_THE_LIMIT[what])


@pytest.mark.parametrize("what", OVER_THE_LIMIT)
def test_a_message_may_use_no_more(what: str) -> None:
    """What is not refused here is refused before people."""
    body, why = OVER_THE_LIMIT[what]

    with pytest.raises(Refusal) as refused:
        check(body)

    assert why_of(refused.value) == why


@pytest.mark.parametrize(
    "body",
    [{}, {"content": " \n "}, {"content": None, "embeds": []}, layout(), {"components": []}],
)
def test_a_message_says_something(body: Part) -> None:
    """Discord has an error of its own for an empty one."""
    with pytest.raises(Refusal) as refused:
        check(body)

    assert refused.value.body["code"] == 50006
