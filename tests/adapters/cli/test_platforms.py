"""A platform is one folder and one line: nothing else in the program knows its name."""

import sys
from types import ModuleType

import pytest

from adapters import PLATFORMS
from adapters.cli.platforms import configured, needed
from bot.domain.errors import SettingsError, UsageError
from tests.adapters.cli.conftest import Papers


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


def test_a_name_that_is_none_is_told_with_those_there_are() -> None:
    """Somebody has mistyped it."""
    with pytest.raises(UsageError, match="there is slack"):
        needed("slcak")
