"""The app as it is installed: its ids, its secrets, and what its manifest asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

_SCOPES = (
    "app_mentions:read", "assistant:write", "channels:history", "channels:read", "chat:write",
    "commands", "groups:history", "groups:read", "im:history", "im:read", "im:write", "users:read",
)  # fmt: skip
_EVENTS = (
    "app_home_opened", "app_mention", "app_uninstalled", "assistant_thread_context_changed",
    "assistant_thread_started", "channel_archive", "channel_deleted", "member_joined_channel",
    "member_left_channel", "message.channels", "message.groups", "message.im", "tokens_revoked",
)  # fmt: skip

Access = Literal["good", "token_revoked", "account_inactive"]


@dataclass
class Installation:
    """`scopes`, `events`, `commands` and `shortcuts` are those that were granted.

    No commands or shortcuts named: all are there, for tests that are about something else.
    """

    team_id: str = "T0LOOPBACK"
    app_id: str = "A0PAPERS"
    bot_id: str = "B0PAPERS"
    bot_user: str = "U0PAPERSBOT"
    bot_token: str = "xoxb-loopback-bot-token"  # noqa: S105 – of no real app
    app_token: str = "xapp-1-loopback-app-token"  # noqa: S105 – of no real app
    signing_secret: str = "loopback-signing-secret"  # noqa: S105 – of no real app
    scopes: tuple[str, ...] = _SCOPES
    events: tuple[str, ...] = _EVENTS
    commands: tuple[str, ...] | None = None
    shortcuts: tuple[str, ...] | None = None
    access: Access = "good"

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> Self:
        """As Slack installs an app from its manifest.

        https://docs.slack.dev/reference/app-manifest
        """
        features = manifest["features"]
        return cls(
            scopes=tuple(manifest["oauth_config"]["scopes"]["bot"]),
            events=tuple(manifest["settings"]["event_subscriptions"]["bot_events"]),
            commands=tuple(c["command"] for c in features.get("slash_commands", ())),
            shortcuts=tuple(s["callback_id"] for s in features.get("shortcuts", ())),
        )
