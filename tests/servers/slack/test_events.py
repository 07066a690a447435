"""Events in Slack's shapes, to a real bolt app by Socket Mode and by HTTP alike."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from tests.servers.slack.conftest import client_of, collected, refusal
from tests.servers.slack.installation import Installation
from tests.servers.slack.server import Slack

Bolted = tuple[Slack, AsyncApp]
Event = dict[str, Any]


async def test_a_mention_comes_as_two_events_and_is_answered(bolted: Bolted) -> None:
    """Slack sends both, so an app that listens to both has to know them for one."""
    slack, app = bolted
    heard = collected(app, "message")

    @app.event("app_mention")
    async def answer(event: Event, say: Any) -> None:
        heard.append(event)
        await say("hello", thread_ts=event["ts"])

    alice, team = slack.person("alice"), slack.channel("papers")

    asked = await alice.says(team, f"{slack.bot} what is new?")
    await slack.until(lambda: asked.replies[0].words == "hello")

    assert sorted(e["type"] for e in heard if e["ts"] == asked.ts) == ["app_mention", "message"]
    assert {e["ts"] for e in heard} >= {asked.ts}


async def test_what_people_do_to_messages_is_told_in_slacks_shapes(bolted: Bolted) -> None:
    """An edit, a preview of a link (the same text), a deletion, and a joining."""
    slack, app = bolted
    heard = collected(app, "message")
    collected(app, "member_joined_channel")
    alice, bob, team = slack.person("alice"), slack.person("bob"), slack.channel("papers")

    said = await alice.says(team, "one")
    await alice.edits(said, "two")
    await slack.preview(said)
    await alice.deletes(said)
    await bob.joins(team)

    edit, preview, deletion, joining = heard[1:]
    assert (edit["message"]["text"], edit["previous_message"]["text"]) == ("two", "one")
    assert preview["message"]["text"] == preview["previous_message"]["text"]
    assert preview["message"]["attachments"]
    assert (deletion["subtype"], deletion["deleted_ts"]) == ("message_deleted", said.ts)
    assert joining["subtype"] == "channel_join"


async def test_deleting_the_parent_of_a_thread_is_told_as_a_change(bolted: Bolted) -> None:
    """Slack keeps a tombstone: an app that waits for `message_deleted` alone never hears of it."""
    slack, app = bolted
    heard = collected(app, "message")
    alice, team = slack.person("alice"), slack.channel("papers")
    parent = await alice.says(team, "parent")
    await alice.says(team, "reply", thread=parent)

    await alice.deletes(parent)

    assert heard[-1]["subtype"] == "message_changed"
    assert heard[-1]["message"]["subtype"] == "tombstone"
    assert heard[-1]["previous_message"]["text"] == "parent"


async def test_the_bots_own_messages_come_back_to_it(bolted: Bolted) -> None:
    """As an echo that it must not answer; bolt drops it before any listener."""
    slack, app = bolted
    heard = collected(app, "message")
    team = slack.channel("papers")

    await app.client.chat_postMessage(channel=team.id, text="mine")
    await slack.quiet()

    (echo,) = slack.delivery.sent
    assert echo.event["bot_id"] == slack.world.installed.bot_id
    assert heard == []


async def test_an_app_hears_only_what_it_asked_for_and_may(bolted: Bolted) -> None:
    """Events that the manifest does not name, or whose scope it lacks, do not come."""
    slack, app = bolted
    heard = collected(app, "message", "app_mention")
    slack.world.installed.events = ("app_mention", "message.channels")
    slack.world.installed.scopes = ("channels:history",)
    alice = slack.person("alice")

    await alice.says(slack.channel("secret", private=True), "a")
    await alice.says(alice.direct, "b")
    await alice.says(slack.channel("elsewhere", bot=False), "c")
    await alice.says(slack.channel("papers"), f"{slack.bot} d")

    assert [(e["type"], e["text"]) for e in heard] == [("message", f"{slack.bot} d")]


async def test_the_home_the_pane_and_a_shortcut_reach_the_app(bolted: Bolted) -> None:
    """The other ways in which somebody comes to the bot."""
    slack, app = bolted
    heard = collected(
        app, "app_home_opened", "assistant_thread_started", "assistant_thread_context_changed"
    )

    @app.shortcut("papers_summarise")
    async def use(ack: Any, shortcut: Any) -> None:
        heard.append(shortcut)
        await ack()

    alice, team = slack.person("alice"), slack.channel("elsewhere", bot=False)
    said = await alice.says(team, "https://arxiv.org/abs/2602.11111")
    home = {"type": "home", "blocks": [{"type": "divider"}]}

    await alice.opens_home()
    await app.client.views_publish(user_id=alice.id, view=home)
    root = await alice.opens_assistant(team)
    await alice.looks_at(team, root)
    await alice.uses("papers_summarise", said)
    place = alice.direct.id
    await app.client.assistant_threads_setStatus(
        channel_id=place, thread_ts=root.ts, status="reading…"
    )
    prompts = [{"title": "New", "message": "What is new?"}]
    await app.client.assistant_threads_setSuggestedPrompts(
        channel_id=place, thread_ts=root.ts, prompts=prompts
    )

    assert [event["type"] for event in heard] == [
        "app_home_opened",
        "assistant_thread_started",
        "assistant_thread_context_changed",
        "message_action",
    ]
    assert heard[3]["message"]["text"] == said.text
    assert alice.home is not None
    assert (root.status, root.prompts[0]["title"]) == ("reading…", "New")

    await app.client.chat_postMessage(channel=place, text="Hi", thread_ts=root.ts)
    assert root.status == ""


async def test_being_removed_from_a_channel_and_from_the_workspace_is_told(
    bolted: Bolted,
) -> None:
    """The last that an app hears of a place, and of all places."""
    slack, app = bolted
    heard = collected(
        app, "member_left_channel", "channel_archive", "tokens_revoked", "app_uninstalled"
    )
    alice, team, old = slack.person("alice"), slack.channel("papers"), slack.channel("old")

    await alice.kicks_bot(team)
    await alice.archives(old)
    told = await refusal(app.client.chat_postMessage(channel=team.id, text="a"))
    await slack.uninstalls()

    assert told["error"] == "not_in_channel"
    assert [event["type"] for event in heard] == [
        "member_left_channel",
        "channel_archive",
        "tokens_revoked",
        "app_uninstalled",
    ]


async def test_an_app_has_what_its_manifest_says() -> None:
    """A command or an event that the manifest forgot is missing here as at Slack."""
    installed = Installation.of(
        {
            "features": {
                "slash_commands": [{"command": "/papers"}],
                "shortcuts": [{"callback_id": "papers_summarise"}],
            },
            "oauth_config": {"scopes": {"bot": ["chat:write"]}},
            "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
        }
    )
    async with Slack(installed).serving() as slack:
        alice, team = slack.person("alice"), slack.channel("papers")
        history = await refusal(client_of(slack).conversations_history(channel=team.id))

        assert history["needed"] == "channels:history"
        with pytest.raises(AssertionError, match="in no manifest"):
            await alice.runs("/paper", "today", team)
