"""A thread with three papers, and what is needed to read them."""

import itertools

import pytest

from bot.domain.conversation import IncomingMessage, Question, Thread
from bot.domain.language import Language
from bot.domain.limits import Limits
from bot.domain.paper import Paper
from bot.domain.place import Place
from bot.ports.inbound import Heard
from bot.reading.reader import TextReader
from bot.use_cases.at_hand import PapersAtHand
from bot.use_cases.find import PaperFinder
from bot.use_cases.hear import Listener
from bot.use_cases.reading import Reading
from tests.builders import NOON_AFTER, answer, paper, ref, thread_paper
from tests.fakes import (
    FakeClock,
    FakeConversations,
    FakeDeliveries,
    FakeFullText,
    FakeReceipts,
    FakeRecords,
    FakeSource,
    FakeStore,
)

PLACE = Place(platform="slack", workspace="lab", channel="papers", thread="7")
PAPERS = tuple(
    thread_paper(rank, paper=ref(f"2602.{rank:05}", title=title), post=f"p{rank}")
    for rank, title in enumerate(
        ["Shears: Pruning without Regret", "Tongs: Sparse Retrieval", "Anvil: Forging Datasets"], 1
    )
)


def question(message: str = "m1", **fields: object) -> Question:
    """Jin's, about the first paper."""
    given = {
        "place": PLACE,
        "message": message,
        "author": "jin",
        "text": "How many benchmarks are used?",
        "language": Language.EN,
        "asked_at": NOON_AFTER,
        "papers": PAPERS[:1],
    }
    return Question.model_validate({**given, **fields})


class Room:
    """A thread in which people write; each message comes a second after the one before.

    One that comes again with another text was edited.
    """

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.conversations = FakeConversations()
        self.deliveries = FakeDeliveries(clock)
        self.store = FakeStore(clock)
        self.at_hand = PapersAtHand(self.deliveries, self.store)
        self.receipts = FakeReceipts(clock)
        self._limits = Limits(by_person=30, in_channel=200)
        self._written: dict[str, tuple[str, str]] = {}
        self._numbers = itertools.count(1)

    def limit(self, *, by_person: int = 30, in_channel: int = 200) -> None:
        self._limits = Limits(by_person=by_person, in_channel=in_channel)

    async def open(self, **fields: object) -> None:
        thread = {"place": PLACE, "language": Language.EN, "papers": PAPERS, **fields}
        await self.conversations.open_thread(Thread.model_validate(thread))

    async def says(self, text: str, **fields: object) -> Heard:
        """What comes of a message, Jin's unless told."""
        await self.clock.sleep(1)
        given = {"place": PLACE, "id": f"m{next(self._numbers)}", "author": "jin", "text": text}
        message = IncomingMessage.model_validate({**given, **fields})
        said = (message.text, str(message.about))
        changed = self._written.setdefault(message.id, said) != said
        if changed and "edited_at" not in fields:
            message = message.model_copy(update={"edited_at": self.clock.now()})
        return await self.listener.hear(message, Language.KO)

    @property
    def listener(self) -> Listener:
        return Listener(self.conversations, self.receipts, self.at_hand, self.clock, self._limits)

    async def answers(self, heard: Heard, post: str = "a1") -> None:
        """The bot's answer to a question stands in the thread."""
        assert heard.question is not None
        await self.conversations.begin_answer(heard.question, post)
        await self.conversations.keep_answer(heard.question, answer())


@pytest.fixture
async def room(clock: FakeClock) -> Room:
    opened = Room(clock)
    await opened.open()
    return opened


class Shelf:
    """Papers as the sources have them; `paper` puts one there."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.source = FakeSource(clock)
        self.records = FakeRecords()
        self.full_text = FakeFullText()
        self.store = FakeStore(clock)
        self.texts = TextReader(self.full_text, self.store, clock)
        finder = PaperFinder(self.source, self.records)
        self.reading = Reading(finder, self.texts, self.full_text)

    def put(self, paper_id: str = "2602.00001", **fields: object) -> Paper:
        self.source.known[paper_id] = paper(paper_id, **fields)
        return self.source.known[paper_id]


@pytest.fixture
def shelf(clock: FakeClock) -> Shelf:
    return Shelf(clock)
