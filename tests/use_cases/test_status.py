"""How the bot is doing: figures of the running UTC day."""

import datetime as dt

import pytest

from bot.domain.conversation import Question, QuestionState, ThreadPaper
from bot.domain.language import Language
from bot.domain.place import Place
from bot.domain.status import Status
from bot.domain.usage import TokenUsage
from bot.use_cases.status import status
from tests.builders import DAY, NOON_AFTER, entry, ref
from tests.fakes import FakeArchive, FakeClock, FakeConversations, FakeStore


async def ask(conversations: FakeConversations, message: str, at: dt.datetime, state: str) -> None:
    await conversations.keep_question(
        Question(
            place=Place(platform="slack", workspace="lab", channel="papers"),
            message=message,
            author="jin",
            text="why?",
            language=Language.EN,
            asked_at=at,
            papers=(ThreadPaper(rank=1, paper=ref()),),
            state=QuestionState(state),
        )
    )


@pytest.mark.parametrize(("budget", "left"), [(1_000, 890), (50, 0), (None, None)])
async def test_status_counts_today_and_what_is_kept(
    clock: FakeClock, budget: int | None, left: int | None
) -> None:
    """Yesterday's question counts only while it waits; a budget overdrawn has nothing left."""
    store, archive, conversations = FakeStore(clock), FakeArchive(), FakeConversations()
    await store.add_usage(NOON_AFTER.date(), 100, 10)
    await store.add_usage(DAY, 5, 5)
    await archive.keep_entry(DAY, Language.EN, entry())
    midnight = NOON_AFTER.replace(hour=0)
    await ask(conversations, "a", midnight, "answered")
    await ask(conversations, "b", midnight - dt.timedelta(seconds=1), "answered")
    await ask(conversations, "c", midnight - dt.timedelta(seconds=1), "open")

    told = await status(
        store=store,
        conversations=conversations,
        archive=archive,
        clock=clock,
        daily_tokens=budget,
        retention_days=30,
    )

    assert told == Status(
        usage=TokenUsage(calls=1, prompt_tokens=100, completion_tokens=10),
        daily_tokens=budget,
        papers=1,
        last_digest=DAY,
        open=1,
        answered=1,
        retention_days=30,
    )
    assert told.tokens_left == left
