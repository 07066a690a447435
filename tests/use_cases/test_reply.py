"""Kept questions are answered into their streams, and every end of one is kept."""

import asyncio
import datetime as dt
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.answers.answer import Answerer, AnswerItems
from bot.answers.check import AnswerItem
from bot.domain.conversation import AnswerReason, Question, QuestionState
from bot.domain.errors import (
    Gone,
    ModelUnavailable,
    SettingsError,
    SourceError,
    StoreError,
    Trouble,
)
from bot.domain.language import Language
from bot.domain.place import Place
from bot.presentation.catalogue import catalogue
from bot.retrieval import LexicalPassages
from bot.use_cases.reply import Replier
from tests.builders import NOON_AFTER, answer, statement
from tests.fakes import FakeAnswerStream, FakeClock, FakeConversations, FakeModel, Heard
from tests.use_cases.conftest import PAPERS, PLACE, Shelf, question

QUOTE = "Experiments on three benchmarks show that Shears outperforms prior pruning methods"
ROOT = Path(__file__).resolve().parents[2]


class Desk:
    """A replier with a model that quotes the abstract, and what it told the reader."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.conversations = FakeConversations()
        self.model = FakeModel(self._says)
        self.stream = FakeAnswerStream()
        self.failure: Exception | None = None
        self.meanwhile: Callable[[], None] = lambda: None
        self.replier = Replier(self.conversations, shelf.reading, shelf.clock)

    def _says(self, prompt: str, inputs: Mapping[str, str]) -> BaseModel:
        self.meanwhile()
        if self.failure is not None:
            raise self.failure
        return AnswerItems(items=[AnswerItem(quotes=[QUOTE], text="It uses three benchmarks.")])

    async def _answerer(self) -> Answerer:
        if isinstance(self.failure, SettingsError):
            raise self.failure
        shelf = self.shelf
        return Answerer(
            passages=LexicalPassages(), model=self.model, store=shelf.store, clock=shelf.clock
        )

    async def answer(self, asked: Question) -> Question:
        """Keep a question, answer it, and return what is kept of it then."""
        await self.conversations.keep_question(asked)
        await self.replier.answer(asked, self.stream, self._answerer, Heard())
        kept = await self.conversations.question(asked.place, asked.message)
        assert kept is not None
        return kept

    @property
    def history(self) -> str:
        """What the model was told of the conversation so far."""
        return self.model.calls[-1][1]["history"]


@pytest.fixture
def desk(shelf: Shelf) -> Desk:
    for given in PAPERS:
        shelf.put(given.paper.id, title=given.paper.title)
    return Desk(shelf)


async def test_an_answer_is_shown_finished_and_kept(desk: Desk) -> None:
    """With the message in which it stands, so that an edit finds it."""
    kept = await desk.answer(question())

    assert [s.text for s in desk.stream.shown] == ["It uses three benchmarks."]
    assert desk.stream.finished is not None
    assert kept == question(
        state=QuestionState.ANSWERED, answer=desk.stream.finished, post="answer-1"
    )


async def test_two_papers_are_read_for_a_comparison(desk: Desk) -> None:
    """The quotes say whose they are."""
    kept = await desk.answer(question(papers=(PAPERS[0], PAPERS[2])))

    assert kept.answer is not None
    assert [paper.id for paper in kept.answer.papers] == ["2602.00001", "2602.00003"]
    assert kept.answer.title == f"{PAPERS[0].paper.title} · {PAPERS[2].paper.title}"
    assert kept.answer.statements[0].evidence[0].paper_id == "2602.00001"


async def test_a_follow_up_is_told_what_was_said_of_the_same_paper(desk: Desk) -> None:
    """Talk about another paper, what failed and what came later would mislead."""
    said = answer(statement("Three of them."))
    earlier = [
        question("a", text="Which benchmarks?", answer=said),
        question("b", text="Is Tongs fast?", papers=PAPERS[1:2], answer=said),
        question("c", text="Does it fail?", state=QuestionState.FAILED),
        question("d", text="Is it open?", answer=answer()),
        question("e", text="And later?", asked_at=NOON_AFTER + dt.timedelta(hours=1), answer=said),
        question(
            "f", text="Elsewhere?", place=PLACE.model_copy(update={"thread": "8"}), answer=said
        ),
    ]
    for one in earlier:
        await desk.conversations.keep_question(one)

    await desk.answer(question(asked_at=NOON_AFTER + dt.timedelta(minutes=1)))

    assert desk.history.split("\n")[1:4] == [
        "Reader: Which benchmarks?",
        "You: Three of them.",
        "Reader: Is it open?",
    ]
    assert not any(word in desk.history for word in ("Tongs", "fail", "later", "Elsewhere"))


@pytest.mark.parametrize(
    ("failure", "trouble"),
    [
        (SourceError("Hugging Face: HTTP 503"), Trouble.SOURCE_REFUSED),
        (SourceError("cannot reach 127.0.0.1", retryable=True), Trouble.SOURCE_UNREACHABLE),
        (SettingsError("no model is set"), Trouble.SETTINGS),
    ],
)
async def test_a_failure_ends_the_answer_with_one_line(
    desk: Desk, failure: Exception, trouble: Trouble, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the asker's language, the rest is logged; nothing is taken up again after a restart."""
    if isinstance(failure, SourceError):
        desk.shelf.source.failure = desk.shelf.records.failure = failure
    else:
        desk.failure = failure

    kept = await desk.answer(question(language=Language.KO))

    line = catalogue(Language.KO).troubles[trouble]
    assert (desk.stream.aborted, desk.stream.finished) == (line, None)
    assert capsys.readouterr().out.count(str(failure)) == 1
    assert (kept.state, kept.answer) == (QuestionState.FAILED, None)
    assert await desk.replier.left_over("slack") == ([], [])


async def test_a_model_that_fails_leaves_the_passages_and_counts_as_failed(desk: Desk) -> None:
    """The line says that it is no answer; nobody is told later that there was one."""
    desk.failure = ModelUnavailable("HTTP 503")

    kept = await desk.answer(question())

    assert desk.stream.finished is not None
    assert desk.stream.finished.reason is AnswerReason.MODEL_FAILED
    assert (kept.state, kept.answer) == (QuestionState.FAILED, None)


async def test_a_question_that_is_deleted_while_it_is_answered_stays_deleted(desk: Desk) -> None:
    """The answer on its way must not bring it back."""
    asked = question()
    await desk.replier.answer(asked, desk.stream, desk._answerer, Heard())

    assert await desk.conversations.question(asked.place, asked.message) is None


async def test_what_a_crash_left_is_taken_up_while_it_is_fresh(desk: Desk) -> None:
    """Who asked longer ago has moved on: they are told, once, to ask again."""
    minutes = {"old": 11, "edge": 10, "new": 0}
    for name, ago in minutes.items():
        asked_at = NOON_AFTER - dt.timedelta(minutes=ago)
        await desk.conversations.keep_question(question(name, asked_at=asked_at))
    waiting = question("waits", state=QuestionState.UNCLEAR, papers=(), post="asked back")
    await desk.conversations.keep_question(waiting)
    elsewhere = PLACE.model_copy(update={"platform": "discord"})
    await desk.conversations.keep_question(question("theirs", place=elsewhere))

    fresh, old = await desk.replier.left_over("slack")
    again = await desk.replier.left_over("slack")

    assert [q.message for q in fresh] == ["edge", "new"]
    assert [q.message for q in old] == ["old"]
    assert ([q.message for q in again[0]], again[1]) == (["edge", "new"], [])


async def test_what_was_asked_since_the_start_is_no_left_over(desk: Desk) -> None:
    """It is being answered: taken up as well, it would be answered twice."""
    later = NOON_AFTER + dt.timedelta(seconds=1)
    await desk.conversations.keep_question(question("m7", asked_at=later))

    assert await desk.replier.left_over("slack") == ([], [])


_HEARS_AND_DIES = """
import asyncio, os, signal
from bot.app import open_app
from bot.domain.conversation import IncomingMessage, Thread
from tests.use_cases.conftest import PAPERS, PLACE

async def main():
    async with open_app() as app:
        await app.open_thread(Thread(place=PLACE, language="en", papers=PAPERS))
        await app.hear(IncomingMessage(
            place=PLACE, id="m1", author="jin", text="#2 which benchmarks?"
        ))
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


async def test_a_question_outlives_the_program_that_heard_it(clock: FakeClock) -> None:
    """Acknowledged is kept: a SIGKILL right after it loses nothing."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", _HEARS_AND_DIES, cwd=ROOT)
    assert await process.wait() == -signal.SIGKILL

    from bot.app import open_app  # noqa: PLC0415  # after the fixture has set where the data is

    async with open_app() as app:
        fresh, old = await app.left_over("slack")

    assert ([(q.text, q.papers) for q in fresh], old) == (
        [("which benchmarks?", PAPERS[1:2])],
        [],
    )


async def test_nothing_is_shown_of_an_answer_to_a_deleted_question(desk: Desk) -> None:
    """Deleting the message takes the question back, also while it is being answered."""
    asked = question()
    await desk.conversations.keep_question(asked)
    desk.meanwhile = desk.conversations.asked.clear

    await desk.replier.answer(asked, desk.stream, desk._answerer, Heard())

    assert (desk.stream.shown, desk.stream.finished, desk.stream.aborted) == ([], None, None)


async def test_an_answer_to_a_deleted_question_ends_without_a_word(desk: Desk) -> None:
    """Whoever has the stream knows then that there is nothing more to come."""
    asked = question()
    await desk.conversations.keep_question(asked)
    desk.meanwhile = desk.conversations.asked.clear

    stands = await desk.replier.answer(asked, desk.stream, desk._answerer, Heard())

    assert (stands, desk.stream.left) == (False, True)


async def test_a_failure_is_not_told_to_who_took_the_question_back(desk: Desk) -> None:
    """What went wrong is of no interest to them any more."""
    asked = question()
    await desk.conversations.keep_question(asked)

    def break_and_delete() -> None:
        desk.conversations.asked.clear()
        raise StoreError("the disk is full")

    desk.meanwhile = break_and_delete
    await desk.replier.answer(asked, desk.stream, desk._answerer, Heard())

    assert (desk.stream.aborted, desk.stream.left) == (None, True)


class Breaking(FakeConversations):
    """The database goes away after so many questions were read."""

    def __init__(self, reads: int) -> None:
        super().__init__()
        self._reads = reads

    async def question(self, place: Place, message: str) -> Question | None:
        if self._reads == 0:
            raise StoreError("the disk is full")
        self._reads -= 1
        return await super().question(place, message)


@pytest.mark.parametrize("reads", [0, 1])
async def test_a_database_that_goes_away_is_told_like_any_failure(
    shelf: Shelf, desk: Desk, reads: int
) -> None:
    """In the middle of an answer, and at its end; nobody is left waiting."""
    desk.conversations = Breaking(reads)
    desk.replier = Replier(desk.conversations, shelf.reading, shelf.clock)
    await desk.conversations.keep_question(question())

    await desk.replier.answer(question(), desk.stream, desk._answerer, Heard())

    line = catalogue(question().language).troubles[Trouble.STORE]
    assert (desk.stream.aborted, desk.stream.finished) == (line, None)
    (kept,) = await desk.conversations.questions(PLACE)
    assert kept.state is QuestionState.FAILED


async def test_what_the_platform_does_not_show_counts_as_failed(desk: Desk) -> None:
    """Nobody has read it, and it is not tried again after a restart; nothing is raised."""
    desk.stream.refusal = Gone("the channel is archived")

    kept = await desk.answer(question())

    assert (kept.state, kept.answer) == (QuestionState.FAILED, None)
    assert await desk.replier.left_over("slack") == ([], [])


@pytest.mark.parametrize(
    ("author", "hours", "told"),
    [("jin", 1, True), ("min", 1, False), ("jin", 7, False)],
    ids=["one's own", "another's", "long ago"],
)
async def test_outside_of_a_thread_what_the_same_person_asked_lately_is_told_on(
    author: str, hours: int, *, told: bool, desk: Desk
) -> None:
    """Questions of a whole channel stand at one place there, each asked by somebody alone."""
    channel = PLACE.model_copy(update={"thread": None})
    said = answer(statement("A secret of the asker's."))
    before = question("a", place=channel, author=author, answer=said)
    await desk.conversations.keep_question(before)

    later = NOON_AFTER + dt.timedelta(hours=hours)
    await desk.answer(question(place=channel, asked_at=later))

    assert ("secret" in desk.history) is told
