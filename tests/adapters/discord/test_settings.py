"""Discord's settings: each problem in one line with its variable, and no token in any of them."""

import pytest

from adapters.discord import adapter
from adapters.discord.settings import DiscordSettings, discord_settings
from bot.domain.errors import SettingsError

TOKEN = "MTE4MDAwMDAwMDAwMDAwMDAx.GabcDE." + "x" * 38
SECRET, KEY = "aB3-" * 8, "0a1b" * 16


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> DiscordSettings:
    """The settings of an environment with a token and these variables."""
    for name, value in {"TOKEN": TOKEN, **values}.items():
        monkeypatch.setenv(f"DISCORD_{name}", value)
    settings = discord_settings()
    assert settings is not None
    return settings


def test_nothing_set_is_no_discord() -> None:
    """The product runs without it, and nothing complains."""
    assert adapter() is None


def test_blank_variables_are_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """`.env` files and containers hold empty ones."""
    monkeypatch.setenv("DISCORD_TOKEN", "  ")
    monkeypatch.setenv("DISCORD_SHARDS", "")
    monkeypatch.setenv("DISCORD_CHANNELS", "")

    assert discord_settings() is None


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("TOKEN", SECRET, "it is the Client Secret; set the token of the bot"),
        ("TOKEN", KEY, "it is the Public Key; set the token of the bot"),
        ("TOKEN", "118000000000000001", "it is an id; set the token of the bot"),
        ("TOKEN", f"Bot {TOKEN}", "leave the word Bot out"),
        ("TOKEN", f"{TOKEN} {TOKEN}", "it is no token"),
        ("TOKEN", f"MTE4@{TOKEN}", "it is no token"),
        ("TOKEN", TOKEN.replace("MTE4", "aGV5"), "it is no token"),
        ("TOKEN", "hunter2", "it is no token"),
        ("MESSAGE_CONTENT", "perhaps", "boolean"),
        ("API_URL", "discord.com", "web address"),
        ("SHARDS", "0", "greater than or equal to 1"),
        ("SHARDS", "two", "integer"),
        ("CHANNELS", "118000000000000001,#papers", "'#papers' is no id of a channel"),
        ("CHANNELS", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧", "is no id of a channel"),
        ("MANAGERS", "alice", "'alice' is no id of a person"),
    ],
)
def test_a_wrong_value_is_named_with_its_mend_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, mend: str
) -> None:
    """The commonest mistake is another secret of the same pages."""
    with pytest.raises(SettingsError) as raised:
        given(monkeypatch, **{name: value})

    assert str(raised.value).startswith(f"DISCORD_{name}: ")
    assert mend in str(raised.value)
    assert not any(secret in str(raised.value) for secret in (TOKEN, SECRET, KEY, "hunter2"))


def test_a_token_with_a_line_end_is_taken_without(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is copied, or read from a file of secrets."""
    assert given(monkeypatch, TOKEN=f"{TOKEN}\n").token == TOKEN


def test_ids_are_told_apart_by_commas_and_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    """However somebody writes a list."""
    one, two = "118000000000000001", "118000000000000002"
    settings = given(monkeypatch, CHANNELS=f" {one}, {two} ,", MANAGERS=f"{two} {one}")

    assert settings.discord_channels == settings.discord_managers == {one, two}


@pytest.mark.parametrize(
    "address",
    [
        "https://discord.com",
        "https://discord.com/",
        "https://discord.com/api/v10",
        "https://discord.com/api/",
    ],
)
def test_the_address_may_be_that_of_discord_or_of_its_api(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Discord's own documents write it both ways; there is one version that we speak."""
    assert given(monkeypatch, API_URL=address).api_url == "https://discord.com/api/v10"


def test_the_token_is_known_as_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is listed here is taken out of logs; printing the settings shows none either."""
    settings = given(monkeypatch)

    assert settings.secrets == (TOKEN,)
    assert TOKEN not in repr(settings)


def test_posting_without_a_token_names_the_variable() -> None:
    """Whoever calls `papers discord invite` first is told where it is."""
    with pytest.raises(SettingsError, match="DISCORD_TOKEN is not set: it is the token of the bot"):
        _ = DiscordSettings().token
