"""What the product posts to channels by itself."""

from typing import Protocol

from bot.domain.delivery import Delivered, Delivery, Layout
from bot.domain.digest import Digest
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import Place, PostRef
from bot.ports.outbound import Platform
from bot.ports.wishes import Progress


class Channels(Protocol):
    """The part of the product that is about deliveries, and about what is received twice."""

    async def deliver(
        self, digest: Digest, place: Place, platform: Platform, layout: Layout | None = None
    ) -> Delivered:
        """Post a settled digest to a channel, unless its edition is there (no layout: the configured).

        What the platform refuses is told by what comes back; that nothing works any more is raised
        as `ShutOut`. Raises `InputError` for a digest that is no settled day's. A crash is made
        good by `resume`.
        """
        ...

    async def post_deleted(self, place: Place, post: str) -> None:
        """A message of ours was deleted at the platform, by whomever.

        A delivery whose first message it was is removed from then on, and not posted again.
        """
        ...

    async def locate(self, done: Delivered, platform: Platform) -> Delivered:
        """With the address of what is in the channel, to be shown to whoever asked.

        What somebody has deleted there by hand is removed from then on, and not posted again.
        """
        ...

    async def resume(self, name: str, platform: Platform, progress: Progress) -> None:
        """Go on with what a crash left at the platform `name`: deliveries and questions.

        Returns when all is done that can be: a delivery may try for half an hour. What fails does
        not hold the others back, and is raised at the end.
        """
        ...

    async def delivery_with(self, place: Place, post: str) -> Delivery | None:
        """The delivery that a message of a channel, or of a thread there, is part of."""
        ...

    async def remove(self, place: Place, post: str, platform: Platform) -> bool:
        """Remove the delivery that a message of a channel is part of, with all of ours in its threads.

        It is not posted again. Whether there is such a delivery.
        """
        ...

    async def share(
        self,
        reference: str,
        place: Place,
        language: Language,
        platform: Platform,
        progress: Progress,
        message: str | None = None,
    ) -> PostRef:
        """Post the entry of a paper into a thread, where one may then ask about it by mention.

        `message` is the one that it is shared under where that may stand outside of threads: the
        thread is begun then.
        """
        ...

    async def say(self, message: Message, place: Place, platform: Platform, key: str) -> PostRef:
        """Post what belongs to no delivery, patiently; its first part.

        `key` is one that nothing else is said with there within some minutes: by it is found what
        may have got through. Raises a `PlatformError`.
        """
        ...

    async def first_time(self, key: str) -> bool:
        """Whether something is received for the first time: what comes twice is done once."""
        ...

    async def take_back(self, key: str) -> None:
        """What was received could not be begun: it is to be done when it comes again."""
        ...
