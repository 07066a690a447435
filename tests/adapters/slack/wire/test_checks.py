"""What `papers doctor` says of Slack: each finding with the way to mend it."""

from typing import Any

import pytest

from adapters.slack.manifest import manifest, scopes
from adapters.slack.settings import SlackSettings
from adapters.slack.wire.connection import SlackAdapter
from bot.ports.inbound import Check
from tests.servers.slack import faults
from tests.servers.slack.installation import Installation
from tests.servers.slack.server import Slack


async def checked(slack: Slack, **settings: Any) -> dict[str, Check]:
    """The checks by their names."""
    given = {name.lower(): value for name, value in slack.environment.items()}
    adapter = SlackAdapter(SlackSettings(**{**given, **settings}))
    return {check.name: check async for check in adapter.check()}


async def test_an_installation_from_the_manifest_is_good() -> None:
    """What the README leads to."""
    async with Slack(Installation.of(manifest())).serving() as slack:
        team = slack.channel("papers")
        checks = await checked(slack, slack_channels=frozenset({team.id}))

    assert [check.state for check in checks.values()] == ["good"] * 4
    assert checks["slack"].finding == "the bot is @papers in T0LOOPBACK (Loopback)"
    assert "Socket Mode" in checks["slack events"].finding


async def test_a_wrong_token_is_the_one_finding() -> None:
    """Nothing else can be looked at."""
    async with Slack().serving() as slack:
        checks = await checked(slack, slack_bot_token="xoxb-another")  # noqa: S106

    (check,) = checks.values()
    assert (check.state, check.finding) == ("failure", "auth.test: invalid_auth")
    assert "SLACK_BOT_TOKEN" in (check.mend or "")


async def test_scopes_that_lack_are_named() -> None:
    """After an update the app has to be installed anew, and nobody remembers that."""
    granted = tuple(scopes() - {"groups:history", "assistant:write"})
    async with Slack(Installation(scopes=granted)).serving() as slack:
        checks = await checked(slack)

    assert checks["slack scopes"].finding == "lacking: assistant:write, groups:history"
    assert "Reinstall" in (checks["slack scopes"].mend or "")


async def test_an_app_token_that_does_not_work_names_its_variable() -> None:
    """It may lack its one scope."""
    async with Slack().serving() as slack:
        slack.fail("apps.connections.open", faults.error("missing_scope"))
        checks = await checked(slack)

    assert checks["slack events"].state == "failure"
    assert "connections:write" in (checks["slack events"].mend or "")


async def test_a_token_for_posting_alone_is_a_warning() -> None:
    """`papers post` needs no more."""
    async with Slack().serving() as slack:
        checks = await checked(slack, slack_app_token=None)

    assert checks["slack events"].state == "warning"
    assert "SLACK_APP_TOKEN is not set" in checks["slack events"].finding


async def test_by_http_no_socket_is_opened() -> None:
    """It says where it listens, for whoever sets up the proxy."""
    async with Slack(delivery="http").serving() as slack:
        checks = await checked(slack, slack_http_port=3001)

        assert slack.calls("apps.connections.open") == []
    assert "127.0.0.1:3001" in checks["slack events"].finding


@pytest.mark.parametrize(
    ("state", "finding", "mend"),
    [
        ("outside", "not_in_channel", "/invite @papers"),
        ("unknown", "channel_not_found", "SLACK_CHANNELS"),
    ],
)
async def test_a_channel_out_of_reach_says_how_to_get_there(
    state: str, finding: str, mend: str
) -> None:
    """The allow-list names it, but nobody has invited the bot."""
    async with Slack().serving() as slack:
        team = slack.channel("papers", bot=False)
        channel = team.id if state == "outside" else "C0NOWHERE"
        checks = await checked(slack, slack_channels=frozenset({channel}))

    check = checks[channel]
    assert check.state == "failure"
    assert finding in check.finding
    assert mend in (check.mend or "")
