"""The manifest asks for what the code needs, and for nothing else."""

import json
import re
from pathlib import Path

import pytest

from adapters.slack.hearing.commands import COMMAND
from adapters.slack.listeners import EVENTS, SHORTCUTS
from adapters.slack.manifest import manifest, manifest_text, scopes
from bot.domain.errors import UsageError

SLACK = Path(__file__).resolve().parents[3] / "adapters" / "slack"
METHODS = "https://docs.slack.dev/reference/methods/"
EVENT_PAGES = "https://docs.slack.dev/reference/events/"

# What a method needs, as its page under METHODS says; `connections:write` is the app token's.
NEEDED_BY_METHOD = {
    "apps.connections.open": set[str](),
    "assistant.threads.setStatus": {"chat:write"},
    "assistant.threads.setSuggestedPrompts": {"assistant:write"},
    "assistant.threads.setTitle": {"assistant:write"},
    "auth.test": set[str](),
    "chat.appendStream": {"chat:write"},
    "chat.delete": {"chat:write"},
    "chat.getPermalink": set[str](),
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.startStream": {"chat:write"},
    "chat.stopStream": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
    "users.info": {"users:read"},
    "views.open": set[str](),
    "views.publish": set[str](),
}

# What an event needs, as its page under EVENT_PAGES says.
NEEDED_BY_EVENT = {
    "app_home_opened": set[str](),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set[str](),
    "assistant_thread_started": {"assistant:write"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "tokens_revoked": set[str](),
}


def called_methods() -> set[str]:
    """Those of the Web API that the code names."""
    text = "".join(file.read_text("utf-8") for file in SLACK.rglob("*.py"))
    families = "apps|assistant|auth|bots|chat|conversations|files|reactions|team|users|views"
    named = set(re.findall(rf'"((?:{families})\.[A-Za-z.]+)"', text))
    ornaments = re.findall(r'adorn\(\w+, \w+, "(\w+)"', text)
    return named | {f"assistant.threads.{name}" for name in ornaments}


def test_the_scopes_are_those_that_methods_events_and_commands_need() -> None:
    """One too many is asked of every workspace, one too few breaks something."""
    methods, events = called_methods(), manifest()["settings"]["event_subscriptions"]["bot_events"]

    assert methods <= NEEDED_BY_METHOD.keys(), f"look them up under {METHODS}"
    needed = set[str]().union(
        {"commands"},
        *(NEEDED_BY_METHOD[method] for method in methods),
        *(NEEDED_BY_EVENT[event] for event in events),
    )
    assert scopes() == needed


def test_the_events_are_those_that_are_listened_to() -> None:
    """An event that nobody asked for never comes."""
    asked = manifest()["settings"]["event_subscriptions"]["bot_events"]

    assert asked == sorted(EVENTS)


def test_commands_and_shortcuts_are_those_that_are_listened_to() -> None:
    """A name that differs by a letter is dead."""
    features = manifest()["features"]

    assert [one["command"] for one in features["slash_commands"]] == [COMMAND]
    assert [one["callback_id"] for one in features["shortcuts"]] == list(SHORTCUTS)
    assert {one["type"] for one in features["shortcuts"]} == {"message"}


def test_slack_takes_its_texts() -> None:
    """Its form refuses what is too long; https://docs.slack.dev/reference/app-manifest."""
    read = manifest()
    shown, features = read["display_information"], read["features"]

    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4_000
    assert len(features["bot_user"]["display_name"]) <= 80
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_by_socket_mode_nothing_needs_an_address() -> None:
    """What is printed is the file itself."""
    text = manifest_text()

    assert json.loads(text) == manifest()
    assert "https://" not in text


@pytest.mark.parametrize("address", ["https://papers.example.com", "https://papers.example.com/"])
def test_for_http_everything_goes_to_one_address(address: str) -> None:
    """Events, buttons and the command; and Socket Mode is off, else Slack sends nothing there."""
    read = json.loads(manifest_text(address))
    url = "https://papers.example.com/slack/events"

    assert read["settings"]["socket_mode_enabled"] is False
    assert read["settings"]["event_subscriptions"]["request_url"] == url
    assert read["settings"]["interactivity"]["request_url"] == url
    assert [command["url"] for command in read["features"]["slash_commands"]] == [url]


@pytest.mark.parametrize(
    "address", ["papers.example.com", "http://papers.example.com", "https://a b", "https://x/y"]
)
def test_an_address_that_slack_cannot_use_is_refused(address: str) -> None:
    """Slack takes https alone, and adds nothing to it."""
    with pytest.raises(UsageError, match="--http"):
        manifest_text(address)
