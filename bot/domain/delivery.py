"""One edition in one channel, and what was posted for it."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.domain.base import Label, Model, Name


class Place(Model):
    """Where a message goes; `thread` is the platform's id of the parent message."""

    platform: Label
    workspace: Name
    channel: Name
    thread: Name | None = None


class PostRef(Model):
    """A message that a platform has accepted, by the platform's own id."""

    place: Place
    id: Name


class DeliveryKey(Model):
    """What makes a delivery one: the same edition is posted to a channel at most once."""

    platform: Label
    workspace: Name
    channel: Name
    edition_date: dt.date

    def __str__(self) -> str:
        return f"{self.platform}/{self.workspace}/{self.channel}/{self.edition_date}"


class DeliveryState(StrEnum):
    """Open until all of its parts are posted."""

    OPEN = "open"
    DONE = "done"
    FAILED = "failed"
    REMOVED = "removed"


class Delivery(Model):
    """The state of one delivery; `posts` in the order of its parts."""

    key: DeliveryKey
    state: DeliveryState = DeliveryState.OPEN
    posts: tuple[PostRef, ...] = ()
    tries: Annotated[int, Field(ge=0)] = 0
