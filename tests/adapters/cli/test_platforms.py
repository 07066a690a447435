"""A platform is one folder and one line: nothing else in the program knows its name."""

import asyncio
import sys
from types import ModuleType

import pytest

from adapters import PLATFORMS
from adapters.cli.platforms import configured, needed
from adapters.cli.serve import Host
from bot.app import open_app
from bot.domain.conversation import IncomingMessage
from bot.domain.errors import SettingsError, UsageError
from tests.adapters import carrier as carrier_platform
from tests.adapters.carrier import THE_LOFT, Loft
from tests.adapters.cli.conftest import Papers
from tests.servers.upstream import Upstream

DATE = "2026-02-16"


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> None:
    """A platform that somebody has just added, not configured yet."""
    package = ModuleType("adapters_carrier")
    vars(package).update(adapter=lambda: None, SET_UP="set CARRIER_LOFT")
    monkeypatch.setitem(sys.modules, package.__name__, package)
    monkeypatch.setitem(PLATFORMS, "carrier", package.__name__)


@pytest.mark.usefixtures("carrier")
async def test_a_platform_that_is_not_configured_says_what_to_set(papers: Papers) -> None:
    """Beside all others, in the one line that `papers serve` ends with."""
    ran = await papers("serve")

    assert ran.code == 1
    assert "for slack set SLACK_BOT_TOKEN" in ran.last_line
    assert "for carrier set CARRIER_LOFT" in ran.last_line


@pytest.mark.usefixtures("carrier")
def test_a_post_needs_its_platform() -> None:
    """The name is right, and what is missing is told."""
    assert configured("carrier") is None
    with pytest.raises(SettingsError, match="carrier is not configured: set CARRIER_LOFT"):
        needed("carrier")


@pytest.fixture
def loft(monkeypatch: pytest.MonkeyPatch) -> Loft:
    """A platform in one file, which one line has made known."""
    monkeypatch.setitem(PLATFORMS, "carrier", carrier_platform.__name__)
    return THE_LOFT


async def test_a_platform_of_one_file_and_one_line_posts_and_answers(
    papers: Papers, live: Upstream, loft: Loft
) -> None:
    """All else is there for it: the ledger, commands, questions, the line on doctor's list."""
    ran = await papers("post", "--platform", "carrier", "--channel", "attic", "--date", DATE)
    assert ran.out.startswith(f"posted {DATE} in attic: https://"), ran.err
    assert len(loft.said()) == 1 + 5

    stop, complaints = asyncio.Event(), list[str]()
    ready = asyncio.get_running_loop().create_future()
    async with open_app() as app:
        host = Host(app, ready.set_result, complaints.append, stop)
        serving = asyncio.create_task(host.run({"carrier": needed("carrier")}))
        assert await ready == "carrier: the loft is open"
        place = loft.wall.posts[1][0].place
        question = IncomingMessage(
            place=place, id="letter", author="pip", text="#1 what is it about?", mentions_bot=True
        )
        loft.letters.put_nowait(question)
        await loft.letters.join()
        stop.set()
        assert (await serving, complaints) == (0, [])

    (answer,) = loft.wall.answers
    assert answer.to is not None
    assert answer.to.place == place
    assert answer.finished is not None


def test_a_name_that_is_none_is_told_with_those_there_are() -> None:
    """Somebody has mistyped it."""
    with pytest.raises(UsageError, match="there is slack"):
        needed("slcak")
