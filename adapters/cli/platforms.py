"""Finds platforms by their names, and those that are configured."""

import importlib
from typing import Any

from adapters import PLATFORMS
from bot.domain.errors import SettingsError, UsageError
from bot.ports.adapter import ChatAdapter

CHAT_PLATFORMS = tuple(name for name in PLATFORMS if name != "console")

NOT_CONFIGURED = {
    "slack": "set SLACK_BOT_TOKEN and SLACK_APP_TOKEN; adapters/slack/README.md says where they are",
}


def load(path: str) -> Any:
    """What stands under a name such as `adapters.slack:adapter`."""
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)


def configured(name: str) -> ChatAdapter | None:
    """A platform's adapter, none where it is not configured. Raises `SettingsError`."""
    adapter: ChatAdapter | None = load(PLATFORMS[name])()
    return adapter


def needed(name: str) -> ChatAdapter:
    """A platform's adapter. Raises `UsageError` for a name that is none, else `SettingsError`."""
    if name not in CHAT_PLATFORMS:
        known = ", ".join(CHAT_PLATFORMS)
        raise UsageError(f"--platform {name!r:.40} is no chat platform; there is {known}")
    if (adapter := configured(name)) is None:
        raise SettingsError(f"{name} is not configured: {NOT_CONFIGURED[name]}")
    return adapter
