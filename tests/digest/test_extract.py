"""Step one of the llm engine: only what the paper backs passes, and a mended claim counts."""

from collections.abc import Mapping

import pytest
from pydantic import BaseModel

from bot.digest.extract import (
    ExtractedClaim,
    ExtractedSignal,
    Extraction,
    Repair,
    extract,
)
from bot.domain.errors import ModelOutputInvalid, ModelUnavailable
from bot.domain.evidence import Origin, Passage, PassageKind
from bot.domain.rating import SignalName
from tests.builders import ABSTRACT, paper, text
from tests.fakes import FakeModel
from tests.full_texts import SHEARS, full_text

GOOD = ExtractedClaim(
    quotes=["removes 40% of the weights of a model in four steps"],
    text="Shears removes 40% of a model's weights in four steps.",
)


def model(
    *claims: ExtractedClaim,
    signals: tuple[ExtractedSignal, ...] = (),
    repair: tuple[ExtractedClaim, ...] = (),
) -> FakeModel:
    """A model that extracts these claims and, when asked to mend, gives `repair`."""

    def brain(prompt: str, inputs: Mapping[str, str]) -> BaseModel:
        if prompt == "digest/extract":
            return Extraction(claims=list(claims), signals=list(signals))
        return Repair(claims=list(repair))

    return FakeModel(brain)


async def test_a_claim_keeps_its_quote_with_its_place() -> None:
    """A reader can go and look."""
    got = await extract(model(GOOD), paper(), text(), text())

    (claim,) = got.claims
    place = claim.evidence[0]
    passage = text().passages[0].text
    assert passage[place.start : place.end] == place.quote == GOOD.quotes[0]
    assert got.dropped == 0


@pytest.mark.parametrize(
    ("bad", "refused"),
    [
        (ExtractedClaim(quotes=[], text="Shears is good."), "it has no quote"),
        (
            ExtractedClaim(quotes=["removes half of the weights"], text="Shears halves models."),
            "not in the paper",
        ),
        (ExtractedClaim(quotes=GOOD.quotes, text="Shears removes 50% of the weights."), "50%"),
        (
            ExtractedClaim(quotes=["We propose Shears"], text="Shears beats Magnum on all tasks."),
            "Magnum",
        ),
        (
            ExtractedClaim(quotes=["It does not help models"], text="Shears helps all models."),
            "its quotes deny something ('not')",
        ),
        (ExtractedClaim(quotes=["We propose Shears"], text="See https://evil.example."), "links"),
        (ExtractedClaim(quotes=["We propose Shears"], text="x" * 1_001), "longer than 1000"),
        (ExtractedClaim(quotes=["We propose Shears"], text=" "), "empty"),
    ],
)
async def test_what_the_paper_does_not_back_is_asked_for_anew_and_then_dropped(
    bad: ExtractedClaim, refused: str
) -> None:
    """The model is told why, once; what it cannot mend is counted, not shown."""
    asked = model(GOOD, bad)

    got = await extract(asked, paper(), text(), text())

    assert [claim.text for claim in got.claims] == [GOOD.text]
    assert got.dropped == 1
    assert [prompt for prompt, _ in asked.calls] == ["digest/extract", "digest/extract_repair"]
    assert refused in asked.calls[1][1]["faults"]


async def test_a_mended_claim_counts() -> None:
    """One repair is cheaper than a lost finding."""
    bad = ExtractedClaim(quotes=["outperforms all others"], text="It wins.")
    mended = ExtractedClaim(
        quotes=["outperforms prior pruning methods by 2.5 points"],
        text="It outperforms prior pruning methods by 2.5 points.",
    )

    got = await extract(model(GOOD, bad, repair=(mended,)), paper(), text(), text())

    assert [claim.text for claim in got.claims] == [GOOD.text, mended.text]
    assert [claim.id for claim in got.claims] == [1, 2]
    assert got.dropped == 0


async def test_nothing_that_passes_is_a_failure() -> None:
    """Better an honest extract than an entry about nothing."""
    bad = ExtractedClaim(quotes=["made up words here"], text="It wins.")

    with pytest.raises(ModelOutputInvalid, match="none of the model's claims"):
        await extract(model(bad), paper(), text(), text())


async def test_the_same_claim_twice_is_one() -> None:
    """Models repeat themselves; a digest does not."""
    got = await extract(model(GOOD, GOOD), paper(), text(), text())

    assert len(got.claims) == 1


async def test_a_signal_needs_words_that_speak_of_it() -> None:
    """A paper, or a model it has talked round, cannot claim its way to a rating."""
    reported = (
        ExtractedSignal(name="weights", quotes=["We propose Shears, a training-free method"]),
        ExtractedSignal(name="ablations", quotes=["Ablations were done by us all"]),
        ExtractedSignal(name="fame", quotes=["We propose Shears"]),
    )

    got = await extract(model(GOOD, signals=reported), paper(), text(), text())

    found = {signal.name for signal in got.signals if signal.found}
    assert SignalName.CODE in found
    assert not found & {SignalName.WEIGHTS, SignalName.ABLATIONS}
    assert [signal.name for signal in got.signals] == list(SignalName)


async def test_a_reported_quote_stands_beside_the_found_one_once() -> None:
    """The same words are not two pieces of evidence."""
    reported = ExtractedSignal(
        name="code", quotes=["Our code is available at https://github.com/example/shears."]
    )

    got = await extract(model(GOOD, signals=(reported,)), paper(), text(), text())

    code = next(signal for signal in got.signals if signal.name is SignalName.CODE)
    assert len(code.evidence) == 1


async def test_a_models_failure_is_passed_on() -> None:
    """The builder decides what to do without a model."""

    def brain(prompt: str, inputs: Mapping[str, str]) -> BaseModel:
        raise ModelUnavailable("down")

    with pytest.raises(ModelUnavailable, match="down"):
        await extract(FakeModel(brain), paper(), text(), text())


@pytest.mark.parametrize(
    ("sentence", "name", "quote"),
    [
        ("We have not evaluated on 10 benchmarks.", "benchmarks", "evaluated on 10 benchmarks"),
        ("The code will be available at https://a.example/x.", "code", "available at https://a.example/x"),
        ("No ablation was done by us.", "ablations", "ablation was done"),
    ],
)  # fmt: skip
async def test_a_signal_is_judged_by_its_whole_sentence(
    sentence: str, name: str, quote: str
) -> None:
    """Half a sentence may speak of what the whole denies or only promises."""
    read = text(f"{ABSTRACT.split('Experiments')[0]}{sentence}")
    reported = ExtractedSignal(name=name, quotes=[quote])

    got = await extract(
        model(GOOD, signals=(reported,)), paper(abstract=read.passages[0].text), read, read
    )

    assert not next(signal for signal in got.signals if signal.name == name).found


async def test_an_authors_name_is_no_evidence() -> None:
    """It is whatever somebody typed."""
    line = Passage(
        origin=Origin.HUGGING_FACE,
        section="Hugging Face",
        text="Authors: Shears beats all by 99%",
        kind=PassageKind.AUTHORS,
    )
    read = text().model_copy(update={"passages": (*text().passages, line)})
    bad = ExtractedClaim(quotes=["Shears beats all by 99%"], text="Shears beats all by 99%.")

    got = await extract(model(GOOD, bad), paper(), read, read)

    assert [claim.text for claim in got.claims] == [GOOD.text]


async def test_an_endless_claim_costs_nothing() -> None:
    """Marks inside marks once took half a minute to take off."""
    endless = ExtractedClaim(quotes=GOOD.quotes, text="**a " * 100 + "x** " * 100 + "`a " * 50_000)

    got = await extract(model(GOOD, endless), paper(), text(), text())

    assert got.dropped == 1


async def test_half_a_character_in_a_quote_does_not_stop_the_repair() -> None:
    """Models emit lone surrogates; a request cannot carry them."""
    odd = ExtractedClaim(quotes=["made \ud835 up words"], text="It wins.")
    asked = model(GOOD, odd)

    await extract(asked, paper(), text(), text())

    assert asked.calls[1][1]["faults"].encode("utf-8")


async def test_a_quote_from_what_was_not_shown_is_a_quote_of_the_paper() -> None:
    """A model may know the paper; what stands in it may be quoted, with its place in the whole."""
    read = full_text(*SHEARS)
    shown = read.model_copy(update={"passages": read.passages[:1]})
    unseen = ExtractedClaim(
        quotes=["Without healing accuracy falls by 9 points."],
        text="Without healing accuracy falls by 9 points.",
    )
    asked = model(GOOD, unseen)

    got = await extract(asked, paper(), read, shown)

    assert "healing" not in asked.calls[0][1]["text"]
    assert [claim.evidence[0].section for claim in got.claims] == ["Abstract", "4.3 Ablation Study"]
    assert {s.name for s in got.signals if s.found} > {SignalName.ABLATIONS, SignalName.COMPUTE}
