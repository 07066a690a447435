"""Streams: how they grow, and each state in which Slack refuses to go on."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack.conftest import refusal
from tests.servers.slack.messages import Message
from tests.servers.slack.people import Person
from tests.servers.slack.server import Slack

DIVIDER = {"type": "divider"}


def markdown(text: str) -> dict[str, Any]:
    return {"type": "markdown_text", "text": text}


@pytest.fixture
def alice(slack: Slack) -> Person:
    return slack.person("alice")


@pytest.fixture
async def asked(alice: Person) -> Message:
    return await alice.says(alice.direct, "what is new?")


async def test_a_stream_grows_and_ends_with_its_last_blocks(
    client: AsyncWebClient, alice: Person, asked: Message
) -> None:
    """What is streamed stands there at once; what is closed with stands below it."""
    place = alice.direct.id
    header = {"type": "header", "text": {"type": "plain_text", "text": "Sources"}}

    begun = await client.chat_startStream(channel=place, thread_ts=asked.ts)
    await client.chat_appendStream(channel=place, ts=begun["ts"], chunks=[markdown("One. ")])
    (answer,) = asked.replies
    assert answer.words == "One. "

    chunks = [markdown("Two."), {"type": "blocks", "blocks": [DIVIDER]}]
    await client.chat_appendStream(channel=place, ts=begun["ts"], chunks=chunks)
    await client.chat_stopStream(channel=place, ts=begun["ts"], blocks=[header])

    assert [block["type"] for block in answer.blocks] == ["markdown", "divider", "header"]
    assert answer.words == "One. Two.\nSources"


async def test_nothing_is_added_to_a_stream_that_has_ended(
    slack: Slack, client: AsyncWebClient, alice: Person, asked: Message
) -> None:
    """By a stop, or by itself five minutes after it began; then it is edited like any message."""
    place = alice.direct.id
    stopped = await client.chat_startStream(channel=place, thread_ts=asked.ts)
    await client.chat_stopStream(channel=place, ts=stopped["ts"], chunks=[markdown("One.")])
    left = await client.chat_startStream(channel=place, thread_ts=asked.ts)

    conflict = client.chat_update(channel=place, ts=left["ts"], text="a")
    assert (await refusal(conflict))["error"] == "streaming_state_conflict"

    slack.clock.advance(301)
    for ts in (stopped["ts"], left["ts"]):
        more = client.chat_appendStream(channel=place, ts=ts, chunks=[markdown("a")])
        assert (await refusal(more))["error"] == "message_not_in_streaming_state"
        await client.chat_update(channel=place, ts=ts, text="edited")


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({}, "missing_recipient_user_id"),
        ({"recipient_user_id": "U"}, "missing_recipient_team_id"),
        ({"recipient_user_id": "U9", "recipient_team_id": "T"}, "invalid_arguments"),
    ],
)
async def test_a_stream_in_a_channel_needs_its_recipient(
    slack: Slack, client: AsyncWebClient, alice: Person, given: dict[str, str], error: str
) -> None:
    """In channels Slack streams to one person."""
    team = slack.channel("papers")
    said = await alice.says(team, "hello")

    begin = client.api_call(
        "chat.startStream", json={"channel": team.id, "thread_ts": said.ts} | given
    )

    assert (await refusal(begin))["error"] == error


async def test_some_channels_take_no_streams(
    slack: Slack, client: AsyncWebClient, alice: Person
) -> None:
    """An app has to do without, by edits."""
    team = slack.channel("papers")
    said = await alice.says(team, "hello")
    to = {"recipient_user_id": alice.id, "recipient_team_id": slack.team}
    begin = {"channel": team.id, "thread_ts": said.ts} | to
    await client.api_call("chat.startStream", json=begin)

    slack.world.streams_in_channels = False
    refused = await refusal(client.api_call("chat.startStream", json=begin))

    assert len(said.replies) == 1
    assert refused["error"] == "channel_type_not_supported"


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({}, "no_text"),
        ({"markdown_text": "a"}, "streaming_mode_mismatch"),
        ({"markdown_text": "a", "chunks": [markdown("a")]}, "cannot_provide_both_markdown_text_and_chunks"),
        ({"chunks": [{"type": "song"}]}, "invalid_chunks"),
        ({"chunks": [{"type": "task_update", "id": "1", "title": "Read", "status": "odd"}]}, "invalid_chunks"),
        ({"chunks": [{"type": "blocks", "blocks": [{"type": "poster"}]}]}, "invalid_chunks"),
        ({"chunks": [{"type": "blocks", "blocks": [DIVIDER] * 50}]}, "invalid_blocks"),
        ({"chunks": [markdown("a" * 12_001)]}, "invalid_chunks"),
        ({"chunks": [markdown("a" * 12_000), markdown("a" * 1_200)]}, "msg_too_long"),
    ],
)  # fmt: skip
async def test_a_piece_that_does_not_fit_is_refused(
    client: AsyncWebClient,
    alice: Person,
    asked: Message,
    more: dict[str, Any],
    error: str,
) -> None:
    """And the stream stays as it was: what was shown is not lost."""
    place = alice.direct.id
    opening = [markdown("One."), {"type": "blocks", "blocks": [DIVIDER]}]
    begun = await client.chat_startStream(channel=place, thread_ts=asked.ts, chunks=opening)

    piece = client.api_call("chat.appendStream", json={"channel": place, "ts": begun["ts"]} | more)

    assert (await refusal(piece))["error"] == error
    assert asked.replies[0].words.startswith("One.")


async def test_a_stream_belongs_to_the_app_and_a_direct_message_names_no_recipient(
    client: AsyncWebClient, alice: Person, asked: Message
) -> None:
    """Two things that the documentation only hints at."""
    place = alice.direct.id

    foreign = client.chat_appendStream(channel=place, ts=asked.ts, chunks=[markdown("a")])
    named = client.chat_startStream(channel=place, thread_ts=asked.ts, recipient_user_id=alice.id)

    assert (await refusal(foreign))["error"] == "message_not_owned_by_app"
    assert (await refusal(named))["error"] == "invalid_arguments"
