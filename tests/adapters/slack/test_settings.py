"""Slack's settings: each problem in one line with its variable, and no token in any of them."""

import pytest

from adapters.slack import adapter
from adapters.slack.settings import SlackSettings, slack_settings
from bot.domain.errors import SettingsError

BOT, APP, SIGNING = "xoxb-1-2-abcdef", "xapp-1-A1-2-abcdef", "0123456789abcdef0123456789abcdef"


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> SlackSettings:
    """The settings of an environment with these variables."""
    for name, value in values.items():
        monkeypatch.setenv(f"SLACK_{name}", value)
    settings = slack_settings()
    assert settings is not None
    return settings


def test_nothing_set_is_no_slack() -> None:
    """The product runs without it, and nothing complains."""
    assert adapter() is None


def test_blank_variables_are_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """`.env` files and containers hold empty ones."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "  ")
    monkeypatch.setenv("SLACK_CHANNELS", "")

    assert slack_settings() is None


@pytest.mark.parametrize(
    ("values", "mode"),
    [
        ({"APP_TOKEN": APP}, "socket"),
        ({"APP_TOKEN": APP, "SIGNING_SECRET": SIGNING}, "socket"),
        ({"SIGNING_SECRET": SIGNING}, "http"),
        ({"APP_TOKEN": APP, "SIGNING_SECRET": SIGNING, "MODE": "http"}, "http"),
        ({"APP_TOKEN": APP, "SIGNING_SECRET": SIGNING, "MODE": "socket"}, "socket"),
    ],
)
def test_the_mode_follows_from_what_is_set(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], mode: str
) -> None:
    """Socket Mode needs no public address, so it comes first."""
    assert given(monkeypatch, BOT_TOKEN=BOT, **values).mode == mode


@pytest.mark.parametrize(
    ("values", "lacking"),
    [
        ({}, "SLACK_APP_TOKEN is not set"),
        ({"MODE": "socket", "SIGNING_SECRET": SIGNING}, "SLACK_APP_TOKEN is not set"),
        ({"MODE": "http", "APP_TOKEN": APP}, "SLACK_SIGNING_SECRET is not set"),
    ],
)
def test_a_mode_without_its_secret_names_that(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], lacking: str
) -> None:
    """Only when Slack is to be heard: posting needs the bot's token alone."""
    settings = given(monkeypatch, BOT_TOKEN=BOT, **values)

    with pytest.raises(SettingsError, match=lacking):
        _ = settings.mode


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("SLACK_BOT_TOKEN", APP, "starts with xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxp-1-2-abcdef", "starts with xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxe.xoxb-1-abcdef", "starts with xoxb-"),
        ("SLACK_BOT_TOKEN", f"{BOT} {BOT}", "starts with xoxb-"),
        ("SLACK_APP_TOKEN", BOT, "starts with xapp-"),
        ("SLACK_SIGNING_SECRET", BOT, "Signing Secret"),
        ("SLACK_MODE", "websocket", "socket"),
        ("SLACK_API_URL", "slack.com", "web address"),
        ("SLACK_HTTP_PORT", "70000", "65535"),
        ("SLACK_CHANNELS", "C1,#papers", "'#papers' is no id of a channel"),
        ("SLACK_MANAGERS", "U1 alice", "'alice' is no id of a person"),
    ],
)
def test_a_wrong_value_is_named_with_its_mend_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, mend: str
) -> None:
    """The commonest mistake is one token in the place of another."""
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError) as raised:
        slack_settings()

    assert str(raised.value).startswith(f"{name}: ")
    assert mend in str(raised.value)
    assert "abcdef" not in str(raised.value)


def test_an_app_token_alone_names_the_bots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a configuration is a mistake, not the wish to have none."""
    monkeypatch.setenv("SLACK_APP_TOKEN", APP)

    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN is not set"):
        adapter()


def test_ids_are_told_apart_by_commas_and_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    """However somebody writes a list."""
    settings = given(monkeypatch, BOT_TOKEN=BOT, CHANNELS=" C1, C2 ,G3,", MANAGERS="U1 W2")

    assert settings.slack_channels == {"C1", "C2", "G3"}
    assert settings.slack_managers == {"U1", "W2"}


@pytest.mark.parametrize("address", ["https://slack.com", "https://slack.com/api/"])
def test_the_address_may_be_that_of_slack_or_of_its_methods(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Slack's own documents write it both ways."""
    settings = given(monkeypatch, BOT_TOKEN=BOT, API_URL=address)

    assert settings.api_url == "https://slack.com/api/"


def test_every_secret_is_known_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is listed here is taken out of logs; printing the settings shows none either."""
    settings = given(monkeypatch, BOT_TOKEN=BOT, APP_TOKEN=APP, SIGNING_SECRET=SIGNING)

    assert set(settings.secrets) == {BOT, APP, SIGNING}
    assert not any(secret in repr(settings) for secret in settings.secrets)
