"""The golden digest in Slack."""

from collections import Counter
from pathlib import Path

import pytest

from tests.scenarios.clock import Hurried
from tests.scenarios.golden import golden_in, post_golden, words_in
from tests.servers.slack.server import Slack


@pytest.mark.parametrize("slack", ["socket"], indirect=True)
async def test_the_thread_holds_every_word_of_the_golden_file(
    slack: Slack, hurried: Hurried, shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each paper in a part of the thread of its own, with its links; nothing is cut."""
    monkeypatch.setattr("bot.app.opening.SystemClock", lambda: hurried)
    file = shared_data / "golden" / "2026-02-16.ko.md"
    team, golden = slack.channel("papers"), golden_in(file)
    await post_golden(file, "slack", team.id)

    (header,) = team.posts
    assert golden.title in header.words
    heads = [n for n, m in enumerate(header.replies) if m.blocks[0]["type"] == "header"]
    heads = heads or list(range(len(header.replies)))
    ends = [*heads[1:], len(header.replies)]
    assert len(heads) == len(golden.papers)
    for paper, first, end in zip(golden.papers, heads, ends, strict=True):
        parts = header.replies[first:end]
        assert paper.words - words_in(" ".join(m.words for m in parts)) == Counter()
        assert paper.links <= {link for part in parts for link in part.links}
