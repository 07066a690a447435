"""Answers in messages of a platform that shows a mark of each, and never the key."""

import asyncio
import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import AsyncIterator

import pytest

from bot.chat.answers import Answers
from bot.chat.budget import EditBudget
from bot.domain.conversation import Orphan, ReplyTo
from bot.domain.errors import Gone, InDoubt, NotSent, PlatformError, PlatformProblem
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import Place, PostRef
from bot.presentation.spoken import spoken
from tests.builders import answer, statement
from tests.fakes import FakeClock, Fault

THREAD = Place(platform="chat", workspace="w", channel="c", thread="1")
ONE, TWO = statement("It takes four steps."), statement("It takes five steps.")
LONG = [statement(f"Step {n} comes next.") for n in range(6)]
_BLOCKS = 8  # of a message of this platform


class FakePosts:
    """`Posts`: messages in order, each with its words and its mark."""

    def __init__(self, clock: FakeClock) -> None:
        self.words: dict[str, str] = {}
        self.marks: dict[str, str] = {}
        self.faults: dict[str, list[Fault]] = defaultdict(list)
        self.changed = asyncio.Event()
        self._numbers = itertools.count(100)
        self._clock = clock

    def plan(self, message: Message) -> list[Message]:
        cut = range(0, len(message.blocks), _BLOCKS)
        return [message.model_copy(update={"blocks": message.blocks[n : n + _BLOCKS]}) for n in cut]

    def mark(self, key: str) -> str:
        return f"#{hash(key)}"

    def moment_of(self, post: str) -> dt.datetime:
        return dt.datetime(2026, 2, 17, tzinfo=dt.UTC) + dt.timedelta(seconds=int(post))

    async def send(self, place: Place, part: Message, key: str) -> str:
        fault = self._fault("send")
        if fault and not fault.through:
            raise fault.error
        post = str(next(self._numbers))
        self.words[post], self.marks[post] = _words(part), self.mark(key)
        if fault:
            raise fault.error
        return post

    async def change(self, place: Place, post: str, part: Message, key: str | None = None) -> None:
        if fault := self._fault("change"):
            raise fault.error
        if post not in self.words:
            raise Gone("deleted", problem=PlatformProblem.NO_MESSAGE)
        self.words[post] = _words(part)
        self.changed.set()

    async def remove(self, place: Place, post: str) -> None:
        if fault := self._fault("remove"):
            raise fault.error
        self.words.pop(post, None)

    async def own(
        self, place: Place, since: dt.datetime | None = None
    ) -> AsyncIterator[tuple[str, str | None]]:
        for post in list(self.words):
            yield post, self.marks.get(post)

    def _fault(self, method: str) -> Fault | None:
        return self.faults[method].pop(0) if self.faults[method] else None


def _words(part: Message) -> str:
    return "\n".join(line for block in part.blocks for line in spoken(block))


@pytest.fixture
def posts(clock: FakeClock) -> FakePosts:
    """What stands in the thread."""
    return FakePosts(clock)


def opened(posts: FakePosts, clock: FakeClock) -> Answers:
    """The answers of a process that remembers nothing."""
    budget = EditBudget(clock, 50, 60)
    return Answers(posts, clock, 1.0, lambda _: budget)


@pytest.fixture
def answers(posts: FakePosts, clock: FakeClock) -> Answers:
    """Those of this process."""
    return opened(posts, clock)


def to(question: str = "q", **fields: object) -> ReplyTo:
    given = {"place": THREAD, "language": Language.EN, "question": question, **fields}
    return ReplyTo.model_validate(given)


def orphan(post: str | None) -> Orphan:
    assert post is not None
    return Orphan(question="q", post=PostRef(place=THREAD, id=post))


async def test_a_long_answer_stands_in_several_messages(answers: Answers, posts: FakePosts) -> None:
    """Nothing of it is lost, and nothing of it is there twice."""
    stream = await answers.open(to())

    await stream.finish(answer(*LONG))

    words = "\n".join(posts.words.values())
    assert len(posts.words) > 1
    assert [words.count(one.text) for one in LONG] == [1] * 6


@pytest.mark.parametrize("restarted", [False, True])
async def test_all_messages_of_an_answer_go_with_its_question(
    answers: Answers, posts: FakePosts, clock: FakeClock, *, restarted: bool
) -> None:
    """Those of others stay, also where a process knows them by nothing but their marks."""
    stream = await answers.open(to())
    await stream.finish(answer(*LONG))
    other = await answers.open(to("q2"))
    await other.finish(answer(ONE))

    here = opened(posts, clock) if restarted else answers
    await here.delete_answer(orphan(stream.post))

    assert list(posts.words) == [other.post]


async def test_what_is_left_of_a_longer_answer_goes(
    answers: Answers, posts: FakePosts, clock: FakeClock
) -> None:
    """The question was changed after a restart: its first answer had more messages."""
    before = await answers.open(to())
    await before.finish(answer(*LONG))

    stream = await opened(posts, clock).open(to(post=before.post))
    await stream.finish(answer(ONE))

    assert list(posts.words) == [before.post]
    assert ONE.text in posts.words[before.post or ""]


async def test_an_answer_that_a_crash_left_is_gone_on_with(
    answers: Answers, posts: FakePosts, clock: FakeClock
) -> None:
    """Its first message had been sent, and nobody had kept which it is."""
    await answers.open(to())

    stream = await opened(posts, clock).open(to(begun_since=clock.now()))
    await stream.finish(answer(ONE))

    assert len(posts.words) == 1


@pytest.mark.parametrize("through", [True, False])
async def test_a_message_in_doubt_is_looked_for_before_it_is_sent_again(
    answers: Answers, posts: FakePosts, *, through: bool
) -> None:
    """Two that say "reading" would leave one that says so for ever."""
    posts.faults["send"] = [Fault(InDoubt("no answer"), through=through)]

    stream = await answers.open(to())
    await stream.finish(answer(ONE))

    assert list(posts.words) == [stream.post]


async def test_a_message_that_somebody_deleted_is_posted_anew(
    answers: Answers, posts: FakePosts
) -> None:
    """Whoever asked still waits for it."""
    stream = await answers.open(to())
    posts.words.clear()

    await stream.finish(answer(ONE))

    assert [words.count(ONE.text) for words in posts.words.values()] == [1]


async def test_an_answer_whose_question_was_deleted_writes_no_more(
    answers: Answers, posts: FakePosts
) -> None:
    """What is on its way then is taken back."""
    stream = await answers.open(to())
    await answers.delete_answer(orphan(stream.post))

    await stream.finish(answer(ONE))

    assert posts.words == {}


@pytest.mark.parametrize("error", [NotSent("slow down"), InDoubt("no answer")])
async def test_the_end_is_shown_even_if_that_takes_several_attempts(
    answers: Answers, posts: FakePosts, error: PlatformError
) -> None:
    """An edit may be repeated."""
    stream = await answers.open(to())
    posts.faults["change"] = [Fault(error), Fault(error)]

    await stream.finish(answer(ONE))

    assert ONE.text in posts.words[stream.post or ""]


async def test_what_cannot_be_shown_underway_is_shown_with_the_next(
    answers: Answers, posts: FakePosts
) -> None:
    """Whoever says something never waits for the platform."""
    stream = await answers.open(to())
    posts.faults["change"] = [Fault(NotSent("slow down", retry_after=9))]

    await stream.show(ONE)
    await posts.changed.wait()
    await stream.leave()

    assert ONE.text in posts.words[stream.post or ""]
