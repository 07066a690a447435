"""Finds platforms by their names, and those that are configured."""

import importlib
from typing import Any

from adapters import PLATFORMS
from bot.domain.errors import SettingsError, UsageError
from bot.ports.adapter import ChatAdapter


def configured(name: str) -> ChatAdapter | None:
    """A platform's adapter, none where it is not configured. Raises `SettingsError`."""
    adapter: ChatAdapter | None = _package(name).adapter()
    return adapter


def set_up(name: str) -> str:
    """What to set for a platform, in a few words."""
    words: str = _package(name).SET_UP
    return words


def needed(name: str) -> ChatAdapter:
    """A platform's adapter. Raises `UsageError` for a name that is none, else `SettingsError`."""
    if name not in PLATFORMS:
        known = ", ".join(PLATFORMS)
        raise UsageError(f"--platform {name!r:.40} is no chat platform; there is {known}")
    if (adapter := configured(name)) is None:
        raise SettingsError(f"{name} is not configured: {set_up(name)}")
    return adapter


def _package(name: str) -> Any:
    return importlib.import_module(PLATFORMS[name])
