"""Snapshots: which days are over."""

import pytest

from bot.domain.snapshot import Snapshot
from tests.builders import DAY


@pytest.mark.parametrize(
    ("fetched_at", "settled"),
    [
        ("2026-02-16T23:59:59Z", False),
        ("2026-02-17T00:00:00Z", True),
        ("2026-02-17T08:59:59+09:00", False),
        ("2026-02-16T19:00:00-05:00", True),
    ],
)
def test_a_day_is_settled_when_it_is_over_in_utc(fetched_at: str, settled: bool) -> None:  # noqa: FBT001
    """A list taken at nine in Seoul is that of the day before in no other zone."""
    snapshot = Snapshot.model_validate({"date": DAY, "fetched_at": fetched_at, "pages": ["[]"]})

    assert snapshot.settled is settled
