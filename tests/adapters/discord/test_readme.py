"""What a newcomer reads: its names are those of the program, the invitation and the settings."""

import re
from pathlib import Path

import pytest

from adapters.discord.settings import DiscordSettings
from adapters.discord.wire.invite import PERMISSIONS
from bot.settings import Settings
from tests.adapters.cli.conftest import Papers, papers

DISCORD = Path(__file__).resolve().parents[3] / "adapters" / "discord"
README = (DISCORD / "README.md").read_text("utf-8")

__all__ = ["papers"]


def test_each_permission_is_explained() -> None:
    """Whoever invites the bot wants to know what for; one that is gone needs no reason."""
    table = README.split("## What it may do")[1].split("\n## ")[0]

    rows = re.findall(r"^\| ([A-Z][A-Za-z ]+) \|", table, re.MULTILINE)
    assert set(rows) == set(PERMISSIONS.values())


def test_each_setting_that_it_names_exists() -> None:
    """And every one of Discord's but where it is stands in it."""
    named = set(re.findall(r"\b((?:DISCORD|PAPERS)_[A-Z_]+)\b", README))

    fields = {*DiscordSettings.model_fields, *Settings.model_fields}
    assert named <= {name.upper() for name in fields}
    assert {name.upper() for name in DiscordSettings.model_fields} - named == {"DISCORD_API_URL"}


def test_the_files_that_it_links_exist() -> None:
    """From where it stands."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", README)

    assert links
    assert [link for link in links if not (DISCORD / link).exists()] == []


@pytest.mark.parametrize("command", ["serve", "post", "doctor", "discord invite"])
async def test_each_command_that_it_names_exists(papers: Papers, command: str) -> None:
    """With its options."""
    helped = await papers(*command.split(), "--help")
    used = re.findall(rf"papers {command}([^`\n#]*)", README)

    assert (helped.code, bool(used)) == (0, True)
    for option in re.findall(r"--[a-z]+", " ".join(used)):
        assert option in helped.out
