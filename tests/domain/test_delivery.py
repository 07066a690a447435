"""Deliveries: what makes one the same as another."""

import datetime as dt

from bot.domain.delivery import DeliveryKey, Place, PostRef
from tests.builders import DAY


def test_places_and_keys_are_equal_by_what_they_name() -> None:
    """They are looked up in tables and sets after a restart."""
    place = Place(platform="slack", workspace="T1", channel="C1")
    key = DeliveryKey(platform="slack", workspace="T1", channel="C1", edition_date=DAY)

    assert PostRef(place=place, id="1") == PostRef(place=place.model_copy(), id="1")
    assert {key: 1}[key.model_copy()]
    assert key != key.model_copy(update={"edition_date": DAY + dt.timedelta(days=1)})
    assert str(key) == "slack/T1/C1/2026-02-16"
