"""Step one of the llm engine: English claims and signals, each with quotes that were found."""

from collections.abc import Sequence

from pydantic import BaseModel, Field

from bot.aside import aside
from bot.digest.signals import find_signals
from bot.domain.base import Model, clip
from bot.domain.errors import ModelOutputInvalid
from bot.domain.evidence import Claim, Evidence, PaperText
from bot.domain.paper import Paper
from bot.domain.rating import Signal, SignalName
from bot.evidence.gate import Fault, FaultKind, disagreement, locate
from bot.evidence.sanitise import foreign_mark, plain
from bot.ports.outbound import LanguageModel
from bot.reading.shown import as_prompt, for_model, without_markers

_MOST_CLAIMS = 16
_MOST_SIGNALS = 40
_LONGEST_CLAIM = 1_000
_MEANING = {
    SignalName.CODE: 'the authors\' code is available (a "Code repository" line of the record says so)',
    SignalName.WEIGHTS: "the trained models are available",
    SignalName.DATA: "the data set or benchmark is available (that one is presented is not enough)",
    SignalName.LICENCE: "a licence is named",
    SignalName.COMPUTE: "the hardware or compute used is named",
    SignalName.NO_TRAINING: "the method needs no training",
    SignalName.BASELINES: 'results are compared with other methods ("outperforms"; "strong results" is not enough)',
    SignalName.ABLATIONS: "ablations were done",
    SignalName.BENCHMARKS: "the work itself was tested on benchmarks, data sets, tasks or a real system",
    SignalName.VARIANCE: "seeds, variance or significance are reported",
    SignalName.HUMAN_EVALUATION: "people judged the results",
    SignalName.LIMITATIONS: "the authors state limits of their own work",
    SignalName.PEER_REVIEW: "the arXiv record says where it was accepted or published",
}


class ExtractedClaim(BaseModel):
    """As a model gives it."""

    quotes: list[str]
    text: str


class ExtractedSignal(BaseModel):
    """As a model gives it; `name` is one of `SignalName`, others are ignored."""

    quotes: list[str]
    name: str


class Extraction(BaseModel):
    """The answer to `digest/extract`."""

    claims: list[ExtractedClaim]
    signals: list[ExtractedSignal]


class Repair(BaseModel):
    """The answer to `digest/extract_repair`."""

    claims: list[ExtractedClaim]


class CheckedExtract(Model):
    """What passed the gate, and how many claims did not."""

    claims: tuple[Claim, ...]
    signals: tuple[Signal, ...]
    dropped: int = Field(default=0, ge=0)


def asked_signals() -> str:
    """The signals with their meanings, as the prompt lists them."""
    return "\n".join(f"- {name.value}: {meaning}" for name, meaning in _MEANING.items())


async def extract(
    model: LanguageModel, paper: Paper, text: PaperText, shown: PaperText
) -> CheckedExtract:
    """Claims and signals that passed. Raises `ModelError`; no claim at all is one.

    The model sees what is `shown` and may quote all of `text`, in which signals are looked for too.
    """
    text = for_model(text)
    context = {"title": without_markers(paper.title), "text": as_prompt(shown)}
    answer = await model.complete(
        "digest/extract", {**context, "signals": asked_signals()}, Extraction
    )
    passed, failed = await aside(_sorted_out, answer.claims[:_MOST_CLAIMS], paper, text)
    dropped = len(failed)
    if failed:
        faults = "\n\n".join(_fault_lines(claim, fault) for claim, fault in failed)
        repair = await model.complete(
            "digest/extract_repair", {**context, "faults": faults}, Repair
        )
        mended, _ = await aside(_sorted_out, repair.claims[: len(failed)], paper, text)
        known = {statement for statement, _ in passed}
        passed += [pair for pair in mended if pair[0] not in known]
        dropped -= len(mended)
    if not passed:
        raise ModelOutputInvalid("none of the model's claims about the paper passed the check")
    places = await aside(_places, answer.signals[:_MOST_SIGNALS], text)
    return CheckedExtract(
        claims=tuple(
            Claim(id=number, text=statement, evidence=evidence)
            for number, (statement, evidence) in enumerate(passed, start=1)
        ),
        signals=await aside(find_signals, text, places),
        dropped=dropped,
    )


_Passed = tuple[str, tuple[Evidence, ...]]


def _sorted_out(
    claims: Sequence[ExtractedClaim], paper: Paper, text: PaperText
) -> tuple[list[_Passed], list[tuple[ExtractedClaim, Fault]]]:
    passed: dict[str, tuple[Evidence, ...]] = {}
    failed: list[tuple[ExtractedClaim, Fault]] = []
    for claim in claims:
        checked = _check(claim, paper, text)
        if isinstance(checked, Fault):
            failed.append((claim, checked))
        else:
            passed.setdefault(plain(claim.text), checked)
    return list(passed.items()), failed


def _check(claim: ExtractedClaim, paper: Paper, text: PaperText) -> tuple[Evidence, ...] | Fault:
    statement = plain(claim.text)
    if not statement or len(statement) > _LONGEST_CLAIM:
        return Fault(FaultKind.LENGTH, f"it is empty or longer than {_LONGEST_CLAIM} characters")
    found = locate([quote.strip() for quote in claim.quotes], text)
    if isinstance(found, Fault):
        return found
    quotes = [evidence.quote for evidence in found]
    fault = foreign_mark(statement, [*quotes, paper.title]) or disagreement(
        statement, quotes, [paper.title]
    )
    return fault or found


def _fault_lines(claim: ExtractedClaim, fault: Fault) -> str:
    quotes = clip(" | ".join(claim.quotes[:5]), 600)
    line = f"- claim: {plain(claim.text)[:400]}\n  quotes: {quotes}\n  refused: {fault.detail}"
    return without_markers(line)


def _places(
    reported: Sequence[ExtractedSignal], text: PaperText
) -> dict[SignalName, list[Evidence]]:
    """Where the quotes stand that a model gave for signals; what is not verbatim stands nowhere."""
    places: dict[SignalName, list[Evidence]] = {}
    for report in reported:
        found = locate(report.quotes, text)
        if report.name in _MEANING and not isinstance(found, Fault):
            places.setdefault(SignalName(report.name), []).extend(found)
    return places
