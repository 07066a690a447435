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
    IncomingMessage,
    Question,
    QuestionState,
    Remark,
    Thread,
    ThreadPaper,
    Verdict,
)
from bot.domain.errors import TooMany
from bot.domain.evidence import Scope
from bot.domain.known import Known
from bot.domain.language import Language
from bot.domain.limits import Limits
from bot.domain.place import Place, PostRef
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


async def remarks(
    conversations: Conversations, where: Place = PLACE, **fields: object
) -> list[Remark]:
    """Those that a new message finds there, unless another one is told."""
    given = {"place": where, "id": "unheard", "author": "ana", "text": "hm", **fields}
    known = await conversations.recall(IncomingMessage.model_validate(given), 50)
    return list(known.remarks)


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
    changed = question(written="#2 몇 단계인가요?", edited_at=NOON_AFTER)

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

    changed = question(text="몇 개의 벤치마크인가요?", edited_at=NOON_AFTER)
    assert await conversations.keep_question(changed)

    kept = await conversations.question(PLACE, "m1")
    assert kept == changed.model_copy(update={"post": "p9"})
    assert [q.text for q in await conversations.open_questions()] == [changed.text]


async def test_an_answer_to_what_is_no_longer_asked_is_dropped(
    conversations: Conversations,
) -> None:
    """It was on its way when the question was changed."""
    await conversations.keep_question(question())
    await conversations.keep_question(question(text="why?", edited_at=NOON_AFTER))

    await conversations.keep_answer(question(), answer())

    kept = await conversations.question(PLACE, "m1")
    assert kept == question(text="why?", edited_at=NOON_AFTER)


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
        *(conversations.name_papers(unclear, paper) for paper in (*PAPERS, second))
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

    assert await conversations.name_papers(kept, ThreadPaper.by_id("2602.00002")) is None
    assert await conversations.question(PLACE, "m1") == kept


async def test_a_question_that_was_not_asked_back_about_waits_for_us(
    conversations: Conversations,
) -> None:
    """Once it was, it waits for its asker."""
    unclear = question(state=QuestionState.UNCLEAR, papers=())
    await conversations.keep_question(unclear)
    assert await conversations.open_questions() == [unclear]

    await conversations.begin_answer(unclear, "asked back")

    assert await conversations.open_questions() == []


async def test_a_question_is_picked_up_by_one_message_or_by_a_button(
    conversations: Conversations,
) -> None:
    """In one step: both at once would answer twice. Another choice may follow in that message."""
    unclear = question(state=QuestionState.UNCLEAR, papers=())
    await conversations.keep_question(unclear)
    choice = {"written": "2", "picks_up": "m1", "post": "asked back"}

    assert await conversations.keep_question(question("m2", **choice))
    assert not await conversations.keep_question(question("m2", **choice))
    assert await conversations.name_papers(unclear, PAPERS[0]) is None
    await conversations.begin_answer(question("m2", **choice), "elsewhere")
    assert await conversations.keep_question(
        question("m2", **{**choice, "written": "3", "edited_at": NOON_AFTER})
    )

    first, second = await conversations.questions(PLACE)
    assert (first.state, second.state) == (QuestionState.PICKED_UP, QuestionState.OPEN)
    assert (second.picks_up, second.post) == ("m1", "elsewhere")


async def test_what_a_button_has_opened_is_not_picked_up(conversations: Conversations) -> None:
    """Nor what was deleted: the message is not kept then."""
    unclear = question(state=QuestionState.UNCLEAR, papers=())
    choice = question("m2", written="2", picks_up="m1")
    assert not await conversations.keep_question(choice)
    await conversations.keep_question(unclear)
    await conversations.name_papers(unclear, PAPERS[0])

    assert not await conversations.keep_question(choice)

    assert await conversations.question(PLACE, "m2") is None


async def test_an_answer_without_its_question_is_known_until_it_is_removed(
    conversations: Conversations,
) -> None:
    """Of the platform that it stands in; a question without an answer leaves none."""
    theirs = place(platform="discord")
    for one in (question(post="p1"), question("m2"), question("m3", place=theirs, post="p3")):
        await conversations.keep_question(one)
        await conversations.forget_question(one.place, one.message)

    (orphan,) = await conversations.orphans("slack")
    assert (orphan.question, orphan.post) == ("m1", PostRef(place=PLACE, id="p1"))
    await conversations.forget_orphan(orphan)

    assert await conversations.orphans("slack") == []
    assert len(await conversations.orphans("discord")) == 1


async def test_a_workspace_that_removed_the_bot_is_forgotten(conversations: Conversations) -> None:
    """All that its people wrote, and nobody else's."""
    elsewhere = place(workspace="elsewhere")
    for where in (PLACE, elsewhere):
        for one in (question("a", place=where), question("b", place=where, post="p")):
            await conversations.keep_question(one)
        await conversations.keep_remark(where, remark("m1"))
        await conversations.forget_question(where, "b")

    assert await conversations.forget_workspace("slack", "lab") == 1

    assert [q.place for q in await conversations.open_questions()] == [elsewhere]
    assert await remarks(conversations, PLACE) == []
    assert len(await remarks(conversations, elsewhere)) == 1
    assert [one.post.place for one in await conversations.orphans("slack")] == [elsewhere]


async def test_a_paper_is_not_named_for_what_was_mended_or_forgotten(
    conversations: Conversations,
) -> None:
    """The button was made for another question."""
    unclear = question(state=QuestionState.UNCLEAR, papers=())
    assert await conversations.name_papers(unclear, PAPERS[0]) is None
    mended = question(state=QuestionState.UNCLEAR, papers=(), text="why?", edited_at=NOON_AFTER)
    await conversations.keep_question(mended)

    assert await conversations.name_papers(unclear, PAPERS[0]) is None
    assert await conversations.question(PLACE, "m1") == mended


async def test_the_message_of_an_answer_to_what_is_no_longer_asked_is_not_kept(
    conversations: Conversations,
) -> None:
    """It would take the place of the one that the new answer stands in."""
    await conversations.keep_question(question())
    await conversations.keep_question(question(text="why?", edited_at=NOON_AFTER))

    await conversations.begin_answer(question(), "p9")

    assert await conversations.question(PLACE, "m1") == question(text="why?", edited_at=NOON_AFTER)


async def test_that_a_deleted_message_was_written_is_deleted_too(
    conversations: Conversations,
) -> None:
    """Whether it was a question or not: else its author holds the bot back for ever."""
    for name in ("m1", "m2", "m3"):
        await conversations.keep_remark(PLACE, remark(name))
    await conversations.keep_question(question("m1"))

    for name in ("m1", "m2"):
        await conversations.forget_question(PLACE, name)

    assert [r.message for r in await remarks(conversations, PLACE)] == ["m3"]


LIMITS = Limits(by_person=1, in_channel=2)


async def is_refused(conversations: Conversations, message: str = "m1", **fields: object) -> bool:
    """Whether one more question, or what costs as much, is too many."""
    try:
        assert await conversations.keep_question(question(message, **fields), LIMITS)
    except TooMany:
        return True
    return False


async def test_questions_count_by_person_and_by_channel(conversations: Conversations) -> None:
    """A person's limit holds in the whole workspace, a channel's in all of its threads."""
    for message, author, where, refused in (
        ("m1", "jin", {}, False),
        ("m2", "jin", {"channel": "other"}, True),
        ("m3", "jin", {"workspace": "elsewhere"}, False),
        ("m4", "min", {"thread": "8"}, False),
        ("m5", "ana", {}, True),
        ("m6", "ana", {"channel": "other"}, False),
    ):
        asked = {"author": author, "place": place(**where)}
        assert await is_refused(conversations, message, **asked) is refused, message
        kept = await conversations.question(place(**where), message)
        assert (kept is None) is refused, message


async def test_what_is_refused_counts_for_nobody(conversations: Conversations) -> None:
    """One person who asks on and on must not use up what the channel may ask."""
    await conversations.keep_question(question(), LIMITS)
    for number in range(5):
        assert await is_refused(conversations, message=f"n{number}")

    assert not await is_refused(conversations, message="m2", author="min")


async def test_what_comes_twice_is_counted_once(conversations: Conversations) -> None:
    """A platform tells a mention twice, at the same moment."""
    limits = Limits(by_person=2, in_channel=2)
    twice = (conversations.keep_question(question(), limits) for _ in range(2))
    assert sorted(await asyncio.gather(*twice)) == [False, True]

    assert await conversations.keep_question(question("m2"), limits)


async def test_what_costs_as_much_as_a_question_is_counted_with_them(
    conversations: Conversations,
) -> None:
    """Looking at a paper makes a model work as well; forgetting what one asked is no way around."""
    await conversations.count(PLACE, "jin", NOON_AFTER, LIMITS)
    await conversations.forget_author("slack", "lab", "jin")

    assert await is_refused(conversations)
    with pytest.raises(TooMany):
        await conversations.count(PLACE, "jin", NOON_AFTER + HOUR / 2, LIMITS)
    await conversations.count(PLACE, "jin", NOON_AFTER + HOUR, LIMITS)


def incoming(message: str = "m1", **fields: object) -> IncomingMessage:
    given = {"place": PLACE, "id": message, "author": "jin", "text": "why?"}
    return IncomingMessage.model_validate({**given, **fields})


SECOND = dt.timedelta(seconds=1)


async def test_of_two_edits_the_later_one_counts_whichever_comes_first(
    conversations: Conversations,
) -> None:
    """Platforms repeat, and the network swaps; by the platform's clock it is clear."""
    newer, older = (
        question(text=text, edited_at=NOON_AFTER + seconds * SECOND)
        for text, seconds in (("newer?", 2), ("older?", 1))
    )
    for comes in (newer, older, question(text="as it was first")):
        known = await conversations.recall(incoming(edited_at=comes.edited_at), 50)
        assert known.outdated is (comes is not newer), comes.text
        assert await conversations.keep_question(comes) is (comes is newer), comes.text

    assert await conversations.question(PLACE, "m1") == newer


async def test_an_edit_that_asks_nothing_outdates_the_question_before_it(
    conversations: Conversations,
) -> None:
    """It came first, and nothing but that it came is kept of it."""
    await conversations.recall(incoming(edited_at=NOON_AFTER), 50)

    assert (await conversations.recall(incoming(), 50)).outdated
    assert not (await conversations.recall(incoming(edited_at=NOON_AFTER), 50)).outdated
    assert not await conversations.keep_question(question())


@pytest.mark.parametrize("known", [True, False])
async def test_a_deleted_message_is_not_heard_again(
    conversations: Conversations, *, known: bool
) -> None:
    """Neither what is repeated late, nor what the deletion has overtaken, nor an edit of it."""
    if known:
        await conversations.keep_question(question())
    await conversations.forget_question(PLACE, "m1")

    for edited_at in (None, NOON_AFTER):
        assert (await conversations.recall(incoming(edited_at=edited_at), 50)).outdated
        assert not await conversations.keep_question(question(edited_at=edited_at))
    await conversations.keep_remark(PLACE, remark("m1"))

    assert await conversations.questions(PLACE) == []
    assert await remarks(conversations) == []
    assert not (await conversations.recall(incoming("m2"), 50)).outdated


async def test_what_a_forgotten_person_wrote_is_not_heard_again(
    conversations: Conversations,
) -> None:
    """A late repetition would bring back what they wanted gone."""
    await conversations.keep_question(question("asked"))
    await conversations.keep_remark(PLACE, remark("said"))
    await conversations.keep_remark(PLACE, remark("another's", author="min"))

    await conversations.forget_author("slack", "lab", "jin")

    outdated = [
        (await conversations.recall(incoming(name), 50)).outdated
        for name in ("asked", "said", "another's", "new")
    ]
    assert outdated == [True, True, False, False]


async def test_of_a_long_thread_the_newest_is_recalled(conversations: Conversations) -> None:
    """Oldest first; with what a reply refers to, however old that is, and without answers."""
    for number in range(5):
        at = NOON_AFTER + number * SECOND
        asked = question(f"m{number}", asked_at=at, post=f"p{number}")
        await conversations.keep_question(asked)
        await conversations.keep_answer(asked, answer())
        await conversations.keep_remark(PLACE, remark(f"m{number}", at=at))

    known = await conversations.recall(incoming("new", reply_to="p0"), 2)

    assert [one.message for one in known.remarks] == ["m3", "m4"]
    assert [one.message for one in known.questions] == ["m0", "m3", "m4"]
    assert {(one.state, one.answer) for one in known.questions} == {(QuestionState.ANSWERED, None)}
    assert (known.question, known.remark) == (None, None)
    assert await conversations.recall(incoming("new", reply_to="p0"), 0) == Known()


async def test_an_edited_message_leans_on_what_stood_above_it(
    conversations: Conversations,
) -> None:
    """Not on itself as it was, and not on what came after it."""
    for number in range(4):
        at = NOON_AFTER + number * SECOND
        await conversations.keep_question(question(f"m{number}", asked_at=at))
        await conversations.keep_remark(PLACE, remark(f"m{number}", at=at))
    await conversations.keep_remark(PLACE, remark("said", at=NOON_AFTER + 2 * SECOND))

    asked, said = [
        await conversations.recall(incoming(name, edited_at=NOON_AFTER), 50)
        for name in ("m2", "said")
    ]

    assert [one.message for one in asked.remarks] == ["m0", "m1"]
    assert [one.message for one in asked.questions] == ["m0", "m1"]
    assert (asked.question, asked.remark) == (
        question("m2", asked_at=NOON_AFTER + 2 * SECOND),
        remark("m2", at=NOON_AFTER + 2 * SECOND),
    )
    assert [one.message for one in said.questions] == ["m0", "m1", "m2"]


async def test_what_was_answered_about_the_same_papers_before_is_found(
    conversations: Conversations,
) -> None:
    """For the history of a follow-up; not what came later, failed, or is about another paper."""
    other = (ThreadPaper(rank=2, paper=ref("2602.00002")),)
    both = (*PAPERS, *other)
    for number, papers in enumerate((PAPERS, both, other, PAPERS, PAPERS, PAPERS)):
        asked = question(f"m{number}", asked_at=NOON_AFTER + number * SECOND, papers=papers)
        await conversations.keep_question(asked)
        if number != 3:
            await conversations.keep_answer(asked, answer())
    latest = question("m5", asked_at=NOON_AFTER + 5 * SECOND)

    found = await conversations.answered_before(latest, 50)
    newest = await conversations.answered_before(latest, 1)

    assert [one.message for one in found] == ["m0", "m1", "m4"]
    assert [one.message for one in newest] == ["m4"]
    assert newest[0].answer == answer()


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


async def test_a_person_can_be_forgotten_in_all_workspaces_of_a_platform(
    conversations: Conversations,
) -> None:
    """Where an id is the same person everywhere; on another platform it is not."""
    other = question("b", place=place(platform="discord"))
    for one in (question("a"), question("c", place=place(workspace="elsewhere")), other):
        await conversations.keep_question(one)

    assert await conversations.forget_author("slack", None, "jin") == 2

    assert await conversations.open_questions() == [other]


async def test_remarks_come_back_in_the_order_of_the_thread(conversations: Conversations) -> None:
    """Who spoke last decides whether the bot may; another thread's say nothing about this one."""
    later, first = remark("m1", at=NOON_AFTER + HOUR), remark("m2", kind=HeardKind.WHICH_PAPER)
    for one in (later, first):
        await conversations.keep_remark(PLACE, one)
    await conversations.keep_remark(place(thread="8"), remark("m3"))

    assert await remarks(conversations, PLACE) == [first, later]
    assert await remarks(conversations, place(thread=None)) == []


async def test_a_message_heard_again_stays_where_it_was(conversations: Conversations) -> None:
    """An edit changes what came of it, not when it was written."""
    await conversations.keep_remark(PLACE, remark("m1"))
    await conversations.keep_remark(PLACE, remark("m2", at=NOON_AFTER + HOUR))

    await conversations.keep_remark(
        PLACE, remark("m1", at=NOON_AFTER + 2 * HOUR, kind=HeardKind.QUESTION)
    )

    kept = await remarks(conversations, PLACE)
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
    assert [r.message for r in await remarks(conversations, PLACE)] == ["old", "new"]
    await conversations.forget_before(NOON_AFTER)

    assert [r.message for r in await remarks(conversations, PLACE)] == ["new"]
    assert [r.message for r in await remarks(conversations, elsewhere)] == ["theirs"]


async def test_what_is_older_is_forgotten(conversations: Conversations) -> None:
    """Turns are kept for so many days and no longer."""
    await conversations.keep_question(question("old", asked_at=NOON_AFTER - HOUR))
    await conversations.keep_question(question("new"))

    assert await conversations.forget_before(NOON_AFTER) == 1

    assert await conversations.questions(PLACE) == [question("new")]
