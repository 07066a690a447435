"""The Web API by the real client: what it takes, and each refusal once."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack.conftest import client_of, refusal
from tests.servers.slack.installation import Installation
from tests.servers.slack.server import Slack

Ask = Callable[[AsyncWebClient, Mapping[str, str]], Coroutine[Any, Any, Any]]


async def test_a_token_is_known_and_its_scopes_are_told(
    slack: Slack, client: AsyncWebClient
) -> None:
    """The first call of every app: who it is, and what it may."""
    told = await client.auth_test()

    assert told["team_id"] == slack.team
    assert told["user_id"] == slack.world.installed.bot_user
    assert "chat:write" in told.headers["x-oauth-scopes"]


@pytest.mark.parametrize(
    ("shown", "error"),
    [
        ("", "not_authed"),
        ("xoxb-of-another", "invalid_auth"),
        (Installation.app_token, "not_allowed_token_type"),
    ],
)
async def test_a_wrong_token_is_refused(slack: Slack, shown: str, error: str) -> None:
    """Each is a mistake that people make when they install an app."""
    assert (await refusal(client_of(slack, shown).auth_test()))["error"] == error


async def test_an_app_that_was_removed_may_do_nothing_more(
    slack: Slack, client: AsyncWebClient
) -> None:
    """Every call fails from then on, whatever it is."""
    await slack.uninstalls()

    assert (await refusal(client.auth_test()))["error"] == "account_inactive"


async def test_a_missing_scope_is_named_with_those_that_are_there(
    slack: Slack, client: AsyncWebClient
) -> None:
    """It is how an admin learns what to add; private channels have a scope of their own."""
    slack.world.installed.scopes = ("channels:history",)
    team, secret = slack.channel("papers"), slack.channel("secret", private=True)

    await client.conversations_history(channel=team.id)
    told = await refusal(client.conversations_history(channel=secret.id))

    assert told["error"] == "missing_scope"
    assert (told["needed"], told["provided"]) == ("groups:history", "channels:history")


async def test_what_is_posted_stands_in_the_channel_and_its_thread_in_order(
    slack: Slack, client: AsyncWebClient
) -> None:
    """Metadata, flags and order are what the delivery of a digest rests on."""
    team = slack.channel("papers")
    marker = {"event_type": "papers", "event_payload": {"key": "one"}}

    root = await client.chat_postMessage(channel=team.id, text="root", metadata=marker)
    for text in ("first", "second"):
        await client.chat_postMessage(
            channel=team.id, text=text, thread_ts=root["ts"], unfurl_links=False
        )

    assert [m.text for m in team.posts] == ["root"]
    assert [m.text for m in team.posts[0].replies] == ["first", "second"]
    assert team.posts[0].metadata == marker
    assert slack.calls("chat.postMessage")[1]["unfurl_links"] is False


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda c, at: c.chat_postMessage(channel="nowhere", text="a"), "channel_not_found"),
        (lambda c, at: c.chat_postMessage(channel=at["elsewhere"], text="a"), "not_in_channel"),
        (lambda c, at: c.chat_postMessage(channel=at["hidden"], text="a"), "channel_not_found"),
        (lambda c, at: c.chat_postMessage(channel=at["old"], text="a"), "is_archived"),
        (lambda c, at: c.chat_postMessage(channel=at["papers"], text="a", thread_ts="1.1"), "thread_not_found"),
        (lambda c, at: c.api_call("chat.postMessage", json={"channel": at["papers"], "text": " "}), "no_text"),
        (lambda c, at: c.chat_postMessage(channel=at["papers"], text="a" * 40_001), "msg_too_long"),
        (lambda c, at: c.chat_postEphemeral(channel=at["papers"], user="U9", text="a"), "user_not_in_channel"),
        (lambda c, at: c.chat_update(channel=at["papers"], ts="1.1", text="a"), "message_not_found"),
        (lambda c, at: c.chat_delete(channel=at["papers"], ts="1.1"), "message_not_found"),
        (lambda c, at: c.chat_getPermalink(channel=at["papers"], message_ts="1.1"), "message_not_found"),
        (lambda c, at: c.conversations_history(channel=at["elsewhere"]), "not_in_channel"),
        (lambda c, at: c.conversations_history(channel=at["papers"], limit=0), "invalid_limit"),
        (lambda c, at: c.conversations_history(channel=at["papers"], oldest="x"), "invalid_ts_oldest"),
        (lambda c, at: c.conversations_history(channel=at["papers"], cursor="x"), "invalid_cursor"),
        (lambda c, at: c.conversations_replies(channel=at["papers"], ts="1.1"), "thread_not_found"),
        (lambda c, at: c.conversations_open(users="U9"), "user_not_found"),
        (lambda c, at: c.users_info(user="U9"), "user_not_found"),
        (lambda c, at: c.api_call("chat.shout", json={}), "unknown_method"),
        (lambda c, at: c.api_call("chat.postMessage", json={"text": "a"}), "invalid_arguments"),
        (lambda c, at: c.api_call("chat.postMessage", params={"channel": at["papers"], "blocks": "[{"}), "invalid_blocks_format"),
    ],
)  # fmt: skip
async def test_each_mistake_has_slacks_own_code(
    slack: Slack, client: AsyncWebClient, ask: Ask, error: str
) -> None:
    """Our adapter tells people what went wrong by these codes."""
    slack.channel("old").archived = True
    places = [
        slack.channel("papers"),
        slack.channel("elsewhere", bot=False),
        slack.channel("hidden", bot=False, private=True),
        slack.channel("old"),
    ]
    at = {channel.name: channel.id for channel in places}

    assert (await refusal(ask(client, at)))["error"] == error


async def test_a_refused_block_is_pointed_at(slack: Slack, client: AsyncWebClient) -> None:
    """Both places in which Slack says it are there: apps read either."""
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "a" * 3_001}}]

    told = await refusal(
        client.chat_postMessage(channel=slack.channel("papers").id, text="a", blocks=blocks)
    )

    where = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert told["error"] == "invalid_blocks"
    assert told["errors"] == [where]
    assert told["response_metadata"]["messages"] == [f"[ERROR] {where}"]


async def test_a_picture_that_cannot_be_fetched_refuses_the_message(
    slack: Slack, client: AsyncWebClient
) -> None:
    """Slack fetches pictures before it takes a message, those beside a section as well."""
    slack.world.fetches_image = lambda url: "broken" not in url
    picture = {"type": "image", "image_url": "https://host/broken.png", "alt_text": "A figure"}
    text = {"type": "mrkdwn", "text": "a"}
    blocks = [{"type": "section", "text": text, "accessory": picture}]

    told = await refusal(
        client.chat_postMessage(channel=slack.channel("papers").id, text="a", blocks=blocks)
    )

    where = "/blocks/0/accessory/image_url"
    assert told["errors"] == [f"downloading image failed [json-pointer:{where}]"]
    assert slack.channel("papers").posts == []


async def test_only_own_messages_are_changed_and_only_replies_to_parents_are_taken(
    slack: Slack, client: AsyncWebClient
) -> None:
    """A bot cannot edit people, and a reply to a reply would be shown nowhere."""
    team, alice = slack.channel("papers"), slack.person("alice")
    said = await alice.says(team, "hello")
    reply = await client.chat_postMessage(channel=team.id, text="hi", thread_ts=said.ts)

    changed = client.chat_update(channel=team.id, ts=said.ts, text="a")
    removed = client.chat_delete(channel=team.id, ts=said.ts)
    nested = client.chat_postMessage(channel=team.id, text="a", thread_ts=reply["ts"])

    assert (await refusal(changed))["error"] == "cant_update_message"
    assert (await refusal(removed))["error"] == "cant_delete_message"
    assert (await refusal(nested))["error"] == "cannot_reply_to_message"


async def test_an_edit_takes_less_text_than_a_post_and_keeps_the_marker(
    slack: Slack, client: AsyncWebClient
) -> None:
    """4,000 bytes, so a third in Korean; and an edit without blocks takes the old ones away."""
    team = slack.channel("papers")
    marker = {"event_type": "papers", "event_payload": {"key": "one"}}
    blocks = [{"type": "divider"}]
    post = await client.chat_postMessage(channel=team.id, text="a", blocks=blocks, metadata=marker)

    told = await refusal(client.chat_update(channel=team.id, ts=post["ts"], text="가" * 1_334))
    await client.chat_update(channel=team.id, ts=post["ts"], text="가" * 1_333)

    assert told["error"] == "msg_too_long"
    assert (team.posts[0].metadata, team.posts[0].blocks) == (marker, [])


async def test_a_deleted_parent_leaves_a_tombstone_until_its_last_reply_goes(
    slack: Slack, client: AsyncWebClient
) -> None:
    """So a post is removed with its thread only if the replies go too."""
    team = slack.channel("papers")
    root = await client.chat_postMessage(channel=team.id, text="root")
    reply = await client.chat_postMessage(channel=team.id, text="hi", thread_ts=root["ts"])

    await client.chat_delete(channel=team.id, ts=root["ts"])
    assert [m.subtype for m in team.posts] == ["tombstone"]

    await client.chat_delete(channel=team.id, ts=reply["ts"])
    assert team.posts == []


async def test_broken_json_is_refused(slack: Slack, client: AsyncWebClient) -> None:
    """It is no crash of the server that a test would have to puzzle over."""
    headers = {"Content-Type": "application/json"}

    with pytest.raises(SlackApiError, match="invalid_json"):
        await client.api_call("chat.postMessage", data="{", headers=headers)  # type: ignore[arg-type]
