"""What the product posts to channels by itself."""

from bot.app.parts import Parts
from bot.domain.delivery import Delivered, Delivery, Layout
from bot.domain.digest import Digest
from bot.domain.message import Message
from bot.domain.place import Place, PostRef
from bot.ports.outbound import Platform
from bot.use_cases.say import say


class Channels:
    """The part of `PapersApp` that is about deliveries, and about what is received twice."""

    def __init__(self, parts: Parts) -> None:
        self._layout = parts.settings.papers_layout
        self._deliverer = parts.deliverer
        self._receipts = parts.storage.receipts
        self._clock = parts.clock

    async def deliver(
        self, digest: Digest, place: Place, platform: Platform, layout: Layout | None = None
    ) -> Delivered:
        """Post a settled digest to a channel, unless its edition is there."""
        return await self._deliverer.deliver(digest, place, platform, layout or self._layout)

    async def post_deleted(self, place: Place, post: str) -> None:
        """A message of ours was deleted at the platform."""
        await self._deliverer.post_deleted(place, post)

    async def locate(self, done: Delivered, platform: Platform) -> Delivered:
        """With the address of what is in the channel."""
        return await self._deliverer.locate(done, platform)

    async def delivery_with(self, place: Place, post: str) -> Delivery | None:
        """The delivery that a message of a channel, or of a thread there, is part of."""
        return await self._deliverer.delivery_with(place, post)

    async def remove(self, place: Place, post: str, platform: Platform) -> bool:
        """Remove the delivery that a message of a channel is part of, with all of ours in its threads."""
        return await self._deliverer.remove(place, post, platform)

    async def say(self, message: Message, place: Place, platform: Platform, key: str) -> PostRef:
        """Post what belongs to no delivery."""
        return await say(platform, self._clock, place, message, key)

    async def first_time(self, key: str) -> bool:
        """Whether something is received for the first time."""
        return await self._receipts.first_time(key)

    async def take_back(self, key: str) -> None:
        """What was received could not be begun."""
        await self._receipts.take_back(key)
