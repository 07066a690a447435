"""The README is true: what it prints is what one gets."""

import re
import shlex
from pathlib import Path

from bot.digest import rate
from tests.adapters.cli.conftest import Papers, papers

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")

__all__ = ["papers"]


async def test_the_output_it_shows_is_the_output(papers: Papers) -> None:
    """Run each command in the text, compare with the block under it."""
    examples = re.findall(r'\(`make run ARGS="([^"]+)"`\):\n\n```text\n(.*?)```', README, re.DOTALL)
    for command, shown in examples:
        ran = await papers(*shlex.split(command.replace("docs/", f"{ROOT}/docs/")))

        assert ran.out.strip() == shown.strip()
    assert len(examples) == 2


async def test_every_command_it_names_exists(papers: Papers) -> None:
    """With every option it names."""
    for command, rest in re.findall(r"`papers ([\w-]+)([^`]*)`", README):
        helped = await papers(command, "--help")
        assert helped.code == 0, command
        for option in re.findall(r"--[a-z]+", rest):
            assert option in helped.out, f"{command} {option}"


def test_the_files_it_links_exist() -> None:
    """In the README and the documents beside it."""
    for document in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "ARCHITECTURE.md"]:
        links = re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text("utf-8"))
        missing = [link for link in links if not (ROOT / link).exists()]
        assert missing == [], document.name


def test_the_table_of_ratings_is_the_programs_own() -> None:
    """docs/ratings.md, the docstring and the points agree."""
    table = re.findall(r"^\|.*\|$", rate.__doc__ or "", re.MULTILINE)
    document = (ROOT / "docs" / "ratings.md").read_text("utf-8")

    assert len(table) == 15
    assert "\n".join(table) in document
