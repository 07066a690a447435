"""Signed HTTP: what bolt believes to be from Slack, and what it does not."""

from collections.abc import Callable

import pytest
from slack_bolt.async_app import AsyncApp

from tests.servers.slack.server import Slack
from tests.servers.slack.signed_http import SignedHttp

Bolted = tuple[Slack, AsyncApp]


def _stale(http: SignedHttp) -> None:
    http.age = 301


def _forged(http: SignedHttp) -> None:
    http.secret = "another"  # noqa: S105 – and a wrong one


@pytest.mark.parametrize("bolted", ["http"], indirect=True)
@pytest.mark.parametrize("spoil", [_stale, _forged])
async def test_what_is_too_old_or_wrongly_signed_is_refused(
    bolted: Bolted, spoil: Callable[[SignedHttp], None]
) -> None:
    """The server can send what an app must not believe."""
    slack, app = bolted
    heard: list[str] = []

    @app.event("message")
    async def hear(event: dict[str, str]) -> None:
        heard.append(event["text"])

    alice, team = slack.person("alice"), slack.channel("papers")
    assert slack.http is not None

    await alice.says(team, "true")
    spoil(slack.http)
    await alice.says(team, "false")

    assert heard == ["true"]
    assert slack.delivery.sent[1].attempts[0].reason == "http_error"


@pytest.mark.parametrize("bolted", ["http"], indirect=True)
async def test_the_address_is_verified_by_a_challenge(bolted: Bolted) -> None:
    """What Slack asks when the address is entered in the app's settings."""
    slack, _ = bolted

    asked = await slack.verifies_url()

    assert asked.answer == {"challenge": "loopback"}
