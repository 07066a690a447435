"""From a wish to a digest: the steps together, with fakes at every seam."""

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import pytest
from pydantic import BaseModel

from bot.digest.build import DigestBuilder
from bot.digest.collect import Collector
from bot.digest.entry import EntryMaker
from bot.digest.extract import ExtractedClaim, Extraction
from bot.digest.records import RecordReader
from bot.digest.write import Writing, WrittenSentence
from bot.domain.digest import Digest, DigestEntry, Engine, FallbackReason, NoticeKind
from bot.domain.errors import (
    BudgetExceeded,
    ModelError,
    ModelOutputInvalid,
    ModelRefused,
    ModelUnavailable,
    SourceError,
    UsageError,
)
from bot.domain.language import Language
from bot.domain.paper import SourceSummary
from bot.domain.section import AbsenceReason
from bot.ports.inbound import DigestWish
from bot.ports.outbound import Output
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
        self.model: FakeModel | None = None
        self.heard = Heard()

    def builder(self) -> DigestBuilder:
        return DigestBuilder(
            collector=Collector(self.source, self.sample, self.store, self.clock),
            records=RecordReader(self.records, self.store, self.clock),
            entries=self.entries(),
        )

    def entries(self) -> EntryMaker:
        return EntryMaker(
            full_text=FakeFullText(), model=self.model, store=self.store, clock=self.clock
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


async def test_the_most_upvoted_papers_come_first(world: World) -> None:
    """Five of seven, ranked from 1."""
    digest = await world.digest()

    assert ids(digest) == [f"2602.0000{n}" for n in (7, 6, 5, 4, 3)]
    assert [entry.rank for entry in digest.entries] == [1, 2, 3, 4, 5]


async def test_fewer_papers_make_a_shorter_digest(world: World) -> None:
    """Nothing is padded."""
    world.source.days[DAY] = SEVEN[:2]

    assert len((await world.digest()).entries) == 2


async def test_topics_filter_before_the_top_is_taken(world: World) -> None:
    """A paper far down the day's list comes up when it alone is about the topic."""
    world.source.days[DAY] = [*SEVEN, paper("2602.00099", title="Audio codecs", upvotes=0)]

    digest = await world.digest(DigestWish(date=DAY, topics=("audio",)))

    assert ids(digest) == ["2602.00099"]


async def test_a_topic_nobody_wrote_about_is_said(world: World) -> None:
    """An empty digest tells why it is empty."""
    digest = await world.digest(DigestWish(date=DAY, topics=("Robotics",)))

    assert (digest.entries, digest.notices[-1].kind) == ((), NoticeKind.NO_MATCH)


async def test_an_unknown_topic_is_a_mistake_with_a_hint(world: World) -> None:
    """Before anything is fetched."""
    with pytest.raises(UsageError, match=r"no topic is called 'Agnt'; near it: .*Agent"):
        await world.digest(DigestWish(date=DAY, topics=("Agnt",)))
    assert world.source.fetched == []


async def test_a_withdrawn_paper_is_not_recommended(world: World) -> None:
    """The next one moves up, and the reader learns why."""
    world.records.records["2602.00007"] = record("2602.00007", withdrawn=True)

    digest = await world.digest()

    assert ids(digest) == [f"2602.0000{n}" for n in (6, 5, 4, 3, 2)]
    assert [(n.kind, n.detail) for n in digest.notices] == [(NoticeKind.WITHDRAWN, "2602.00007")]


async def test_what_arxiv_does_not_know_is_said(world: World) -> None:
    """Of the papers shown: whether they were withdrawn is then unknown."""
    del world.records.records["2602.00006"], world.records.records["2602.00001"]

    digest = await world.digest()

    assert [(n.kind, n.detail) for n in digest.notices] == [
        (NoticeKind.ARXIV_MISSING, "arXiv has no record of 2602.00006")
    ]


async def test_a_day_whose_only_paper_is_withdrawn_says_just_that(world: World) -> None:
    """Nobody asked for a topic that nothing matches."""
    world.source.days[DAY] = SEVEN[:1]
    world.records.records["2602.00001"] = record("2602.00001", withdrawn=True)

    digest = await world.digest()

    assert digest.entries == ()
    assert [n.kind for n in digest.notices] == [NoticeKind.WITHDRAWN]


async def test_a_rebuilt_entry_keeps_the_time_it_was_written(world: World) -> None:
    """Provenance is of the words, not of their rendering."""
    world.model = FakeModel(dull)
    first = await world.digest()
    world.clock.time += dt.timedelta(hours=3)

    assert (await world.digest()).entries == first.entries


async def test_without_arxiv_the_digest_is_built_and_says_what_it_lacks(world: World) -> None:
    """arXiv answers 429 to polite clients for hours."""
    world.records.failure = SourceError("arXiv answered HTTP 429")

    digest = await world.digest()

    assert len(digest.entries) == 5
    assert [(n.kind, n.detail) for n in digest.notices] == [
        (NoticeKind.ARXIV_MISSING, "arXiv answered HTTP 429")
    ]


async def test_without_a_model_entries_are_verbatim_extracts(world: World) -> None:
    """Each sentence stands in the abstract; what needs a model says so."""
    digest = await world.digest()

    entry = digest.entries[0]
    assert entry.provenance is not None
    assert entry.provenance.engine is Engine.EXTRACTIVE
    assert all(s.text in SEVEN[0].abstract for x in entry.sections for s in x.sentences)
    absent = {s.kind: s.absent.reason for s in entry.sections if s.absent}
    assert absent == dict.fromkeys(
        ("developer_view", "applications", "risks"), AbsenceReason.NEEDS_MODEL
    )


async def test_the_sources_summary_is_shown_only_beside_an_extract(world: World) -> None:
    """A model's entry stands on its own, and neither passes for the other."""
    summary = SourceSummary(text="By somebody's model.", credit="Hugging Face")
    world.source.days[DAY] = [paper(source_summary=summary)]

    extract = await world.digest()
    world.model = FakeModel(dull)
    written = await world.digest()

    assert extract.entries[0].source_summary == summary
    assert written.entries[0].source_summary is None


async def test_a_written_entry_says_by_whom_and_from_what(world: World) -> None:
    """Model, prompts and the paper's version are part of an entry."""
    world.model = FakeModel(dull)
    world.records.records["2602.00007"] = record("2602.00007", version=2)

    entry = (await world.digest()).entries[0]

    assert one_line(entry) == [LINES[Language.KO]]
    assert entry.provenance is not None
    assert (entry.provenance.engine, entry.provenance.model) == (Engine.LLM, "fake-model")
    assert [str(p.id) for p in entry.provenance.prompts] == ["digest.extract", "digest.write"]
    assert entry.provenance.paper_version == 2


async def test_building_again_calls_no_model(world: World) -> None:
    """A digest that exists costs nothing."""
    world.model = FakeModel(dull)
    first = await world.digest()
    calls = len(world.model.calls)

    again = await world.digest()

    assert calls == 10
    assert len(world.model.calls) == calls
    assert again == first


async def test_another_language_extracts_nothing_anew(world: World) -> None:
    """Model calls a day are papers x (1 + languages)."""
    world.model = FakeModel(dull)
    await world.digest(language=Language.KO)
    world.model.calls.clear()

    digest = await world.digest(language=Language.EN)

    assert [prompt for prompt, _ in world.model.calls] == ["digest/write"] * 5
    assert one_line(digest.entries[0]) == [LINES[Language.EN]]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ModelUnavailable("down"), FallbackReason.UNAVAILABLE),
        (ModelRefused("I would rather not"), FallbackReason.REFUSED),
        (ModelOutputInvalid("odd"), FallbackReason.INVALID),
        (BudgetExceeded("used up"), FallbackReason.BUDGET),
    ],
)
@pytest.mark.parametrize("step", ["digest/extract", "digest/write"])
async def test_one_papers_failure_leaves_the_others_alone(
    world: World, error: ModelError, reason: FallbackReason, step: str
) -> None:
    """That paper is an extract, labelled with the reason; an error never becomes content."""
    world.model = FakeModel(_failing(step, "Paper 6", error))

    digest = await world.digest()

    assert [e.provenance.fallback for e in digest.entries if e.provenance] == [
        None,
        reason,
        None,
        None,
        None,
    ]
    assert one_line(digest.entries[1])[0] in SEVEN[0].abstract
    assert str(error) not in digest.model_dump_json()
    assert world.heard.degraded == [f"Paper 6: {error}"]


async def test_a_fall_back_is_never_cached(world: World) -> None:
    """When the model is back, the entry is written."""
    world.model = FakeModel(_failing("digest/extract", "Paper 6", ModelUnavailable("down")))
    await world.digest()
    world.model = FakeModel(dull)

    digest = await world.digest()

    assert [e.provenance.fallback for e in digest.entries if e.provenance] == [None] * 5
    assert len(world.model.calls) == 2


async def test_all_papers_are_made_at_once(world: World) -> None:
    """A digest takes as long as its slowest paper: all five are begun before one is done."""
    begun = asyncio.Barrier(5)

    class Waiting(FakeModel):
        async def complete(
            self, prompt: str, inputs: Mapping[str, str], output: type[Output]
        ) -> Output:
            if prompt == "digest/extract":
                await begun.wait()
            return await super().complete(prompt, inputs, output)

    world.model = Waiting(dull)

    async with asyncio.timeout(5):
        digest = await world.digest()

    assert len(digest.entries) == 5


async def test_a_sample_is_never_evidence_nor_shown_to_a_model(world: World) -> None:
    """Its text is ours: no claim, no quote, no rating beyond what the record holds."""
    world.sample.days[DAY] = [paper(sample=True)]
    world.model = FakeModel(dull)

    digest = await world.digest(DigestWish(offline=True, engine="llm"))

    (entry,) = digest.entries
    assert world.model.calls == []
    assert entry.claims == ()
    assert not any(signal.found for signal in entry.signals)
    assert all(s.sentences[0].text.startswith("[예시") for s in entry.sections if s.sentences)
    assert entry.provenance is not None
    assert entry.provenance.sample


async def test_a_changed_abstract_is_read_anew(world: World) -> None:
    """The cache is by what was read, not by the paper's id."""
    world.model = FakeModel(dull)
    await world.entries().make([paper()], Language.KO, world.heard)
    changed = paper(abstract=f"{SEVEN[0].abstract} It is fast.")

    await world.entries().make([changed], Language.KO, world.heard)

    assert len(world.model.calls) == 4


async def test_a_week_ranks_its_days_together(world: World) -> None:
    """Each paper once, the most upvoted first."""
    world.source.days[DAY] = [paper("2602.00001", upvotes=3)]
    world.source.days[DAY.replace(day=13)] = [
        paper("2602.00002", upvotes=9),
        paper("2602.00001", upvotes=1),
    ]

    week = await world.builder().week(DigestWish(), Language.KO, world.heard)

    assert (week.period, week.date) == ("week", DAY)
    assert [(e.paper.id, e.paper.upvotes) for e in week.entries] == [
        ("2602.00002", 9),
        ("2602.00001", 3),
    ]


async def test_a_week_without_papers_says_so(world: World) -> None:
    """Holidays happen."""
    world.source.days.clear()

    week = await world.builder().week(DigestWish(), Language.KO, world.heard)

    assert [n.kind for n in week.notices] == [NoticeKind.EMPTY_WEEK]


def _failing(
    step: str, title: str, error: ModelError
) -> Callable[[str, Mapping[str, str]], BaseModel]:
    """A dull model that fails at one step of one paper."""

    def brain(prompt: str, inputs: Mapping[str, str]) -> BaseModel:
        if prompt == step and inputs["title"] == title:
            raise error
        return dull(prompt, inputs)

    return brain
