"""Slack's settings. Each problem names its variable and its mend, and never shows a token."""

import re
from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr

from bot.domain.errors import SettingsError
from bot.ports.settings import (
    Address,
    EnvironmentSettings,
    Listed,
    Optional,
    ids,
    read_settings,
)

_BOT = "the Bot User OAuth Token, from OAuth & Permissions; it starts with xoxb-"
_APP = "an app-level token with connections:write, from Basic Information; it starts with xapp-"
_SIGNING = "the Signing Secret, from Basic Information"


def _token(prefix: str, wanted: str) -> Callable[[SecretStr | None], SecretStr | None]:
    def check(value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(
            rf"{prefix}[\w-]+", value.get_secret_value(), re.ASCII
        ):
            raise ValueError(f"it is another kind of token; set {wanted}")
        return value

    return check


def _no_token(value: SecretStr | None) -> SecretStr | None:
    given = value.get_secret_value() if value else ""
    if given.startswith(("xox", "xapp-")) or re.search(r"\s", given):
        raise ValueError(f"it is no signing secret; set {_SIGNING}")
    return value


_Channels = Annotated[
    frozenset[str],
    *Listed,
    ids(r"[CG][A-Z0-9]+", "channel; it stands at the end of the channel's details"),
]
_People = Annotated[
    frozenset[str],
    *Listed,
    ids(r"[UW][A-Z0-9]+", "person; it is in the menu of the person's profile"),
]


class SlackSettings(EnvironmentSettings):
    """All of them; `slack_channels` empty: every channel that the bot is invited to."""

    slack_bot_token: Annotated[
        SecretStr | None, Optional, AfterValidator(_token("xoxb-", _BOT))
    ] = None
    slack_app_token: Annotated[
        SecretStr | None, Optional, AfterValidator(_token("xapp-", _APP))
    ] = None
    slack_signing_secret: Annotated[SecretStr | None, Optional, AfterValidator(_no_token)] = None
    slack_mode: Literal["auto", "socket", "http"] = "auto"
    slack_api_url: Address = "https://slack.com"
    slack_http_host: str = "127.0.0.1"
    slack_http_port: Annotated[int, Field(ge=0, le=65535)] = 3000
    slack_channels: _Channels = frozenset()
    slack_managers: _People = frozenset()

    @property
    def bot_token(self) -> str:
        """The token of the bot. Raises `SettingsError` when there is none."""
        return _needed(self.slack_bot_token, "SLACK_BOT_TOKEN", _BOT)

    @property
    def app_token(self) -> str:
        """The app's token for Socket Mode. Raises `SettingsError` when there is none."""
        return _needed(self.slack_app_token, "SLACK_APP_TOKEN", _APP)

    @property
    def signing_secret(self) -> str:
        """What Slack signs its requests with. Raises `SettingsError` when there is none."""
        return _needed(self.slack_signing_secret, "SLACK_SIGNING_SECRET", _SIGNING)

    @property
    def api_url(self) -> str:
        """Where the methods of the Web API are."""
        return f"{self.slack_api_url.rstrip('/').removesuffix('/api')}/api/"

    @property
    def mode(self) -> Literal["socket", "http"]:
        """How Slack is heard. Raises `SettingsError` when what that needs is missing.

        Posting needs neither.
        """
        chosen = self.slack_mode
        if chosen == "auto":
            only_http = self.slack_app_token is None and self.slack_signing_secret is not None
            chosen = "http" if only_http else "socket"
        _ = self.app_token if chosen == "socket" else self.signing_secret
        return chosen

    @property
    def secrets(self) -> tuple[str, ...]:
        """Values that must never be shown."""
        given = (self.slack_bot_token, self.slack_app_token, self.slack_signing_secret)
        return tuple(secret.get_secret_value() for secret in given if secret)


def _needed(secret: SecretStr | None, variable: str, wanted: str) -> str:
    if secret is None:
        raise SettingsError(f"{variable} is not set: it is {wanted} (see adapters/slack/README.md)")
    return secret.get_secret_value()


def slack_settings() -> SlackSettings | None:
    """The settings, or none where Slack is not configured. Raises `SettingsError`."""
    settings = read_settings(SlackSettings)
    if not settings.secrets:
        return None
    _ = settings.bot_token
    return settings
