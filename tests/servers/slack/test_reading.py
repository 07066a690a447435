"""What a message says, where it leads and whom it alerts."""

from typing import Any

import pytest

from tests.servers.slack import reading
from tests.servers.slack.typed import typed


@pytest.mark.parametrize(
    "payload",
    [
        {"text": "look, <!channel>"},
        {"text": "<@U1> look"},
        {"text": "<!subteam^S1>"},
        {
            "text": "a",
            "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "<!here>"}}],
        },
        {"text": "a", "blocks": [{"type": "markdown", "text": "look, @channel"}]},
        {"text": "a", "blocks": [{"elements": [{"type": "broadcast", "range": "here"}]}]},
        {"text": "a", "blocks": [{"elements": [{"type": "user", "user_id": "U1"}]}]},
        {"text": "@here", "link_names": True},
    ],
)
def test_every_way_to_alert_somebody_is_seen(payload: dict[str, Any]) -> None:
    """Tests rest on it when they say that nothing of ours alerts anybody."""
    assert reading.alerts(payload)


@pytest.mark.parametrize(
    "payload",
    [
        {"text": "&lt;!channel&gt; and @channel"},
        {"text": "<https://arxiv.org/|arXiv>"},
        {"text": "a", "blocks": [{"type": "plain_text", "text": "<!channel>"}]},
        {"text": "a", "blocks": [{"type": "markdown", "text": "@\u200bchannel"}]},
        {"text": "a", "blocks": [{"elements": [{"type": "text", "text": "<@U1>"}]}]},
    ],
)
def test_what_only_looks_like_it_alerts_nobody(payload: dict[str, Any]) -> None:
    """Escaped text and plain text are harmless, and must not fail a test."""
    assert reading.alerts(payload) == []


def test_words_and_links_are_what_a_reader_sees() -> None:
    """Tests compare what people read, not how it is marked up."""
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "A < B"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "<https://a.org|A &lt; B> &amp; C"}},
    ]

    assert reading.words({"text": "short", "blocks": blocks}) == "A < B\nA < B & C"
    assert reading.links({"text": "short", "blocks": blocks}) == ["https://a.org"]
    assert reading.words({"text": "1 &lt; 2"}) == "1 < 2"


def test_what_people_type_is_made_of_what_slack_makes_of_it() -> None:
    """Mentions and links are elements of their own there, and text is not escaped."""
    made = typed("<@U1> is 1 &lt; 2 in <https://a.org|A>?")

    assert made["blocks"][0]["elements"][0]["elements"] == [
        {"type": "user", "user_id": "U1"},
        {"type": "text", "text": " is 1 < 2 in "},
        {"type": "link", "url": "https://a.org", "text": "A"},
        {"type": "text", "text": "?"},
    ]
