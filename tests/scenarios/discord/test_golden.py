"""The golden digest in Discord."""

from collections import Counter
from pathlib import Path

import pytest

from tests.scenarios.clock import Hurried
from tests.scenarios.golden import golden_in, post_golden, words_in
from tests.servers.discord.server import Discord


async def test_the_thread_holds_every_word_of_the_golden_file(
    discord: Discord, hurried: Hurried, shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The papers one after another, with their links; nothing is cut."""
    monkeypatch.setattr("bot.app.opening.SystemClock", lambda: hurried)
    file = shared_data / "golden" / "2026-02-16.ko.md"
    team, golden = discord.guild().text_channel("papers"), golden_in(file)
    await post_golden(file, "discord", team.id)

    (header,) = team.posts
    assert golden.title in header.words
    shown = " ".join(m.words for m in header.replies)
    said = sum((paper.words for paper in golden.papers), Counter[str]())
    assert said - words_in(shown) == Counter()
    assert all(link in shown for paper in golden.papers for link in paper.links)
