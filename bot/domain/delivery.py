"""One edition in one channel, and what was posted for it."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.domain.base import Label, Model, Moment, Name, Url
from bot.domain.conversation import ThreadPaper
from bot.domain.errors import PlatformProblem
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.paper import PaperId
from bot.domain.place import Place, PostRef


class DeliveryKey(Model):
    """What makes a delivery one: the same edition is posted to a channel at most once."""

    platform: Label
    workspace: Name
    channel: Name
    edition_date: dt.date

    def __str__(self) -> str:
        return f"{self.platform}/{self.workspace}/{self.channel}/{self.edition_date}"

    @property
    def place(self) -> Place:
        """The channel."""
        return Place(platform=self.platform, workspace=self.workspace, channel=self.channel)


class Layout(StrEnum):
    """One message with all papers and a thread, or a message and a thread for each paper."""

    THREAD = "thread"
    PAPER_THREADS = "paper-threads"


class DeliveryState(StrEnum):
    """Open until all of its parts are posted; what was removed is never posted again."""

    OPEN = "open"
    DONE = "done"
    FAILED = "failed"
    REMOVED = "removed"


class PostState(StrEnum):
    """Sending: an attempt was made, and nobody knows yet what became of it."""

    WAITING = "waiting"
    SENDING = "sending"
    DONE = "done"


class Part(Model):
    """One message of a delivery as it is to be posted, and how far that is.

    `parent` is the index of the part in whose thread it goes, none for the channel. `paper` is the
    paper that it alone is about. `post` is the platform's id of it once it is there; `tried_at` is
    when the attempt that is in doubt was made.
    """

    message: Message
    parent: Annotated[int, Field(ge=0)] | None = None
    paper: PaperId | None = None
    state: PostState = PostState.WAITING
    post: Name | None = None
    tried_at: Moment | None = None


class Delivery(Model):
    """One delivery: its parts in the order in which they are posted, its papers in theirs.

    `reason` says why it failed, or why it is open still although it was given up for now.
    """

    key: DeliveryKey
    language: Language
    papers: tuple[ThreadPaper, ...]
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
    layout: Layout = Layout.THREAD
    state: DeliveryState = DeliveryState.OPEN
    reason: PlatformProblem | None = None

    @model_validator(mode="after")
    def _parents_come_first(self) -> Self:
        for index, part in enumerate(self.parts):
            if part.parent is None:
                continue
            if part.parent >= index or self.parts[part.parent].parent is not None:
                raise ValueError(f"part {index} is in the thread of no message posted before it")
        return self

    @property
    def header(self) -> PostRef | None:
        """Its first message in the channel, once that is there."""
        post = self.parts[0].post
        return PostRef(place=self.key.place, id=post) if post else None

    def place_of(self, index: int) -> Place:
        """Where a part goes. Raises `ValueError` when the message it goes under is not there."""
        parent = self.parts[index].parent
        if parent is None:
            return self.key.place
        if (thread := self.parts[parent].post) is None:
            raise ValueError(f"part {parent} of {self.key} was not posted yet")
        return self.key.place.model_copy(update={"thread": thread})


class DeliveredKind(StrEnum):
    """What came of a wish to have an edition in a channel."""

    POSTED = "posted"
    THERE = "there"
    UNDER_WAY = "under_way"
    REMOVED = "removed"
    FAILED = "failed"
    EMPTY = "empty"


class Delivered(Model):
    """What was done, and the delivery as it is now; none for a digest without papers.

    `link` is the address of its first message, once that was asked for and where it has one.
    """

    kind: DeliveredKind
    delivery: Delivery | None = None
    link: Url | None = None
