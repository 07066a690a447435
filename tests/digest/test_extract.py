"""Step one of the llm engine: only what the paper backs passes, and a mended claim counts."""

from collections.abc import Mapping

import pytest
from pydantic import BaseModel

from bot.digest.extract import (
    CheckedExtract,
    ExtractedClaim,
    ExtractedSignal,
    Extraction,
    Repair,
    extract,
    read_kept,
)
from bot.domain.errors import ModelOutputInvalid, ModelUnavailable
from bot.domain.rating import SignalName
from tests.builders import paper, text
from tests.fakes import FakeModel

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
    got = await extract(model(GOOD), paper(), text())

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

    got = await extract(asked, paper(), text())

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

    got = await extract(model(GOOD, bad, repair=(mended,)), paper(), text())

    assert [claim.text for claim in got.claims] == [GOOD.text, mended.text]
    assert [claim.id for claim in got.claims] == [1, 2]
    assert got.dropped == 0


async def test_nothing_that_passes_is_a_failure() -> None:
    """Better an honest extract than an entry about nothing."""
    bad = ExtractedClaim(quotes=["made up words here"], text="It wins.")

    with pytest.raises(ModelOutputInvalid, match="none of the model's claims"):
        await extract(model(bad), paper(), text())


async def test_the_same_claim_twice_is_one() -> None:
    """Models repeat themselves; a digest does not."""
    got = await extract(model(GOOD, GOOD), paper(), text())

    assert len(got.claims) == 1


async def test_a_signal_needs_words_that_speak_of_it() -> None:
    """A paper, or a model it has talked round, cannot claim its way to a rating."""
    reported = (
        ExtractedSignal(name="weights", quotes=["We propose Shears, a training-free method"]),
        ExtractedSignal(name="ablations", quotes=["Ablations were done by us all"]),
        ExtractedSignal(name="fame", quotes=["We propose Shears"]),
    )

    got = await extract(model(GOOD, signals=reported), paper(), text())

    found = {signal.name for signal in got.signals if signal.found}
    assert SignalName.CODE in found
    assert not found & {SignalName.WEIGHTS, SignalName.ABLATIONS}
    assert [signal.name for signal in got.signals] == list(SignalName)


async def test_a_reported_quote_stands_beside_the_found_one_once() -> None:
    """The same words are not two pieces of evidence."""
    reported = ExtractedSignal(
        name="code", quotes=["Our code is available at https://github.com/example/shears."]
    )

    got = await extract(model(GOOD, signals=(reported,)), paper(), text())

    code = next(signal for signal in got.signals if signal.name is SignalName.CODE)
    assert len(code.evidence) == 1


async def test_a_models_failure_is_passed_on() -> None:
    """The builder decides what to do without a model."""

    def brain(prompt: str, inputs: Mapping[str, str]) -> BaseModel:
        raise ModelUnavailable("down")

    with pytest.raises(ModelUnavailable, match="down"):
        await extract(FakeModel(brain), paper(), text())


async def test_a_kept_extract_is_read_back_and_an_older_form_is_made_anew() -> None:
    """An upgrade never trips over its own cache."""
    got = await extract(model(GOOD), paper(), text())

    assert read_kept(got.model_dump_json()) == got
    assert read_kept('{"claims": 7}') is None
    assert read_kept(None) is None
    assert CheckedExtract.model_validate_json(got.model_dump_json()) == got
