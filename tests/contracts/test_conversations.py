"""`Conversations`: the fake keeps the same promises as the database."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.conversation import (
    Answer,
    AnswerReason,
    HeardKind,
    Question,
    QuestionState,
    Remark,
    Thread,
    ThreadPaper,
    Verdict,
)
from bot.domain.evidence import Scope
from bot.domain.language import Language
from bot.domain.place import Place
from bot.ports.keeping import Conversations
from bot.storage import open_storage
from tests.builders import NOON_AFTER, ref
from tests.fakes import FakeClock, FakeConversations

PLACE = Place(platform="slack", workspace="lab", channel="papers", thread="7")
PAPERS = (ThreadPaper(rank=1, paper=ref()),)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(params=["fake", "real"])
async def conversations(
    request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock
) -> AsyncIterator[Conversations]:
    if request.param == "fake":
        yield FakeConversations()
    else:
        async with open_storage(f"sqlite:///{tmp_path / 'papers.db'}", clock) as storage:
            yield storage.conversations


def place(**fields: str | None) -> Place:
    return PLACE.model_copy(update=fields)


def question(message: str = "m1", **fields: object) -> Question:
    given = {
        "place": PLACE,
        "message": message,
        "author": "jin",
        "text": "몇 단계인가요?",
        "language": Language.KO,
        "asked_at": NOON_AFTER,
        "papers": PAPERS,
    }
    return Question.model_validate({**given, **fields})


def remark(message: str, **fields: object) -> Remark:
    given = {"message": message, "author": "jin", "at": NOON_AFTER, "kind": HeardKind.SILENT}
    return Remark.model_validate({**given, **fields})


def answer() -> Answer:
    return Answer(
        papers=(ref(),),
        title="Shears",
        language=Language.KO,
        scope=Scope.ABSTRACT,
        reason=AnswerReason.NOT_IN_PAPER,
    )


async def test_the_newest_form_of_a_thread_is_known_by_its_place(
    conversations: Conversations,
) -> None:
    """The bot speaks unasked in its own threads alone: another's must not pass for one."""
    await conversations.open_thread(Thread(place=PLACE, language=Language.EN, papers=()))
    newest = Thread(place=PLACE, language=Language.KO, papers=PAPERS)
    await conversations.open_thread(newest)

    assert await conversations.thread(PLACE) == newest
    for other in ({"thread": "8"}, {"thread": None}, {"channel": "x"}, {"workspace": "x"}):
        assert await conversations.thread(place(**other)) is None


async def test_a_question_comes_back_as_it_was_asked(conversations: Conversations) -> None:
    """After a crash nothing else is left of it; one outside of a thread is no different."""
    asked = [question(), question("m2", place=place(thread=None))]
    for one in asked:
        assert await conversations.keep_question(one)

    assert [await conversations.question(q.place, q.message) for q in asked] == asked
    assert await conversations.question(PLACE, "m2") is None


async def test_a_message_that_comes_twice_counts_once(conversations: Conversations) -> None:
    """Platforms repeat what was acknowledged late; an answer that is there already stays."""
    await conversations.keep_question(question())
    await conversations.keep_answer(question(), answer())

    assert not await conversations.keep_question(question(asked_at=NOON_AFTER + HOUR))

    kept = await conversations.question(PLACE, "m1")
    assert kept == question(state=QuestionState.ANSWERED, answer=answer())


async def test_what_stands_in_the_message_tells_whether_it_was_changed(
    conversations: Conversations,
) -> None:
    """Only another number: the same words are asked of another paper."""
    await conversations.keep_question(question(written="#1 몇 단계인가요?"))
    await conversations.keep_answer(question(written="#1 몇 단계인가요?"), answer())
    changed = question(written="#2 몇 단계인가요?")

    assert not await conversations.keep_question(question(written="#1 몇 단계인가요?"))
    assert await conversations.keep_question(changed)
    await conversations.keep_answer(question(written="#1 몇 단계인가요?"), answer())

    assert await conversations.question(PLACE, "m1") == changed


async def test_a_changed_text_is_asked_anew_in_the_message_already_there(
    conversations: Conversations,
) -> None:
    """Its answer goes where the old one stands, or that would be left behind."""
    await conversations.keep_question(question())
    await conversations.begin_answer(question(), "p9")
    await conversations.keep_answer(question(), answer())

    changed = question(text="몇 개의 벤치마크인가요?")
    assert await conversations.keep_question(changed)

    assert await conversations.question(PLACE, "m1") == question(text=changed.text, post="p9")
    assert [q.text for q in await conversations.open_questions()] == [changed.text]


async def test_an_answer_to_what_is_no_longer_asked_is_dropped(
    conversations: Conversations,
) -> None:
    """It was on its way when the question was changed."""
    await conversations.keep_question(question())
    await conversations.keep_question(question(text="why?"))

    await conversations.keep_answer(question(), answer())

    kept = await conversations.question(PLACE, "m1")
    assert kept == question(text="why?")


async def test_an_answer_to_a_forgotten_question_brings_nothing_back(
    conversations: Conversations,
) -> None:
    """Who deletes a question while it is answered has deleted it."""
    await conversations.keep_question(question())
    assert await conversations.forget_question(PLACE, "m1") == question()

    await conversations.begin_answer(question(), "p9")
    await conversations.keep_answer(question(), answer())
    await conversations.keep_verdict(question(), "min", Verdict.GOOD)

    assert await conversations.questions(PLACE) == []
    assert await conversations.forget_question(PLACE, "m1") is None


async def test_a_question_is_open_until_it_is_answered_or_has_failed(
    conversations: Conversations,
) -> None:
    """What is open is taken up after a restart, the oldest first."""
    first, second, third = (
        question(name, asked_at=NOON_AFTER + hours * HOUR)
        for name, hours in zip("cba", range(3), strict=True)
    )
    for one in (third, first, second):
        await conversations.keep_question(one)
    assert await conversations.open_questions() == [first, second, third]

    await conversations.keep_answer(first, answer())
    await conversations.keep_answer(second, None)

    assert await conversations.open_questions() == [third]
    states = [q.state for q in await conversations.questions(PLACE)]
    assert states == [QuestionState.ANSWERED, QuestionState.FAILED, QuestionState.OPEN]
    assert await conversations.count_answered(NOON_AFTER) == 1
    assert await conversations.count_answered(NOON_AFTER + HOUR) == 0


async def test_a_paper_is_named_once(conversations: Conversations) -> None:
    """Two people press a button at once, and one answer comes."""
    unclear = question(state=QuestionState.UNCLEAR, papers=(), written="so, 몇 단계인가요?")
    await conversations.keep_question(unclear)
    await conversations.begin_answer(unclear, "asked back")
    second = ThreadPaper(rank=2, paper=ref("2602.00002"))

    named = await asyncio.gather(
        *(conversations.name_paper(unclear, paper) for paper in (*PAPERS, second))
    )

    (opened,) = (one for one in named if one is not None)
    assert opened == await conversations.question(PLACE, "m1")
    assert opened.papers in {PAPERS, (second,)}
    expected = {"state": QuestionState.OPEN, "papers": opened.papers, "post": "asked back"}
    assert opened == unclear.model_copy(update=expected)
    assert await conversations.open_questions() == [opened]


@pytest.mark.parametrize("state", sorted(set(QuestionState) - {QuestionState.UNCLEAR}))
async def test_a_question_that_is_clear_stays_as_it_is(
    conversations: Conversations, state: QuestionState
) -> None:
    """Its buttons may still be there."""
    kept = question(state=state)
    await conversations.keep_question(kept)

    assert await conversations.name_paper(kept, ThreadPaper.by_id("2602.00002")) is None
    assert await conversations.question(PLACE, "m1") == kept


async def test_a_paper_is_not_named_for_what_was_mended_or_forgotten(
    conversations: Conversations,
) -> None:
    """The button was made for another question."""
    unclear = question(state=QuestionState.UNCLEAR, papers=())
    assert await conversations.name_paper(unclear, PAPERS[0]) is None
    mended = question(state=QuestionState.UNCLEAR, papers=(), text="why?")
    await conversations.keep_question(mended)

    assert await conversations.name_paper(unclear, PAPERS[0]) is None
    assert await conversations.question(PLACE, "m1") == mended


async def test_the_message_of_an_answer_to_what_is_no_longer_asked_is_not_kept(
    conversations: Conversations,
) -> None:
    """It would take the place of the one that the new answer stands in."""
    await conversations.keep_question(question())
    await conversations.keep_question(question(text="why?"))

    await conversations.begin_answer(question(), "p9")

    assert await conversations.question(PLACE, "m1") == question(text="why?")


async def test_that_a_deleted_message_was_written_is_deleted_too(
    conversations: Conversations,
) -> None:
    """Whether it was a question or not: else its author holds the bot back for ever."""
    for name in ("m1", "m2", "m3"):
        await conversations.keep_remark(PLACE, remark(name))
    await conversations.keep_question(question("m1"))

    for name in ("m1", "m2"):
        await conversations.forget_question(PLACE, name)

    assert [r.message for r in await conversations.remarks(PLACE)] == ["m3"]


async def test_questions_count_by_person_and_by_channel(conversations: Conversations) -> None:
    """A person's limit holds in the whole workspace, a channel's in all of its threads."""
    count = conversations.count_question
    assert await count(PLACE, "jin", NOON_AFTER) == (1, 1)
    assert await count(place(channel="other"), "jin", NOON_AFTER) == (2, 1)
    assert await count(place(thread="8"), "min", NOON_AFTER) == (1, 2)
    assert await count(place(workspace="elsewhere"), "jin", NOON_AFTER) == (1, 1)


async def test_every_hour_counts_anew_and_forgetting_does_not(
    conversations: Conversations,
) -> None:
    """Who deletes what they asked has asked it all the same."""
    await conversations.count_question(PLACE, "jin", NOON_AFTER)
    await conversations.forget_author("slack", "lab", "jin")

    assert await conversations.count_question(PLACE, "jin", NOON_AFTER) == (2, 2)
    assert await conversations.count_question(PLACE, "jin", NOON_AFTER + HOUR) == (1, 1)


async def test_a_person_is_forgotten_in_that_workspace_alone(
    conversations: Conversations,
) -> None:
    """The same id may be somebody else elsewhere."""
    others = [question("b", author="min"), question("c", place=place(workspace="elsewhere"))]
    for one in (question("a"), question("d"), *others):
        await conversations.keep_question(one)

    assert await conversations.forget_author("slack", "lab", "jin") == 2
    assert await conversations.forget_author("slack", "lab", "jin") == 0

    assert await conversations.open_questions() == others


async def test_remarks_come_back_in_the_order_of_the_thread(conversations: Conversations) -> None:
    """Who spoke last decides whether the bot may; another thread's say nothing about this one."""
    later, first = remark("m1", at=NOON_AFTER + HOUR), remark("m2", kind=HeardKind.WHICH_PAPER)
    for one in (later, first):
        await conversations.keep_remark(PLACE, one)
    await conversations.keep_remark(place(thread="8"), remark("m3"))

    assert await conversations.remarks(PLACE) == [first, later]
    assert await conversations.remarks(place(thread=None)) == []


async def test_a_message_heard_again_stays_where_it_was(conversations: Conversations) -> None:
    """An edit changes what came of it, not when it was written."""
    await conversations.keep_remark(PLACE, remark("m1"))
    await conversations.keep_remark(PLACE, remark("m2", at=NOON_AFTER + HOUR))

    await conversations.keep_remark(
        PLACE, remark("m1", at=NOON_AFTER + 2 * HOUR, kind=HeardKind.QUESTION)
    )

    kept = await conversations.remarks(PLACE)
    assert kept[0] == remark("m1", kind=HeardKind.QUESTION)
    assert [r.message for r in kept] == ["m1", "m2"]


async def test_remarks_are_forgotten_with_their_author_and_with_age(
    conversations: Conversations,
) -> None:
    """That somebody spoke is theirs as much as what they said."""
    elsewhere = place(workspace="elsewhere")
    for where, one in (
        (PLACE, remark("mine")),
        (PLACE, remark("old", author="min", at=NOON_AFTER - HOUR)),
        (PLACE, remark("new", author="min")),
        (elsewhere, remark("theirs")),
    ):
        await conversations.keep_remark(where, one)

    assert await conversations.forget_author("slack", "lab", "jin") == 0
    assert [r.message for r in await conversations.remarks(PLACE)] == ["old", "new"]
    await conversations.forget_before(NOON_AFTER)

    assert [r.message for r in await conversations.remarks(PLACE)] == ["new"]
    assert [r.message for r in await conversations.remarks(elsewhere)] == ["theirs"]


async def test_what_is_older_is_forgotten(conversations: Conversations) -> None:
    """Turns are kept for so many days and no longer."""
    await conversations.keep_question(question("old", asked_at=NOON_AFTER - HOUR))
    await conversations.keep_question(question("new"))

    assert await conversations.forget_before(NOON_AFTER) == 1

    assert await conversations.questions(PLACE) == [question("new")]
