"""What a newcomer reads: its names are those of the program, the manifest and the settings."""

import re
from pathlib import Path

import pytest

from adapters.slack.manifest import scopes
from adapters.slack.settings import SlackSettings
from bot.settings import Settings
from tests.adapters.cli.conftest import Papers, papers

SLACK = Path(__file__).resolve().parents[3] / "adapters" / "slack"
README = (SLACK / "README.md").read_text("utf-8")

__all__ = ["papers"]


def test_each_scope_is_explained() -> None:
    """Whoever approves the app wants to know what for; one that is gone needs no reason."""
    table = README.split("## What it may do")[1].split("\n## ")[0]

    assert set(re.findall(r"^\| `([a-z_:]+)` \|", table, re.MULTILINE)) == scopes()


def test_each_setting_that_it_names_exists() -> None:
    """And every one of Slack's but where it is stands in it."""
    named = set(re.findall(r"\b((?:SLACK|PAPERS)_[A-Z_]+)\b", README))

    assert named <= {name.upper() for name in {*SlackSettings.model_fields, *Settings.model_fields}}
    assert {name.upper() for name in SlackSettings.model_fields} - named == {"SLACK_API_URL"}


def test_the_files_that_it_links_exist() -> None:
    """From where it stands."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", README)

    assert links
    assert [link for link in links if not (SLACK / link).exists()] == []


@pytest.mark.parametrize("command", ["serve", "post", "doctor", "slack manifest"])
async def test_each_command_that_it_names_exists(papers: Papers, command: str) -> None:
    """With its options."""
    helped = await papers(*command.split(), "--help")
    used = re.findall(rf"papers {command}([^`\n#]*)", README)

    assert (helped.code, bool(used)) == (0, True)
    for option in re.findall(r"--[a-z]+", " ".join(used)):
        assert option in helped.out
