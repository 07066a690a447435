"""Posts the parts of a delivery, each exactly once, whatever crashes in between.

The store says before each attempt that it is made. Only where an attempt is in doubt (nobody knows
whether it got through) is the message looked for at the platform, and posted again if it is absent.
"""

import datetime as dt
import secrets

import structlog

from bot.delivery.looking import SETTLE, look_for, name_of
from bot.delivery.pace import wait_turn
from bot.delivery.parts import thread_under, title_of_thread
from bot.delivery.removal import take_down
from bot.delivery.waits import Waits
from bot.domain.delivery import Delivery, DeliveryKey, DeliveryState, PostState
from bot.domain.errors import Gone, InDoubt, NotSent, Rejected, ShutOut
from bot.domain.place import PostRef
from bot.ports.keeping import Conversations, Deliveries, Pace
from bot.ports.outbound import Clock, Platform

# Renewed before each attempt, which takes ten seconds or twice that, and while waiting.
LEASE = dt.timedelta(seconds=30)
_LONGEST_TRY = dt.timedelta(minutes=30)
_log = structlog.get_logger()


class Ledger:
    """What every walk through a delivery needs."""

    def __init__(
        self, deliveries: Deliveries, conversations: Conversations, pace: Pace, clock: Clock
    ) -> None:
        self.deliveries = deliveries
        self.conversations = conversations
        self.pace = pace
        self.clock = clock

    async def walk(self, key: DeliveryKey, platform: Platform) -> bool:
        """Post what is not posted yet; false when another holds the delivery, or it is not open.

        It ends done, failed when the platform refuses for good, or, after half an hour of "not
        now", open with the reason: nothing was refused, so the next start or wish goes on with it.
        Raises `ShutOut`, which leaves it open, and `StoreError`.
        """
        holder = secrets.token_hex(8)
        if not await self.deliveries.hold(key, holder, self.clock.now() + LEASE):
            return False
        try:
            if delivery := await self.deliveries.delivery(key):
                await _Walk(self, delivery, holder, platform).go()
        finally:
            await self.deliveries.let_go(key, holder)
        return True


class _TakenAwayError(Exception):
    """The delivery was removed, or the hold on it ran out and another has taken it."""


class _Walk:
    def __init__(self, ledger: Ledger, delivery: Delivery, holder: str, platform: Platform) -> None:
        self._deliveries = ledger.deliveries
        self._conversations = ledger.conversations
        self._pace = ledger.pace
        self._clock = ledger.clock
        self._now = delivery
        self._holder = holder
        self._platform = platform
        self._deadline = ledger.clock.now() + _LONGEST_TRY
        self._threads: set[PostRef] = set()  # that are surely there, by the messages they are under

    async def go(self) -> None:
        """Post all parts in their order, and keep how that ended: whoever wished for it tells."""
        key = self._now.key
        try:
            await self._post_all()
        except _TakenAwayError:
            await self._take_back()
        except (NotSent, InDoubt) as error:
            _log.info("gave up for now", delivery=str(key), because=str(error))
            await self._deliveries.end(key, DeliveryState.OPEN, error.problem)
        except (Gone, Rejected) as error:
            _log.info("cannot deliver", delivery=str(key), because=str(error))
            await self._deliveries.end(key, DeliveryState.FAILED, error.problem)
        else:
            await self._deliveries.end(key, DeliveryState.DONE)

    async def _post_all(self) -> None:
        """A thread is known before anything stands in it: somebody may ask there at once."""
        for index, part in enumerate(self._now.parts):
            if part.state is not PostState.DONE:
                await self._settle(index, (await self._bring(index)).id)
            if part.parent is None:
                await self._conversations.open_thread(thread_under(index, self._now))
        for index, part in enumerate(self._now.parts):
            if part.parent is None:
                await self._conversations.open_thread(thread_under(index, self._now))
        await self._hold()

    async def _bring(self, index: int) -> PostRef:
        """A part's message, found or posted."""
        if self._now.parts[index].state is PostState.SENDING:
            await self._sleep(SETTLE)
        waits = Waits(self._clock, self._deadline)
        while True:
            try:
                if post := await self._look_or_attempt(index):
                    return post
            except (NotSent, InDoubt) as error:
                await self._sleep(waits.after(error))

    async def _look_or_attempt(self, index: int) -> PostRef | None:
        """One attempt at the platform. None: what was in doubt is absent, and may be posted."""
        part, place = self._now.parts[index], self._now.place_of(index)
        await self._begin_thread(index)
        if part.state is PostState.SENDING:
            post = await look_for(self._now, index, self._platform, self._clock)
            if post is None:
                await self._settle(index, None)
            return post
        await wait_turn(self._pace, place, self._platform.gaps)
        await self._intend(index)
        try:
            return await self._platform.post(place, part.message, name_of(self._now.key, index))
        except (NotSent, Gone, Rejected, ShutOut):
            await self._settle(index, None)
            raise

    async def _begin_thread(self, index: int) -> None:
        """Let there be the thread that a part goes into: once a walk, for nobody notes it."""
        root = self._now.place_of(index).root
        if root is None or root in self._threads:
            return
        await self._hold()
        await self._platform.begin_thread(root, title_of_thread(index, self._now))
        self._threads.add(root)

    async def _sleep(self, seconds: float) -> None:
        """Wait without losing the hold."""
        longest = LEASE.total_seconds() / 2
        while seconds > 0:
            await self._hold()
            await self._clock.sleep(min(seconds, longest))
            seconds -= longest

    async def _hold(self) -> None:
        until = self._clock.now() + LEASE
        if not await self._deliveries.hold(self._now.key, self._holder, until):
            raise _TakenAwayError

    async def _intend(self, index: int) -> None:
        now = self._clock.now()
        if not await self._deliveries.attempt(self._now.key, index, self._holder, now + LEASE):
            raise _TakenAwayError
        self._change(index, state=PostState.SENDING, tried_at=now)

    async def _settle(self, index: int, post: str | None) -> None:
        await self._deliveries.settle(self._now.key, index, post)
        self._change(index, state=PostState.DONE if post else PostState.WAITING, post=post)

    def _change(self, index: int, **fields: object) -> None:
        parts = list(self._now.parts)
        parts[index] = parts[index].model_copy(update=fields)
        self._now = self._now.model_copy(update={"parts": tuple(parts)})

    async def _take_back(self) -> None:
        """Who removed the delivery may not have seen the message that was on its way then."""
        kept = await self._deliveries.delivery(self._now.key)
        if kept is None or kept.state is not DeliveryState.REMOVED:
            return
        try:
            await take_down(kept, (), self._platform, self._clock)
        except (NotSent, InDoubt, Gone, Rejected) as error:
            _log.warning("cannot remove", delivery=str(kept.key), because=str(error))
