"""The golden digest: `papers parse`, then `papers post --from`, as somebody types it."""

import asyncio
import re
from collections import Counter
from pathlib import Path

import pytest

from adapters.cli import main
from tests.scenarios.clock import Hurried
from tests.servers.slack.server import Slack

_ADDRESS = re.compile(r"https://[^\s)]+")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


async def _papers(*args: str) -> int:
    def run() -> int:
        with pytest.raises(SystemExit) as ended:
            main(args)
        return int(ended.value.code or 0)

    return await asyncio.to_thread(run)


@pytest.mark.parametrize("slack", ["socket"], indirect=True)
async def test_the_thread_holds_every_word_of_the_golden_file(
    slack: Slack, hurried: Hurried, shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each paper in a part of the thread of its own, with its links; nothing is cut."""
    monkeypatch.setattr("bot.app.opening.SystemClock", lambda: hurried)
    golden = shared_data / "golden" / "2026-02-16.ko.md"
    team = slack.channel("papers")

    assert await _papers("parse", str(golden), "--out", "day.json") == 0
    sent = ("post", "--platform", "slack", "--channel", team.id, "--from", "day.json")
    assert await _papers(*sent) == 0

    (header,) = team.posts
    title, *papers = re.split(r"^## ", golden.read_text("utf-8"), flags=re.MULTILINE)
    assert title.strip("# \n") in header.words
    heads = [n for n, m in enumerate(header.replies) if m.blocks[0]["type"] == "header"]
    heads = heads or list(range(len(header.replies)))
    ends = [*heads[1:], len(header.replies)]
    assert len(heads) == len(papers)
    for paper, first, end in zip(papers, heads, ends, strict=True):
        parts = header.replies[first:end]
        said = _words(" ".join(m.words for m in parts))
        assert _words(_ADDRESS.sub("", _PICTURE.sub("", paper))) - said == Counter()
        linked = {link for part in parts for link in part.links}
        assert set(_ADDRESS.findall(paper)) <= linked
