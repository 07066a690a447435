"""What is read back of a workspace: history, threads, people."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack.server import Slack


async def test_history_shows_parents_newest_first_and_markers_only_when_asked(
    slack: Slack, client: AsyncWebClient
) -> None:
    """How a post that is in doubt is looked for."""
    team = slack.channel("papers")
    marker = {"event_type": "papers", "event_payload": {"key": "one"}}
    first = await client.chat_postMessage(channel=team.id, text="one", metadata=marker)
    await client.chat_postMessage(channel=team.id, text="reply", thread_ts=first["ts"])
    second = await client.chat_postMessage(channel=team.id, text="two")

    bare = await client.conversations_history(channel=team.id)
    full = await client.conversations_history(channel=team.id, include_all_metadata=True)
    since = await client.conversations_history(channel=team.id, oldest=first["ts"])
    also = await client.conversations_history(channel=team.id, oldest=first["ts"], inclusive=True)

    assert [m["text"] for m in bare["messages"]] == ["two", "one"]
    assert "metadata" not in bare["messages"][1]
    assert full["messages"][1]["metadata"] == marker
    assert bare["messages"][1]["reply_count"] == 1
    assert [m["ts"] for m in since["messages"]] == [second["ts"]]
    assert len(also["messages"]) == 2


@pytest.mark.parametrize(("marketplace", "pages"), [(True, [20]), (False, [15, 5])])
async def test_a_long_thread_comes_in_pages(
    slack: Slack, client: AsyncWebClient, *, marketplace: bool, pages: list[int]
) -> None:
    """Apps outside the Marketplace see fifteen at once, whatever they ask for."""
    slack.world.marketplace = marketplace
    team = slack.channel("papers")
    root = await client.chat_postMessage(channel=team.id, text="root")
    for number in range(20):
        await client.chat_postMessage(channel=team.id, text=str(number), thread_ts=root["ts"])

    shown = [
        [m["text"] for m in page["messages"][1:]]
        async for page in await client.conversations_replies(
            channel=team.id, ts=root["ts"], limit=200
        )
    ]

    assert [len(page) for page in shown] == pages
    assert [text for page in shown for text in page] == [str(n) for n in range(20)]


async def test_a_private_message_is_seen_by_one_person_alone(
    slack: Slack, client: AsyncWebClient
) -> None:
    """And nobody finds it later: it is in no history."""
    team, alice, bob = slack.channel("papers"), slack.person("alice"), slack.person("bob")

    await client.chat_postEphemeral(channel=team.id, user=alice.id, text="only you")

    assert [m.text for m in alice.sees(team)] == ["only you"]
    assert bob.sees(team) == []
    assert (await client.conversations_history(channel=team.id))["messages"] == []


async def test_people_are_written_to_directly_and_known_by_their_profile(
    slack: Slack, client: AsyncWebClient
) -> None:
    """The language and time zone of a person come from there, and whether they may manage."""
    alice = slack.person("alice", admin=True, tz="Asia/Tokyo", locale="ja-JP")

    opened = await client.conversations_open(users=alice.id)
    await client.chat_postMessage(channel=alice.id, text="hello")
    told = (await client.users_info(user=alice.id, include_locale=True))["user"]

    assert opened["channel"]["id"] == alice.direct.id
    assert [m.text for m in alice.sees(alice.direct)] == ["hello"]
    assert (told["is_admin"], told["tz"], told["locale"]) == (True, "Asia/Tokyo", "ja-JP")
