"""What was heard is done at its place: an answer, a question back, a line, or nothing."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from pydantic import BaseModel

from bot.answers.answer import Answerer, AnswerItems
from bot.answers.check import AnswerItem
from bot.domain.conversation import HeardKind, Question, QuestionState
from bot.domain.errors import Gone, NotSent, PlatformError, PlatformProblem
from bot.domain.language import Language
from bot.domain.message import Actions, Message
from bot.domain.place import PostRef
from bot.ports.inbound import Heard, Progress
from bot.presentation.catalogue import catalogue
from bot.retrieval import LexicalPassages
from bot.use_cases.at_hand import note_list
from bot.use_cases.choose import choose
from bot.use_cases.reply import Replier
from bot.use_cases.respond import Responder
from bot.use_cases.retract import remove_orphans, retract
from tests.builders import DAY, message
from tests.fakes import FakeModel, FakePlatform, Fault
from tests.fakes import Heard as Steps
from tests.use_cases.conftest import PAPERS, PLACE, Room, Shelf, question

QUOTE = "Experiments on three benchmarks show that Shears outperforms prior pruning methods"
NO_MESSAGE = Gone("no such message", problem=PlatformProblem.NO_MESSAGE)


class Chat:
    """A room with a bot that answers: what people say, and what they see then."""

    def __init__(self, room: Room, shelf: Shelf) -> None:
        self.room = room
        self.conversations = room.conversations
        self.platform = FakePlatform(strict=True)
        self.platform.threads[PostRef(place=PLACE.surroundings, id="7")] = "the digest"
        self.meanwhile: Callable[[], None] = lambda: None
        self.papers_known_later = True
        self._shelf = shelf
        self._model = FakeModel(self._says)
        self.starts()

    def starts(self) -> None:
        """The program, anew."""
        room = self.room
        self.replier = Replier(room.conversations, self._shelf.reading, room.clock)
        self.responder = Responder(
            room.conversations, self.replier, self._rating, self._hear_again, room.clock
        )

    def _says(self, prompt: str, inputs: Mapping[str, str]) -> BaseModel:
        self.meanwhile()
        return AnswerItems(items=[AnswerItem(quotes=[QUOTE], text="It uses three benchmarks.")])

    async def _rating(self, paper_id: str, language: Language, progress: Progress) -> Message:
        return message(f"the rating of {paper_id}")

    async def _hear_again(self, heard: Heard, progress: Progress) -> Heard:
        if self.papers_known_later:
            listed = [self._shelf.put(one.paper.id, title=one.paper.title) for one in PAPERS]
            await note_list(DAY, listed, Language.EN, self.room.store)
        self.meanwhile()
        return await self.room.listener.hear_again(heard, Language.KO)

    async def answerer(self) -> Answerer:
        shelf = self._shelf
        return Answerer(
            passages=LexicalPassages(), model=self._model, store=shelf.store, clock=shelf.clock
        )

    async def respond(self, heard: Heard) -> None:
        await self.responder.respond(heard, self.platform, Steps(), self.answerer)

    async def says(self, text: str, **fields: object) -> Heard:
        heard = await self.room.says(text, **fields)
        await self.respond(heard)
        return heard

    async def presses(self, paper_id: str, asked: str = "m7") -> None:
        heard = await choose(
            PLACE,
            asked,
            paper_id,
            Language.EN,
            conversations=self.conversations,
            at_hand=self.room.at_hand,
            clock=self.room.clock,
        )
        await self.respond(heard)

    async def deletes(self, asked: str) -> None:
        if await retract(PLACE, asked, self.conversations):
            await remove_orphans("slack", self.platform, self.conversations)

    async def resume(self) -> None:
        self.starts()
        await self.responder.resume("slack", self.platform, Steps(), self.answerer)

    async def kept(self, asked: str = "m7") -> Question:
        question = await self.conversations.question(PLACE, asked)
        assert question is not None
        return question

    @property
    def lines(self) -> list[str]:
        return [said.summary for _, said in self.platform.posts]


@pytest.fixture
def chat(room: Room, shelf: Shelf) -> Chat:
    for given in PAPERS:
        shelf.put(given.paper.id, title=given.paper.title)
    return Chat(room, shelf)


async def test_a_question_is_answered_in_its_thread(chat: Chat) -> None:
    """And the message of the answer is known, for edits and deletions."""
    await chat.says("#1 which benchmarks?", id="m7")

    (answer,) = chat.platform.answers
    assert answer.to is not None
    assert (answer.to.place, answer.to.question, answer.to.asker) == (PLACE, "m7", "jin")
    assert answer.finished is not None
    assert (await chat.kept()).post == "answer-1"
    assert chat.lines == []


async def test_the_paper_is_asked_for_with_a_button_for_each(chat: Chat) -> None:
    """Each says to which question it belongs."""
    await chat.says("which benchmarks?", id="m7", direct=True)

    ((post, said),) = chat.platform.posts
    (buttons,) = (block for block in said.blocks if isinstance(block, Actions))
    assert {(b.action, b.question) for b in buttons.actions} == {("choose", "m7")}
    assert [b.subject for b in buttons.actions] == [one.paper.id for one in PAPERS]
    assert (await chat.kept()).post == post.id


async def test_the_answer_takes_the_place_of_the_question_back(chat: Chat) -> None:
    """No buttons are left behind that do nothing."""
    await chat.says("which benchmarks?", id="m7", direct=True)
    asked_back = (await chat.kept()).post

    await chat.presses("2602.00001")
    await chat.presses("2602.00002")

    (answer,) = chat.platform.answers
    assert answer.to is not None
    assert answer.to.post == asked_back
    assert (await chat.kept()).state is QuestionState.ANSWERED


async def test_it_asks_back_once_however_often_the_question_is_mended(chat: Chat) -> None:
    """The message that stands there is changed."""
    await chat.says("which benchmarks?", id="m7", direct=True)
    await chat.says("#9 which benchmarks?", id="m7", direct=True)

    (line,) = chat.lines
    assert "#9" in line


async def test_an_answer_to_what_has_become_unclear_gives_way_to_the_question_back(
    chat: Chat,
) -> None:
    """What stood there answers nothing that is asked."""
    await chat.says("#1 which benchmarks?", id="m7", direct=True)

    await chat.says("#9 which benchmarks?", id="m7", direct=True)

    assert chat.platform.edited == [PostRef(place=PLACE, id="answer-1")]
    assert chat.lines == []


async def test_it_asks_back_anew_where_somebody_removed_its_message(chat: Chat) -> None:
    """An edit of nothing would leave the asker without a word."""
    await chat.says("which benchmarks?", id="m7", direct=True)
    chat.platform.faults["edit"] = [Fault(NO_MESSAGE)]

    await chat.says("#9 which benchmarks?", id="m7", direct=True)

    assert len(chat.lines) == 2
    assert (await chat.kept()).post == chat.platform.posts[-1][0].id


async def test_a_rating_and_a_line_are_posted_at_the_place(chat: Chat) -> None:
    """Whatever is no question has its answer at once."""
    await chat.says("#2 why", direct=True)
    await chat.says("???", direct=True)

    assert chat.lines[0] == "the rating of 2602.00002"
    assert chat.lines[1].startswith("The question is empty")
    assert {ref.place for ref, _ in chat.platform.posts} == {PLACE}


async def test_what_is_not_for_it_and_what_it_has_heard_it_leaves(chat: Chat) -> None:
    """The bot is quiet."""
    await chat.says("#1 which benchmarks?", id="m7")
    kinds = [
        (await chat.says("#1 which benchmarks?", id="m7")).kind,
        (await chat.says("lunch?", author="min", mentions_others=True)).kind,
    ]

    assert kinds == [HeardKind.REPEATED, HeardKind.SILENT]
    assert (len(chat.platform.answers), chat.lines) == (1, [])


async def test_an_answer_that_cannot_be_begun_is_told_by_the_adapter_and_not_tried_again(
    chat: Chat,
) -> None:
    """The bot was thrown out between the question and its answer."""
    chat.platform.faults["open_answer"] = [Fault(Gone("kicked out"))]

    with pytest.raises(PlatformError, match="kicked out"):
        await chat.says("#1 which benchmarks?", id="m7")

    assert (await chat.kept()).state is QuestionState.FAILED


async def test_a_deleted_question_takes_its_answer_along(chat: Chat) -> None:
    """Also the line that asks back."""
    await chat.says("#1 which benchmarks?", id="m7")
    await chat.says("and which seeds has #9?", id="m8", direct=True)
    asked_back = (await chat.kept("m8")).post

    for gone in ("m7", "m8", "never heard"):
        await chat.deletes(gone)

    assert [ref.id for ref in chat.platform.removed] == ["answer-1", asked_back]
    assert await chat.conversations.questions(PLACE) == []


async def test_a_question_deleted_before_its_answer_was_known_leaves_no_message(
    chat: Chat,
) -> None:
    """The message was on its way while the question went."""
    heard = await chat.room.says("#1 which benchmarks?", id="m7")
    await chat.deletes("m7")

    await chat.respond(heard)

    assert chat.platform.answers[0].left
    assert [ref.id for ref in chat.platform.removed] == ["answer-1"]


async def test_a_question_deleted_before_it_was_asked_back_leaves_no_message(chat: Chat) -> None:
    """Nobody is asked about what they took back."""
    heard = await chat.room.says("which benchmarks?", id="m7", direct=True)
    await chat.deletes("m7")

    await chat.respond(heard)

    assert chat.lines == []


async def test_of_two_answers_to_one_message_the_newer_question_keeps_its_own(chat: Chat) -> None:
    """It was mended before the first answer had a message that anybody knew."""
    old = await chat.room.says("#1 which benchmarks?", id="m7")
    new = await chat.room.says("#2 which benchmarks?", id="m7")

    await chat.respond(new)
    await chat.respond(old)

    assert [answer.left for answer in chat.platform.answers] == [False, True]
    assert [ref.id for ref in chat.platform.removed] == ["answer-2"]
    assert (await chat.kept()).post == "answer-1"


async def test_a_question_mended_while_it_is_answered_goes_on_in_the_same_message(
    chat: Chat,
) -> None:
    """The first answer ends without a word, and its message stays for the second."""
    heard = await chat.room.says("#1 which benchmarks?", id="m7")

    def mend() -> None:
        key, chat.meanwhile = (PLACE, "m7"), lambda: None
        mended = {"text": "which seeds?", "written": None}
        chat.conversations.asked[key] = chat.conversations.asked[key].model_copy(update=mended)

    chat.meanwhile = mend
    await chat.respond(heard)
    await chat.respond(heard.model_copy(update={"question": await chat.kept()}))

    first, second = chat.platform.answers
    assert (first.left, first.shown) == (True, [])
    assert second.to is not None
    assert (second.to.post, second.finished is not None) == ("answer-1", True)
    assert chat.platform.removed == []


async def test_after_a_crash_the_answer_goes_into_the_message_that_was_begun(chat: Chat) -> None:
    """Once; who asked too long ago is told to ask again, in theirs."""
    now = chat.room.clock.now()
    old = now - dt.timedelta(minutes=11)
    for one in (
        question("fresh", asked_at=now, post="begun"),
        question("old", asked_at=old, post="begun too"),
        question("private", asked_at=old, place=PLACE.surroundings),
    ):
        await chat.conversations.keep_question(one)

    await chat.resume()
    await chat.resume()

    told = {a.to.question: (a.to.post, a) for a in chat.platform.answers if a.to is not None}
    assert len(chat.platform.answers) == 3
    assert {asked: post for asked, (post, _) in told.items()} == {
        "fresh": "begun",
        "old": "begun too",
        "private": None,
    }
    assert told["fresh"][1].finished is not None
    restarted = catalogue(Language.EN).answer.restarted
    assert [told[name][1].aborted for name in ("old", "private")] == [restarted, restarted]


async def test_after_a_crash_an_unclear_question_is_asked_back_about(chat: Chat) -> None:
    """Once: its asker would wait without a word."""
    await chat.room.says("which benchmarks?", id="m7", direct=True)

    await chat.resume()
    await chat.resume()

    ((post, said),) = chat.platform.posts
    (buttons,) = (block for block in said.blocks if isinstance(block, Actions))
    assert [b.subject for b in buttons.actions] == [one.paper.id for one in PAPERS]
    assert ((await chat.kept()).state, (await chat.kept()).post) == (QuestionState.UNCLEAR, post.id)


async def test_a_crash_right_after_it_asked_back_does_not_repeat_it(chat: Chat) -> None:
    """The message stood there, and nobody had noted it."""
    await chat.says("which benchmarks?", id="m7", direct=True)
    asked_back = (await chat.kept()).post
    key = (PLACE, "m7")
    chat.conversations.asked[key] = (await chat.kept()).model_copy(update={"post": None})

    await chat.resume()

    assert len(chat.platform.posts) == 1
    assert (await chat.kept()).post == asked_back


async def test_who_was_not_asked_back_for_long_is_told_to_ask_again(chat: Chat) -> None:
    """Like everybody whose answer a crash has cost."""
    asked_at = chat.room.clock.now() - dt.timedelta(minutes=11)
    waits = question("m7", asked_at=asked_at, state=QuestionState.UNCLEAR, papers=())
    await chat.conversations.keep_question(waits)

    await chat.resume()

    assert [one.aborted for one in chat.platform.answers] == [
        catalogue(Language.EN).answer.restarted
    ]
    assert (await chat.kept()).state is QuestionState.FAILED


async def test_a_paper_that_is_typed_is_answered_where_it_was_asked_for(chat: Chat) -> None:
    """As if the button had been pressed, and the button answers nothing a second time."""
    await chat.says("which benchmarks?", id="m7", direct=True)
    asked_back = (await chat.kept()).post

    await chat.says("2", id="m8")
    await chat.presses("2602.00003")

    (answer,) = chat.platform.answers
    assert answer.to is not None
    assert (answer.to.post, answer.to.question) == (asked_back, "m8")
    assert answer.finished is not None
    assert (await chat.kept()).state is QuestionState.PICKED_UP


async def test_a_question_goes_with_the_number_that_was_typed_for_it(chat: Chat) -> None:
    """Its words stand there, too."""
    await chat.says("which benchmarks?", id="m7", direct=True)
    await chat.says("2", id="m8")

    await chat.deletes("m7")

    assert await chat.conversations.questions(PLACE) == []
    assert chat.platform.posts == []


async def test_a_question_whose_number_was_deleted_waits_again(chat: Chat) -> None:
    """Another one may be typed."""
    await chat.says("which benchmarks?", id="m7", direct=True)
    await chat.says("2", id="m8")
    await chat.deletes("m8")

    heard = await chat.says("3", id="m9")

    assert heard.question is not None
    assert (heard.question.text, heard.question.papers) == ("which benchmarks?", PAPERS[2:])


async def test_what_cannot_be_removed_now_is_removed_later(chat: Chat) -> None:
    """A crash, or a platform that is down, between a deletion and the removal of the answer."""
    for number in (1, 2, 3):
        await chat.says(f"#{number} which benchmarks?", id=f"m{number}")
    chat.platform.faults["delete"] = [Fault(NotSent("down")), None, Fault(Gone("archived"))]

    await chat.deletes("m1")
    assert chat.platform.removed == []
    await chat.deletes("m2")
    await chat.deletes("m3")

    assert [ref.id for ref in chat.platform.removed] == ["answer-1", "answer-3"]
    assert await chat.conversations.orphans("slack") == []


async def test_one_question_that_cannot_be_answered_holds_no_other_back(chat: Chat) -> None:
    """A channel that was archived while the bot was down."""
    for name in ("a", "b"):
        await chat.conversations.keep_question(question(name, asked_at=chat.room.clock.now()))
    chat.platform.faults["open_answer"] = [Fault(Gone("archived"))]

    await chat.resume()

    states = [q.state for q in await chat.conversations.questions(PLACE)]
    assert states == [QuestionState.FAILED, QuestionState.ANSWERED]


ELSEWHERE = PLACE.model_copy(update={"thread": "90"})
EARLY = {"place": ELSEWHERE, "id": "90", "mentions_bot": True}


async def test_a_question_before_any_paper_is_known_waits_for_them(chat: Chat) -> None:
    """Right after the installation, or before anybody has read the digest of the morning."""
    heard = await chat.says("#1 which benchmarks?", **EARLY)

    assert heard.kind is HeardKind.WHICH_PAPER
    (answer,) = chat.platform.answers
    assert answer.finished is not None
    assert [paper.title for paper in answer.finished.papers] == ["Shears: Pruning without Regret"]
    thread = await chat.conversations.thread(ELSEWHERE)
    assert thread is not None
    assert [one.rank for one in thread.papers] == [1, 2, 3]


async def test_two_papers_that_nobody_knew_of_can_be_compared(chat: Chat) -> None:
    """Both are named at once."""
    await chat.says("compare #1 and #3", **EARLY)

    question = await chat.conversations.question(ELSEWHERE, "90")
    assert question is not None
    assert [one.rank for one in question.papers] == [1, 3]


async def test_once_papers_are_known_it_asks_back_as_ever(chat: Chat) -> None:
    """The question is kept already, and waits for its paper."""
    await chat.says("which benchmarks?", **EARLY)

    ((_, said),) = chat.platform.posts
    (buttons,) = (block for block in said.blocks if isinstance(block, Actions))
    assert len(buttons.actions) == 3
    question = await chat.conversations.question(ELSEWHERE, "90")
    assert question is not None
    assert (question.state, question.post) == (QuestionState.UNCLEAR, chat.platform.posts[0][0].id)


async def test_a_rating_asked_for_early_leaves_no_question_open(chat: Chat) -> None:
    """A bare number would pick it up later."""
    await chat.says("#2 why", **EARLY)

    assert chat.lines == ["the rating of 2602.00002"]
    question = await chat.conversations.question(ELSEWHERE, "90")
    assert question is not None
    assert question.state is QuestionState.FAILED


async def test_where_there_are_none_the_line_says_how_to_ask(chat: Chat) -> None:
    """Nothing is waited for twice."""
    chat.papers_known_later = False

    await chat.says("which benchmarks?", **EARLY)

    assert chat.lines == [catalogue(Language.EN).answer.no_papers]


async def test_what_was_deleted_while_papers_were_fetched_is_not_answered(chat: Chat) -> None:
    """Its asker has taken it back."""

    def take_back() -> None:
        chat.conversations.asked = {}

    chat.meanwhile = take_back
    await chat.says("#1 which benchmarks?", **EARLY)

    assert (chat.platform.answers, chat.lines) == ([], [])


async def begun(chat: Chat) -> list[tuple[str, str]]:
    """The threads that were begun beside the digest's: under which message, and their names."""
    return [(post.id, name) for post, name in chat.platform.threads.items() if post.id != "7"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("#1 which benchmarks?", "#1 which benchmarks?"),
        ("which benchmarks?", "which benchmarks?"),
        ("#2 why", "the rating of 2602.00002"),
        ("#1 which seeds, " + "which seeds, " * 9 + "why?", "#1 " + "which seeds, " * 7 + "which…"),
    ],
    ids=["answer", "asked back", "line", "long"],
)
async def test_a_message_outside_of_threads_has_its_own_begun_first(
    text: str, name: str, chat: Chat
) -> None:
    """Some platforms take nothing for a thread that is not there; people find it by its name."""
    await chat.says(text, **EARLY)

    assert await begun(chat) == [("90", name)]
    assert chat.platform.answers or chat.lines


@pytest.mark.parametrize("state", [QuestionState.OPEN, QuestionState.UNCLEAR])
@pytest.mark.parametrize("minutes", [1, 11])
async def test_a_crash_before_the_thread_was_begun_is_made_good(
    state: QuestionState, minutes: int, chat: Chat
) -> None:
    """Whoever asked in the channel is answered, asked back, or told to ask again."""
    await chat.says("hello", **EARLY)
    papers = PAPERS[:1] if state is QuestionState.OPEN else ()
    asked_at = chat.room.clock.now() - dt.timedelta(minutes=minutes)
    waits = question("90", place=ELSEWHERE, state=state, papers=papers, asked_at=asked_at)
    await chat.conversations.keep_question(waits)

    await chat.resume()

    assert await begun(chat) == [("90", waits.text)]
    assert len(chat.platform.answers) + len(chat.lines) == 1


async def test_nothing_is_begun_where_people_talk_already_or_none_can_be(chat: Chat) -> None:
    """A thread in a thread, or one among two people, is refused."""
    await chat.says("#1 which benchmarks?", id="m7")
    await chat.says("#1 which benchmarks?", id="m8", place=PLACE.surroundings, direct=True)

    assert await begun(chat) == []
    assert len(chat.platform.answers) == 2


async def test_a_thread_that_cannot_be_begun_is_a_question_that_cannot_be_answered(
    chat: Chat,
) -> None:
    """First "not now", then never: the adapter tells it, and nobody tries for ever."""
    never = Gone("may not", problem=PlatformProblem.NO_PERMISSION)
    chat.platform.faults["begin_thread"] = [Fault(NotSent("not now")), Fault(never)]

    with pytest.raises(Gone):
        await chat.says("#1 which benchmarks?", **EARLY)

    question = await chat.conversations.question(ELSEWHERE, "90")
    assert question is not None
    assert question.state is QuestionState.FAILED
