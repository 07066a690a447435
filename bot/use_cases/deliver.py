"""A digest in a channel: posted once, gone on with after a crash, removed."""

import asyncio
import datetime as dt

import structlog

from bot.delivery.ledger import LEASE, Ledger
from bot.delivery.parts import plan_delivery
from bot.delivery.removal import take_down, threads_of
from bot.domain.conversation import Orphan
from bot.domain.delivery import (
    Delivered,
    DeliveredKind,
    Delivery,
    DeliveryKey,
    DeliveryState,
    Layout,
)
from bot.domain.digest import Digest, Edition
from bot.domain.errors import (
    Gone,
    InDoubt,
    InputError,
    NotSent,
    PapersBotError,
    PlatformProblem,
    Rejected,
)
from bot.domain.place import Place
from bot.ports.keeping import Archive, Conversations, Deliveries, Pace
from bot.ports.outbound import Clock, Platform
from bot.use_cases.search import keep_digest

_TOO_OLD = dt.timedelta(days=2)
_log = structlog.get_logger()


class Deliverer:
    """Brings editions to channels, each at most once."""

    def __init__(
        self,
        deliveries: Deliveries,
        conversations: Conversations,
        archive: Archive,
        pace: Pace,
        clock: Clock,
    ) -> None:
        self._deliveries = deliveries
        self._conversations = conversations
        self._archive = archive
        self._clock = clock
        self._ledger = Ledger(deliveries, conversations, pace, clock)
        self._archived: Digest | None = None
        self._planned: tuple[tuple[Digest, Layout, Platform], Delivery] | None = None
        self._archiving = asyncio.Lock()

    async def deliver(
        self, digest: Digest, place: Place, platform: Platform, layout: Layout
    ) -> Delivered:
        """Post a digest to a channel, unless its edition is there.

        What failed, or was given up for now, is taken up again. Raises `InputError` for a digest
        that is no settled day's, `ShutOut` and `StoreError`.
        """
        if digest.edition is not Edition.SETTLED or digest.period != "day":
            raise InputError("only the digest of one day that is over can be posted to a channel")
        if not digest.entries:
            return Delivered(kind=DeliveredKind.EMPTY)
        key = DeliveryKey(
            platform=place.platform,
            workspace=place.workspace,
            channel=place.channel,
            edition_date=digest.date,
        )
        kept = await self._deliveries.delivery(key)
        if kept is None:
            await self._keep(digest)
            kept = await self._deliveries.begin(self._plan(key, digest, layout, platform))
        if kept.state is DeliveryState.FAILED:
            await self._deliveries.end(key, DeliveryState.OPEN)
        ours = await self._ledger.walk(key, platform)
        now = await self._deliveries.delivery(key) or kept
        return Delivered(kind=_what_came_of(now, ours=ours), delivery=now)

    def _plan(
        self, key: DeliveryKey, digest: Digest, layout: Layout, platform: Platform
    ) -> Delivery:
        """Fitted into the platform's limits once, however many channels it goes to."""
        wanted = (digest, layout, platform)
        if self._planned is None or self._planned[0] != wanted:
            self._planned = (wanted, plan_delivery(key, digest, layout, platform.plan))
        return self._planned[1].model_copy(update={"key": key})

    async def _keep(self, digest: Digest) -> None:
        """In the archive, where buttons find it; once, however many channels it goes to."""
        async with self._archiving:
            if digest != self._archived:
                await keep_digest(digest, self._archive)
                self._archived = digest

    async def post_deleted(self, place: Place, post: str) -> None:
        """Whoever deletes a digest's first message by hand has removed it: it is marked so.

        Raises `StoreError`.
        """
        delivery = await self._deliveries.with_post(place, post)
        if delivery is not None and delivery.parts[0].post == post:
            await self._deliveries.end(delivery.key, DeliveryState.REMOVED)

    async def locate(self, done: Delivered, platform: Platform) -> Delivered:
        """With the address of what is in the channel; what was deleted there by hand is removed.

        Where the platform does not tell there is no address. Raises `ShutOut` and `StoreError`.
        """
        kept = done.delivery
        if kept is None or kept.header is None or kept.state is DeliveryState.REMOVED:
            return done
        try:
            link = await platform.link(kept.header)
        except (NotSent, InDoubt, Gone, Rejected) as error:
            just_posted = done.kind is DeliveredKind.POSTED
            if just_posted or error.problem is not PlatformProblem.NO_MESSAGE:
                _log.warning("no address", delivery=str(kept.key), because=str(error))
                return done
        else:
            return done.model_copy(update={"link": link})
        await self._deliveries.end(kept.key, DeliveryState.REMOVED)
        return Delivered(kind=DeliveredKind.REMOVED, delivery=kept)

    async def resume(self, name: str, platform: Platform) -> None:
        """Go on with all open deliveries of the platform `name`, side by side.

        Those begun more than two days ago have failed: whoever comes back with a new token after
        a week does not want a channel full of old editions. A new wish goes on with one all the same.
        Whatever happens to one does not hold the others back; the first error is raised at the
        end. One that a dead process still holds is taken up when its hold has run out.
        """
        for key in await self._deliveries.give_up_before(name, self._clock.now() - _TOO_OLD):
            _log.warning("is not gone on with", delivery=str(key), because="begun too long ago")
        keys = await self._deliveries.open_keys(name)
        ends = await asyncio.gather(
            *(self._go_on(key, platform) for key in keys), return_exceptions=True
        )
        errors = [end for end in ends if isinstance(end, BaseException)]
        for key, end in zip(keys, ends, strict=True):
            if isinstance(end, PapersBotError):
                _log.error("cannot go on", delivery=str(key), because=str(end))
            else:
                await self._warn(key)
        if errors:
            raise errors[0]

    async def _warn(self, key: DeliveryKey) -> None:
        """Nobody wished for it just now whom its reason could be told."""
        kept = await self._deliveries.delivery(key)
        if kept is not None and kept.reason is not None:
            _log.warning("is not delivered", delivery=str(key), because=kept.reason)

    async def _go_on(self, key: DeliveryKey, platform: Platform) -> None:
        while not await self._ledger.walk(key, platform):
            kept = await self._deliveries.delivery(key)
            if kept is None or kept.state is not DeliveryState.OPEN:
                return
            await self._clock.sleep(LEASE.total_seconds() / 6)

    async def delivery_with(self, place: Place, post: str) -> Delivery | None:
        """The delivery that a message is part of. Raises `StoreError`."""
        return await self._deliveries.with_post(place, post)

    async def remove(self, place: Place, post: str, platform: Platform) -> bool:
        """Remove the delivery that a message is part of, with all that is ours in its threads.

        Whether there is such a delivery. It is marked first, so that nobody goes on posting it.
        Raises what the platform refused, after all else was removed, and `StoreError`.
        """
        delivery = await self._deliveries.with_post(place, post)
        if delivery is None:
            return False
        await self._deliveries.end(delivery.key, DeliveryState.REMOVED)
        delivery = await self._deliveries.delivery(delivery.key) or delivery
        await take_down(delivery, await self._answers(delivery), platform, self._clock)
        return True

    async def _answers(self, delivery: Delivery) -> list[Orphan]:
        return [
            answer
            for thread in threads_of(delivery)
            for question in await self._conversations.questions(thread)
            if (answer := Orphan.of(question))
        ]


def _what_came_of(delivery: Delivery, *, ours: bool) -> DeliveredKind:
    match delivery.state:
        case DeliveryState.DONE:
            return DeliveredKind.POSTED if ours else DeliveredKind.THERE
        case DeliveryState.REMOVED:
            return DeliveredKind.REMOVED
        case DeliveryState.FAILED:
            return DeliveredKind.FAILED
        case DeliveryState.OPEN:
            given_up = ours and delivery.reason is not None
            return DeliveredKind.FAILED if given_up else DeliveredKind.UNDER_WAY
