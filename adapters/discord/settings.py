"""Discord's settings. Each problem names its variable and its mend, and never shows a token."""

import binascii
import re
from base64 import urlsafe_b64decode
from typing import Annotated

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

_BOT = "the token of the bot, from Bot, Reset Token"
_OTHERS = (
    (r"[0-9]+", "an id"),
    (r"[0-9a-f]{64}", "the Public Key"),
    (r"[\w-]{32}", "the Client Secret"),
    (r"Bot .*", "more than the token: leave the word Bot out"),
)
_TOKEN = re.compile(r"([\w-]{20,})\.[\w-]{5,}\.[\w-]{20,}", re.ASCII)


def _token(value: SecretStr | None) -> SecretStr | None:
    if value is None:
        return None
    given = value.get_secret_value().strip()
    for pattern, what in _OTHERS:
        if re.fullmatch(pattern, given, re.ASCII):
            raise ValueError(f"it is {what}; set {_BOT}")
    if not (parts := _TOKEN.fullmatch(given)) or not _is_id(parts[1]):
        raise ValueError(f"it is no token; set {_BOT}")
    return SecretStr(given)


def _is_id(part: str) -> bool:
    """Whether the first part of a token is what it is in all: the bot's id, in base64."""
    try:
        return urlsafe_b64decode(part + "=" * (-len(part) % 4)).isdigit()
    except binascii.Error:
        return False


_ID = r"[0-9]{15,20}"
_Channels = Annotated[
    frozenset[str],
    *Listed,
    ids(_ID, "channel; with Developer Mode on it is in the channel's menu"),
]
_People = Annotated[
    frozenset[str],
    *Listed,
    ids(_ID, "person; with Developer Mode on it is in the person's menu"),
]


_Count = Annotated[int, Field(ge=1, le=1_000)]


class DiscordSettings(EnvironmentSettings):
    """All of them; `discord_channels` empty: every channel that the bot can see.

    `discord_shards` none: as many connections as Discord wants.
    """

    discord_token: Annotated[SecretStr | None, Optional, AfterValidator(_token)] = None
    discord_api_url: Address = "https://discord.com"
    discord_message_content: bool = False
    discord_shards: Annotated[_Count | None, Optional] = None
    discord_channels: _Channels = frozenset()
    discord_managers: _People = frozenset()

    @property
    def token(self) -> str:
        """The token of the bot. Raises `SettingsError` when there is none."""
        if self.discord_token is None:
            raise SettingsError(
                f"DISCORD_TOKEN is not set: it is {_BOT} (see adapters/discord/README.md)"
            )
        return self.discord_token.get_secret_value()

    @property
    def api_url(self) -> str:
        """Where version 10 of the API is."""
        return re.sub(r"/*(?:/api/*(?:v\d+/*)?)?$", "", self.discord_api_url) + "/api/v10"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Values that must never be shown."""
        return (self.discord_token.get_secret_value(),) if self.discord_token else ()


def discord_settings() -> DiscordSettings | None:
    """The settings, or none where Discord is not configured. Raises `SettingsError`."""
    settings = read_settings(DiscordSettings)
    return settings if settings.secrets else None
