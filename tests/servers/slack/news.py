"""What the app is told of: what happens in the workspace, as far as it asked to hear of it."""

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

from tests.servers.slack import events
from tests.servers.slack.delivery import Delivery, Envelope, EnvelopeKind
from tests.servers.slack.messages import Payload
from tests.servers.slack.workspace import Workspace

T = TypeVar("T")


class News:
    """Puts what happens into envelopes. What the bot does itself comes back to it meanwhile."""

    def __init__(self, world: Workspace, delivery: Delivery) -> None:
        self._world = world
        self._delivery = delivery
        self._kept: list[Envelope] | None = None
        world.announce = self._announce

    async def happens(self, event: Payload) -> Envelope | None:
        """Tell the app of an event, if it hears of such ones."""
        if not events.is_heard(self._world, event):
            return None
        return await self._delivery.send(self.event(event))

    def event(self, event: Payload) -> Envelope:
        """An envelope around an event."""
        body = events.wrapped(self._world, event)
        return Envelope(f"envelope-{body['event_id']}", "events_api", body)

    async def interaction(self, kind: EnvelopeKind, body: Payload) -> Envelope:
        """Tell the app of what somebody did."""
        return await self._delivery.send(Envelope(f"envelope-{self._world.number()}", kind, body))

    def hears(self, act: Callable[[], T]) -> tuple[T, list[Envelope]]:
        """Do something; what the app hears of it is given back rather than sent."""
        self._kept = []
        try:
            return act(), self._kept
        finally:
            self._kept = None

    async def told(self, envelopes: Iterable[Envelope]) -> None:
        """Send these all at once, as Slack does with a mention and its message."""
        fitting = [e for e in envelopes if events.is_heard(self._world, e.event)]
        await asyncio.gather(*map(self._delivery.send, fitting))

    def _announce(self, event: Payload) -> None:
        if not events.is_heard(self._world, event):
            return
        envelope = self.event(event)
        if self._kept is not None:
            self._kept.append(envelope)
        elif self._delivery.transport is not None:
            self._delivery.background(self._delivery.send(envelope))
