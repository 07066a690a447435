"""Entries: who wrote them, from what, and what happens when nobody could."""

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from pydantic import BaseModel

from bot.domain.digest import Engine, FallbackReason
from bot.domain.errors import (
    BudgetExceeded,
    ModelError,
    ModelOutputInvalid,
    ModelRefused,
    ModelUnavailable,
)
from bot.domain.language import Language
from bot.domain.paper import SourceSummary
from bot.domain.section import AbsenceReason
from bot.ports.inbound import DigestWish
from bot.ports.outbound import Output
from tests.builders import DAY, paper, record
from tests.digest.conftest import LINES, SEVEN, World, dull, one_line
from tests.fakes import (
    FakeModel,
)


async def test_a_rebuilt_entry_keeps_the_time_it_was_written(world: World) -> None:
    """Provenance is of the words, not of their rendering."""
    world.model = FakeModel(dull)
    first = await world.digest()
    world.clock.time += dt.timedelta(hours=3)

    assert (await world.digest()).entries == first.entries


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
    assert f"Paper 6: {error}" in world.heard.degraded


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
    await world.entries().make([paper()], Language.KO, world.heard, network=True)
    changed = paper(abstract=f"{SEVEN[0].abstract} It is fast.")

    await world.entries().make([changed], Language.KO, world.heard, network=True)

    assert len(world.model.calls) == 4


def _failing(
    step: str, title: str, error: ModelError
) -> Callable[[str, Mapping[str, str]], BaseModel]:
    """A dull model that fails at one step of one paper."""

    def brain(prompt: str, inputs: Mapping[str, str]) -> BaseModel:
        if prompt == step and inputs["title"] == title:
            raise error
        return dull(prompt, inputs)

    return brain
