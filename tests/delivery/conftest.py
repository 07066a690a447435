"""A platform, a store, and the ledger between them."""

import pytest

from bot.delivery.ledger import LEASE, Ledger
from bot.domain.conversation import Thread
from bot.domain.delivery import Delivery
from bot.ports.outbound import Gaps
from tests.builders import delivery, delivery_key
from tests.fakes import FakeClock, FakeConversations, FakeDeliveries, FakePlatform, FakeStore

KEY = delivery_key()


class World:
    """What outlives a crash, and the ledger of a process that lives."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.platform = FakePlatform(clock, Gaps(channel=1.1), strict=True)
        self.deliveries = FakeDeliveries(clock)
        self.conversations = FakeConversations()
        self.store = FakeStore(clock)
        self.ledger = Ledger(self.deliveries, self.conversations, self.store, clock)

    async def begin(self, begun: Delivery | None = None) -> None:
        await self.deliveries.begin(begun or delivery())

    async def walk(self) -> bool:
        return await self.ledger.walk(KEY, self.platform)

    async def die_posting(self, index: int) -> None:
        """A process is gone after it has noted an attempt, and its hold has run out."""
        await self.deliveries.attempt(KEY, index, "dead", self.clock.now() - LEASE)

    @property
    def kept(self) -> Delivery:
        return self.deliveries.kept[KEY]

    def said(self) -> list[str]:
        """What stands in the channel and its threads, in the order in which it came."""
        return [message.summary for _, message in self.platform.posts]

    def thread(self, parent: str) -> Thread:
        """The thread under the message that says `parent`."""
        (root,) = [ref for ref, message in self.platform.posts if message.summary == parent]
        return self.conversations.threads[root.place.model_copy(update={"thread": root.id})]


@pytest.fixture
def world(clock: FakeClock) -> World:
    return World(clock)
