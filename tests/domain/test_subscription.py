"""A channel's wish: its time, zone and days are such that a next post can be computed."""

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.subscription import Subscription


def subscription(**fields: Any) -> Subscription:
    given = {
        "platform": "slack",
        "workspace": "T1",
        "channel": "C1",
        "at": dt.time(9, 30),
        "timezone": "Asia/Seoul",
    }
    return Subscription.model_validate({**given, **fields})


def test_a_plain_wish_is_five_papers_in_korean_every_day() -> None:
    """What `subscribe` alone means."""
    plain = subscription()

    assert (plain.top, plain.language, plain.weekdays) == (5, "ko", frozenset(range(1, 8)))
    assert (plain.layout, plain.replies, plain.topics) == ("digest", "auto", ())


@pytest.mark.parametrize("zone", ["Asia/Seoul", "America/New_York", "Europe/London", "UTC"])
def test_zones_are_iana_names(zone: str) -> None:
    """Only these know about daylight saving."""
    assert subscription(timezone=zone).timezone == zone


@pytest.mark.parametrize("zone", ["", "KST+9", "Seoul", "../etc/passwd", "Asia", "Asia/Seoul\0"])
def test_another_zone_is_refused_with_an_example(zone: str) -> None:
    """Whoever types it learns what to type."""
    with pytest.raises(ValidationError, match="give an IANA name such as Asia/Seoul"):
        subscription(timezone=zone)


@pytest.mark.parametrize(
    "fields",
    [
        {"at": dt.time(9, 30, 15)},
        {"at": dt.time(9, 30, tzinfo=dt.UTC)},
        {"at": "24:30"},
        {"weekdays": []},
        {"weekdays": [0]},
        {"weekdays": [8]},
        {"top": 0},
        {"top": 11},
        {"language": "fr"},
        {"topics": ["x" * 61]},
    ],
)
def test_a_wish_that_could_never_be_met_is_refused(fields: dict[str, Any]) -> None:
    """A time with a zone of its own, no day at all, no paper at all."""
    with pytest.raises(ValidationError):
        subscription(**fields)
