"""A builder and everything it stands on, as fakes."""

from collections.abc import Mapping, Sequence

import pytest
from pydantic import BaseModel

from bot.digest.build import DigestBuilder
from bot.digest.collect import Collector
from bot.digest.entry import DigestScope, EntryMaker
from bot.digest.extract import ExtractedClaim, Extraction
from bot.digest.records import RecordReader
from bot.digest.write import Writing, WrittenSentence
from bot.domain.digest import Digest, DigestEntry
from bot.domain.language import Language
from bot.ports.inbound import DigestWish
from bot.reading.reader import TextReader
from tests.builders import DAY, paper, record
from tests.fakes import (
    FakeClock,
    FakeFullText,
    FakeModel,
    FakeRecords,
    FakeSource,
    FakeStore,
    Heard,
)

WISH = DigestWish(date=DAY)
SEVEN = [paper(f"2602.0000{n}", upvotes=n, title=f"Paper {n}") for n in range(1, 8)]
LINES = {
    Language.KO: "학습이 필요 없는 가지치기 방법을 제안",
    Language.EN: "A training-free method for pruning is proposed.",
}


def dull(prompt: str, inputs: Mapping[str, str]) -> BaseModel:
    """A model that says one true thing."""
    if prompt == "digest/extract":
        quote = "We propose Shears, a training-free method"
        return Extraction(
            claims=[ExtractedClaim(quotes=[quote], text="Shears needs no training.")], signals=[]
        )
    language = next(lang for lang in LINES if lang.english_name == inputs["language"])
    line = WrittenSentence(claims=[1], text=LINES[language])
    return Writing(
        one_line=line, key_points=[], developer_view=[], applications=[], risks=[], details=[]
    )


class World:
    """A builder and everything it stands on."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.source = FakeSource(clock)
        self.sample = FakeSource(clock)
        self.records = FakeRecords()
        self.store = FakeStore(clock)
        self.full_text = FakeFullText()
        self.model: FakeModel | None = None
        self.scope: DigestScope = "auto"
        self.heard = Heard()

    def builder(self) -> DigestBuilder:
        return DigestBuilder(
            collector=Collector(self.source, self.sample, self.store, self.clock),
            records=RecordReader(self.records, self.store, self.clock),
            entries=self.entries(),
        )

    def entries(self) -> EntryMaker:
        texts = TextReader(self.full_text, self.store, self.clock)
        return EntryMaker(
            texts=texts, model=self.model, store=self.store, clock=self.clock, scope=self.scope
        )

    async def digest(self, wish: DigestWish = WISH, language: Language = Language.KO) -> Digest:
        return await self.builder().digest(wish, language, self.heard)


@pytest.fixture
def world(clock: FakeClock) -> World:
    made = World(clock)
    made.source.days[DAY] = SEVEN
    made.records.records = {known.id: record(known.id) for known in SEVEN}
    return made


def ids(digest: Digest) -> list[str]:
    return [entry.paper.id for entry in digest.entries]


def one_line(entry: DigestEntry) -> Sequence[str]:
    return [sentence.text for sentence in entry.sections[0].sentences]
