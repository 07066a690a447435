"""How the bot is doing today."""

import datetime as dt

from bot.domain.status import Status
from bot.ports.keeping import Archive, Conversations, Store
from bot.ports.outbound import Clock


async def status(
    *,
    store: Store,
    conversations: Conversations,
    archive: Archive,
    clock: Clock,
    daily_tokens: int | None,
    retention_days: int,
) -> Status:
    """Model use, what is kept, and the questions of the UTC day. Raises `StoreError`."""
    today = clock.now().date()
    midnight = dt.datetime.combine(today, dt.time(), tzinfo=dt.UTC)
    papers, last_digest = await archive.extent()
    return Status(
        usage=await store.usage(today),
        daily_tokens=daily_tokens,
        papers=papers,
        last_digest=last_digest,
        open=len(await conversations.open_questions()),
        answered=await conversations.count_answered(midnight),
        retention_days=retention_days,
    )
