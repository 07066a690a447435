"""Opening the sources: how we introduce ourselves."""

import pytest

from tests.builders import DAY
from tests.fakes import FakeClock
from tests.gateways import sources_at
from tests.servers.upstream import Upstream


@pytest.mark.parametrize(
    ("contact", "agent"),
    [
        (None, "daily-papers-bot/0.1"),
        ("me@example.org", "daily-papers-bot/0.1 (me@example.org)"),
        ("me\r\nX-Evil: 1", "daily-papers-bot/0.1 (me X-Evil: 1)"),
    ],
)
async def test_every_request_says_who_we_are(
    upstream: Upstream, clock: FakeClock, contact: str | None, agent: str
) -> None:
    """arXiv asks for it; strings shared by many clients are the first to be blocked."""
    async with sources_at(upstream, clock, contact=contact) as sources:
        await sources.papers.fetch_day(DAY)

    assert upstream.requests[0].headers["User-Agent"] == agent
