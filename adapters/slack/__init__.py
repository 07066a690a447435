"""Slack: daily posts, questions in threads, `/papers`. README.md says how to install it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # `papers --help` passes by here
    from bot.ports.adapter import ChatAdapter

SET_UP = "set SLACK_BOT_TOKEN and SLACK_APP_TOKEN; adapters/slack/README.md says where they are"


def adapter() -> "ChatAdapter | None":
    """The adapter, or none where Slack is not configured. Raises `SettingsError`."""
    from adapters.slack.settings import slack_settings  # noqa: PLC0415  # asked for at every start

    settings = slack_settings()
    if settings is None:
        return None
    from adapters.slack.wire.connection import SlackAdapter  # noqa: PLC0415  # Slack's libraries are slow

    return SlackAdapter(settings)
