"""The golden digest: what it says of each paper, and how somebody posts it."""

import asyncio
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from adapters.cli import main

_ADDRESS = re.compile(r"https://[^\s)]+")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")


class Said(NamedTuple):
    """Of one paper: all words, and where they link to."""

    words: Counter[str]
    links: set[str]


class Golden(NamedTuple):
    """The file: its title and its papers."""

    title: str
    papers: list[Said]


def words_in(text: str) -> Counter[str]:
    """Each word, as often as it stands there."""
    return Counter(re.findall(r"\w+", text))


def golden_in(file: Path) -> Golden:
    """What a digest in Markdown says."""
    title, *papers = re.split(r"^## ", file.read_text("utf-8"), flags=re.MULTILINE)
    said = [
        Said(words_in(_ADDRESS.sub("", _PICTURE.sub("", paper))), set(_ADDRESS.findall(paper)))
        for paper in papers
    ]
    return Golden(title.strip("# \n"), said)


async def post_golden(file: Path, platform: str, channel: str) -> None:
    """`papers parse`, then `papers post --from`, as somebody types it."""
    assert await _papers("parse", str(file), "--out", "day.json") == 0
    sent = ("post", "--platform", platform, "--channel", channel, "--from", "day.json")
    assert await _papers(*sent) == 0


async def _papers(*args: str) -> int:
    def run() -> int:
        with pytest.raises(SystemExit) as ended:
            main(args)
        return int(ended.value.code or 0)

    return await asyncio.to_thread(run)
