"""What people asked is deleted: when they say so, and when it is old."""

import datetime as dt

from bot.domain.conversation import Question, ThreadPaper
from bot.domain.language import Language
from bot.domain.place import Place
from bot.use_cases.forget import forget_me, forget_old, forget_old_deliveries
from tests.builders import NOON_AFTER, delivery, ref
from tests.fakes import FakeClock, FakeConversations, FakeDeliveries

PLACE = Place(platform="slack", workspace="lab", channel="papers", thread="7")


def question(message: str, **fields: object) -> Question:
    given = {
        "place": PLACE,
        "message": message,
        "author": "jin",
        "text": "why?",
        "language": Language.EN,
        "asked_at": NOON_AFTER,
        "papers": (ThreadPaper(rank=1, paper=ref()),),
    }
    return Question.model_validate({**given, **fields})


async def test_whoever_asks_to_be_forgotten_is_forgotten_in_every_channel() -> None:
    """The command may be given anywhere in the workspace."""
    conversations = FakeConversations()
    elsewhere = PLACE.model_copy(update={"channel": "other", "thread": None})
    await conversations.keep_question(question("a"))
    await conversations.keep_question(question("b", author="min"))

    assert await forget_me(elsewhere, "jin", conversations) == 1

    assert [q.author for q in await conversations.questions(PLACE)] == ["min"]


async def test_where_people_have_one_id_everywhere_they_are_forgotten_everywhere() -> None:
    """What somebody asked in another server is theirs as well; another platform's is another's."""
    conversations = FakeConversations()
    there = {"other server": "slack", "direct": "slack", "elsewhere": "discord"}
    for workspace, platform in there.items():
        place = PLACE.model_copy(update={"workspace": workspace, "platform": platform})
        await conversations.keep_question(question("a", place=place))

    assert await forget_me(PLACE, "jin", conversations, everywhere=True) == 2
    assert len(conversations.asked) == 1


async def test_questions_older_than_the_retention_are_deleted(clock: FakeClock) -> None:
    """Thirty days, to the second."""
    conversations = FakeConversations()
    month = dt.timedelta(days=30)
    await conversations.keep_question(question("a", asked_at=NOON_AFTER - month))
    await conversations.keep_question(
        question("b", asked_at=NOON_AFTER - month - dt.timedelta(seconds=1))
    )

    assert await forget_old(30, conversations, clock) == 1

    assert [q.message for q in await conversations.questions(PLACE)] == ["a"]


async def test_deliveries_are_kept_for_a_year(clock: FakeClock) -> None:
    """However short questions are kept: a forgotten edition might be posted a second time."""
    deliveries = FakeDeliveries(clock)
    await deliveries.begin(delivery(channel="old"))
    clock.time += dt.timedelta(seconds=1)
    await deliveries.begin(delivery(channel="new"))
    clock.time += dt.timedelta(days=365)

    assert await forget_old_deliveries(deliveries, clock) == 1

    assert [key.channel for key in deliveries.kept] == ["new"]
