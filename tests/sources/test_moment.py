"""Times as upstreams write them; the entries of Hugging Face and arXiv rest on this."""

import datetime as dt
import time
from collections.abc import Iterator
from typing import Any

import pytest

from bot.sources.moment import moment_of


@pytest.fixture
def in_seoul(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's own zone is another one."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Asia/Seoul")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("in_seoul")
@pytest.mark.parametrize(
    "written", ["2026-02-11T00:23:13Z", "2026-02-11T00:23:13", "2026-02-10T19:23:13-05:00"]
)
def test_a_time_is_in_utc(written: str) -> None:
    """Whatever zone the machine is in: a text without a zone means UTC."""
    assert moment_of(written) == dt.datetime(2026, 2, 11, 0, 23, 13, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "written", [None, 1_770_000_000, "", "soon", "0001-01-01T00:00:00+14:00", ["2026-02-11"]]
)
def test_what_is_no_time_is_none(written: Any) -> None:
    """A time at the edge of the calendar has none in UTC: that is no reason to fail."""
    assert moment_of(written) is None
