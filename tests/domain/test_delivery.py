"""Deliveries: what makes one the same as another, and where their parts go."""

import datetime as dt

import pytest
from pydantic import ValidationError

from bot.domain.delivery import DeliveryKey, Part, PostState
from bot.domain.place import Place, PostRef
from tests.builders import DAY, delivery, message


def test_places_and_keys_are_equal_by_what_they_name() -> None:
    """They are looked up in tables and sets after a restart."""
    place = Place(platform="slack", workspace="T1", channel="C1")
    key = DeliveryKey(platform="slack", workspace="T1", channel="C1", edition_date=DAY)

    assert PostRef(place=place, id="1") == PostRef(place=place.model_copy(), id="1")
    assert {key: 1}[key.model_copy()]
    assert key != key.model_copy(update={"edition_date": DAY + dt.timedelta(days=1)})
    assert str(key) == "slack/T1/C1/2026-02-16"


@pytest.mark.parametrize("parents", [[0], [None, 1], [None, 2, None], [None, 0, 1]])
def test_a_part_stands_under_one_of_the_channel_that_comes_before_it(
    parents: list[int | None],
) -> None:
    """Nothing can be posted in the thread of a message that is not there, nor in a thread's."""
    parts = [Part(message=message(), parent=parent) for parent in parents]

    with pytest.raises(ValidationError, match="posted before it"):
        delivery(*parts)


def test_a_part_goes_into_the_thread_of_the_message_it_belongs_to() -> None:
    """Which it is, is known when that message is there."""
    header = Part(message=message(), state=PostState.DONE, post="1.5")
    below = Part(message=message(), parent=0)

    assert delivery(header, below).place_of(1).thread == "1.5"
    assert delivery(header, below).place_of(0).thread is None
    with pytest.raises(ValueError, match="not posted yet"):
        delivery(Part(message=message()), below).place_of(1)
