"""Opening the sources: how we introduce ourselves."""

import pytest

from tests.builders import DAY
from tests.fakes import FakeClock
from tests.gateways import sources_at
from tests.servers.upstream import Upstream


@pytest.mark.parametrize(
    ("contact", "ending"),
    [
        (None, "bot)"),
        ("me@example.org", "; me@example.org)"),
        ("me\r\nX-Evil: 1", "; me X-Evil: 1)"),
    ],
)
async def test_every_request_says_who_we_are(
    upstream: Upstream, clock: FakeClock, contact: str | None, ending: str
) -> None:
    """arXiv asks for it; strings shared by many clients are the first to be blocked."""
    async with sources_at(upstream, clock, contact=contact) as sources:
        await sources.papers.fetch_day(DAY)

    agent = upstream.requests[0].headers["User-Agent"]
    assert agent.startswith("daily-papers-bot/")
    assert agent.endswith(ending)
