"""Entries from the full text: read where it is to be had, the abstract where it is not, said either way."""

import datetime as dt
from collections.abc import Mapping

import pytest
from pydantic import BaseModel

from bot.digest.extract import ExtractedClaim, Extraction
from bot.domain.digest import DigestEntry, FallbackReason, Provenance
from bot.domain.errors import ModelUnavailable
from bot.domain.evidence import Lack, Scope, TextForm
from bot.domain.language import Language
from bot.domain.rating import Rating, SignalName
from bot.ports.inbound import DigestWish
from tests.builders import ABSTRACT, DAY, paper
from tests.digest.conftest import World, dull
from tests.fakes import FakeModel
from tests.full_texts import SHEARS, full_text

LATE = "Shears was only tried on English text."


def thorough(prompt: str, inputs: Mapping[str, str]) -> BaseModel:
    """A model that reads to the limitations."""
    if prompt == "digest/extract" and LATE in inputs["text"]:
        return Extraction(claims=[ExtractedClaim(quotes=[LATE], text=LATE)], signals=[])
    return dull(prompt, inputs)


@pytest.fixture
def world(world: World) -> World:
    """One paper, whose full text arXiv has, and a model."""
    world.source.days[DAY] = [paper()]
    world.full_text.texts["2602.00001"] = full_text(*SHEARS)
    world.model = FakeModel(thorough)
    return world


async def entry(world: World, wish: DigestWish | None = None) -> DigestEntry:
    (made,) = (await world.digest(wish or DigestWish(date=DAY))).entries
    return made


def provenance(made: DigestEntry) -> Provenance:
    assert made.provenance is not None
    return made.provenance


async def test_a_model_reads_the_full_text_and_the_entry_says_so(world: World) -> None:
    """A claim may rest on any part; its place is that in the paper, not in what was shown."""
    made = await entry(world)

    assert (provenance(made).scope, provenance(made).form) == (Scope.FULL_TEXT, TextForm.HTML)
    assert provenance(made).lacking is None
    (evidence,) = made.claims[0].evidence
    passages = full_text(*SHEARS).passages
    place = next(passage for passage in passages if passage.text == LATE)
    assert (evidence.section, evidence.start) == ("Limitations", place.start)


async def test_ratings_rest_on_the_full_text(world: World) -> None:
    """What the abstract has no room for (compute, ablations, variance) counts."""
    made = await entry(world)

    found = {signal.name for signal in made.signals if signal.found}
    assert {SignalName.COMPUTE, SignalName.ABLATIONS, SignalName.VARIANCE} <= found
    assert (made.difficulty, made.confidence) == (Rating.LOW, Rating.HIGH)


async def test_two_calls_a_paper_are_two_calls_a_full_text(world: World) -> None:
    """Reading more asks no more often, and both calls are shown the same words."""
    await entry(world)

    assert world.model is not None
    assert [prompt for prompt, _ in world.model.calls] == ["digest/extract", "digest/write"]
    assert world.model.calls[0][1]["text"] == world.model.calls[1][1]["text"]


async def test_without_a_full_text_the_abstract_serves_and_the_entry_says_why(
    world: World,
) -> None:
    """Many new papers have no HTML yet."""
    world.full_text.texts.clear()

    made = await entry(world)

    assert (provenance(made).scope, provenance(made).form) == (Scope.ABSTRACT, TextForm.ABSTRACT)
    assert provenance(made).lacking is Lack.NO_TEXT


async def test_who_wants_abstracts_alone_gets_them_unasked(world: World) -> None:
    """The setting is a choice, not a lack."""
    world.scope = "abstract"

    made = await entry(world)

    assert world.full_text.fetched == []
    assert (provenance(made).scope, provenance(made).lacking) == (Scope.ABSTRACT, None)


async def test_the_extractive_engine_fetches_no_full_text(world: World) -> None:
    """Its sentences are the abstract's: nothing else would be used."""
    world.model = None

    made = await entry(world)

    assert world.full_text.fetched == []
    assert provenance(made).scope is Scope.ABSTRACT


async def test_a_replay_fetches_nothing(world: World) -> None:
    """What was kept serves; before anything was kept, the abstract does."""
    await world.builder().digest(DigestWish(date=DAY), Language.EN, world.heard)
    world.full_text.fetched.clear()
    replay = DigestWish(date=DAY, replay=True)

    again = await entry(world, replay)
    await world.store.cache("text", "2602.00001v1", "{}")
    without = await entry(world, replay)

    assert world.full_text.fetched == []
    assert provenance(again).scope is Scope.FULL_TEXT
    assert provenance(without).lacking is Lack.NOT_ASKED


async def test_an_entry_from_the_abstract_is_written_anew_when_the_text_is_there(
    world: World,
) -> None:
    """The two are not the same entry, whatever was cached."""
    texts = dict(world.full_text.texts)
    world.full_text.texts.clear()
    await entry(world)
    world.full_text.texts.update(texts)
    world.clock.time += dt.timedelta(hours=7)

    made = await entry(world)

    assert provenance(made).scope is Scope.FULL_TEXT
    assert world.model is not None
    assert len(world.model.calls) == 4


async def test_when_the_model_is_down_the_abstract_is_the_extract(world: World) -> None:
    """The first passage of a PDF may be anything; an extract is sentences of the abstract."""

    def down(prompt: str, inputs: Mapping[str, str]) -> BaseModel:
        raise ModelUnavailable("down")

    world.model = FakeModel(down)

    made = await entry(world)

    assert provenance(made).fallback is FallbackReason.UNAVAILABLE
    assert provenance(made).scope is Scope.ABSTRACT
    assert all(claim.text in ABSTRACT for claim in made.claims)


async def test_a_paper_of_three_hundred_pages_is_shown_in_part(world: World) -> None:
    """At most 12,000 tokens, at three bytes each, and the limits among them."""
    endless = "It is cut and cut again until nothing is left to be cut. " * 20
    long_paper = (*SHEARS[:4], ("4 Experiments", [endless] * 800), *SHEARS[-3:])
    world.full_text.texts["2602.00001"] = full_text(*long_paper)

    made = await entry(world)

    assert world.model is not None
    shown = world.model.calls[0][1]["text"]
    assert 30_000 < len(shown.encode()) <= 36_000
    assert "[…]" in shown
    assert made.claims[0].text == LATE
