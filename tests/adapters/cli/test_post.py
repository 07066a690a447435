"""`papers post`: a digest in a channel, once, and a line that says what was done."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.adapters.cli.conftest import Papers
from tests.servers.slack.server import Slack
from tests.servers.upstream import Upstream

DATE = "2026-02-16"
SetUp = Callable[[Slack], None]


@pytest.fixture
def to_slack(monkeypatch: pytest.MonkeyPatch) -> SetUp:
    """A function that points the settings at a Slack."""

    def set_up(slack: Slack) -> None:
        for name, value in slack.environment.items():
            monkeypatch.setenv(name, value)

    return set_up


async def test_a_digest_is_posted_once_and_its_link_told(
    papers: Papers, live: Upstream, to_slack: SetUp
) -> None:
    """Run it twice, by cron and by hand: the second time it is there already."""
    async with Slack().serving() as slack:
        to_slack(slack)
        team = slack.channel("papers")
        args = ("post", "--platform", "slack", "--channel", team.id, "--date", DATE, "--top", "2")
        first = await papers(*args)
        again = await papers(*args)

        (header,) = team.posts
        assert len(header.replies) == 2
    assert (first.code, again.code) == (0, 0)
    assert first.out.startswith(f"posted {DATE} in {team.id}: https://")
    assert again.out.startswith(f"{DATE} in {team.id} is there already: https://")
    assert first.out.rsplit(" ", 1)[1] == again.out.rsplit(" ", 1)[1]


async def test_what_is_there_in_another_language_is_said_to_be(
    papers: Papers, live: Upstream, to_slack: SetUp
) -> None:
    """An edition is posted once, in one language: whoever asks for another learns that."""
    async with Slack().serving() as slack:
        to_slack(slack)
        team = slack.channel("papers")
        args = ("post", "--platform", "slack", "--channel", team.id, "--date", DATE, "--top", "1")
        await papers(*args)
        ran = await papers(*args, "--lang", "en")

    said = f"{DATE} in {team.id} is there already in Korean, and is not posted again in English: "
    assert ran.out.startswith(said)


async def test_a_stored_digest_is_posted_as_it_is(
    papers: Papers, live: Upstream, to_slack: SetUp, tmp_path: Path
) -> None:
    """Somebody has looked at it before."""
    file = str(tmp_path / "day.json")
    await papers("digest", "--date", DATE, "--lang", "en", "--format", "json", "--out", file)
    async with Slack().serving() as slack:
        to_slack(slack)
        team = slack.channel("papers")
        ran = await papers("post", "--platform", "slack", "--channel", team.id, "--from", file)

        assert ran.code == 0, ran.err
        assert [len(header.replies) for header in team.posts] == [5]


async def test_a_channel_that_refuses_is_told_with_its_reason(
    papers: Papers, live: Upstream, to_slack: SetUp
) -> None:
    """The bot was not invited; nothing is posted."""
    async with Slack().serving() as slack:
        to_slack(slack)
        team = slack.channel("papers", bot=False)
        ran = await papers("post", "--platform", "slack", "--channel", team.id, "--date", DATE)

        assert team.posts == []
    assert (ran.code, ran.out) == (1, "")
    why = f"{DATE} in {team.id} is not posted: The bot is not in this channel. Invite it, then try "
    assert why in ran.last_line
    assert "/invite" in ran.last_line
    assert "cannot deliver" not in ran.err  # it is told once


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("--platform", "irc", "--channel", "C1"), 2, "there is slack"),
        (("--platform", "console", "--channel", "C1"), 2, "no chat platform"),
        (("--platform", "slack", "--channel", "C1"), 1, "slack is not configured"),
        (("--platform", "slack", "--channel", "C1", "--date", "soon"), 2, "no date"),
        (("--platform", "slack", "--channel", "C1", "--from", "x", "--top", "3"), 2, "--top"),
    ],
)
async def test_what_cannot_be_done_is_one_line(
    papers: Papers, args: tuple[str, ...], code: int, said: str
) -> None:
    """Before anything is built."""
    ran = await papers("post", *args)

    assert (ran.code, ran.out) == (code, "")
    assert said in ran.last_line


async def test_what_is_no_settled_day_is_not_posted(
    papers: Papers, live: Upstream, to_slack: SetUp, tmp_path: Path
) -> None:
    """A week, or a running day, is no edition of a channel's."""
    file = str(tmp_path / "week.json")
    await papers("week", "--date", DATE, "--format", "json", "--out", file)
    async with Slack().serving() as slack:
        to_slack(slack)
        ran = await papers("post", "--platform", "slack", "--channel", "C1", "--from", file)

    assert ran.code == 1
    assert "only the digest of a day" in ran.last_line
