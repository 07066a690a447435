"""How Slack brings to the app what people do: attempts, retries, and what came of them."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from tests.servers.slack.clock import Clock
from tests.servers.slack.messages import Payload

EnvelopeKind = Literal["events_api", "interactive", "slash_commands"]

# https://docs.slack.dev/apis/events-api#responding: three seconds, then again nearly at once,
# after a minute, and after five.
ACK_WITHIN = 3.0
RETRIES_AFTER = (0.0, 60.0, 300.0)


@dataclass(eq=False)
class Attempt:
    """One try: whether the app took it, after how many seconds, and what it answered.

    `no_retry`: it asked for no other try, or there has never been an app to try.
    """

    taken: bool
    latency: float
    reason: str = ""
    answer: Any = None
    no_retry: bool = False


NOBODY = Attempt(taken=False, latency=0.0, reason="connection_failed", no_retry=True)


@dataclass(eq=False)
class Envelope:
    """Something to tell the app, with all attempts at it."""

    id: str
    kind: EnvelopeKind
    body: Payload
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def taken(self) -> bool:
        """Whether the app has acknowledged it."""
        return any(attempt.taken for attempt in self.attempts)

    @property
    def answer(self) -> Any:
        """What the app answered: the body of the response, or the payload of the ack."""
        return next((attempt.answer for attempt in self.attempts if attempt.taken), None)

    @property
    def event(self) -> Payload:
        """The event in it, empty for an interaction."""
        return dict(self.body.get("event") or {})


class Transport(Protocol):
    """Socket Mode or HTTP."""

    async def attempt(self, envelope: Envelope, retry: int, reason: str) -> Attempt:
        """Try once; `retry` is 0 at first, `reason` is why the try before it failed."""
        ...


class Delivery:
    """Sends envelopes; `sent` are all of them, in order."""

    def __init__(self, clock: Clock, changed: Callable[[], None]) -> None:
        self.sent: list[Envelope] = []
        self.transport: Transport | None = None
        self._clock = clock
        self._changed = changed
        self._tasks: set[asyncio.Task[Any]] = set()

    async def send(self, envelope: Envelope) -> Envelope:
        """Deliver; returns after the first attempt, further ones go on by themselves."""
        self.sent.append(envelope)
        first = await self._try(envelope, 0, "")
        if not first.taken and not first.no_retry and envelope.kind == "events_api":
            self.background(self._again(envelope))
        return envelope

    async def again(self, envelope: Envelope, reason: str = "http_timeout") -> Attempt:
        """Deliver once more what was taken, as Slack does when it has lost the ack."""
        return await self._try(envelope, 1, reason)

    def background(self, work: Coroutine[Any, Any, Any]) -> None:
        """Let it run until it ends, or the server does."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Give up what still waits."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _again(self, envelope: Envelope) -> None:
        for retry, pause in enumerate(RETRIES_AFTER, 1):
            await self._clock.sleep(pause)
            attempt = await self._try(envelope, retry, envelope.attempts[-1].reason)
            if attempt.taken or attempt.no_retry:
                return

    async def _try(self, envelope: Envelope, retry: int, reason: str) -> Attempt:
        if self.transport is None:
            attempt = NOBODY
        else:
            attempt = await self.transport.attempt(envelope, retry, reason)
        envelope.attempts.append(attempt)
        self._changed()
        return attempt
