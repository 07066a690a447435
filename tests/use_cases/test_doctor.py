"""`doctor`: one line a thing, and what is not needed never fails the whole."""

from collections.abc import Mapping

import pytest
from pydantic import BaseModel

from bot.domain.errors import ModelUnavailable, SourceError
from bot.ports.inbound import Check
from bot.use_cases.doctor import Pong, examine
from tests.builders import record
from tests.fakes import FakeClock, FakeModel, FakeRecords, FakeSource, FakeStore


async def states(
    clock: FakeClock,
    source: FakeSource,
    records: FakeRecords,
    model: FakeModel | None,
    *,
    embeddings: bool = False,
) -> dict[str, Check]:
    checks = examine(
        source=source,
        records=records,
        model=model,
        store=FakeStore(clock),
        clock=clock,
        embeddings=embeddings,
    )
    return {check.name: check async for check in checks}


def answering(_: str, __: Mapping[str, str]) -> BaseModel:
    return Pong(word="pong")


def unreachable(_: str, __: Mapping[str, str]) -> BaseModel:
    raise ModelUnavailable("the endpoint cannot be reached")


async def test_all_is_well(clock: FakeClock) -> None:
    """Nothing to mend where nothing is broken."""
    records = FakeRecords(record("1706.03762"))

    checks = await states(clock, FakeSource(clock), records, FakeModel(answering))

    assert {check.state for check in checks.values()} == {"good"}
    assert {check.mend for check in checks.values()} == {None}


@pytest.mark.parametrize(
    ("broken", "state"),
    [("Hugging Face", "failure"), ("arXiv", "warning"), ("model", "failure")],
)
async def test_what_is_broken_is_told_with_its_mend(
    clock: FakeClock, broken: str, state: str
) -> None:
    """Hugging Face and a model that was set are needed, arXiv is not; the others stay good."""
    source, records = FakeSource(clock), FakeRecords(record("1706.03762"))
    if broken == "Hugging Face":
        source.failure = SourceError("no route to host")
    if broken == "arXiv":
        records.failure = SourceError("HTTP 429")

    checks = await states(
        clock, source, records, FakeModel(unreachable if broken == "model" else answering)
    )

    assert checks[broken].state == state
    assert checks[broken].mend
    assert {c.state for name, c in checks.items() if name != broken} == {"good"}


async def test_no_model_is_a_way_to_run(clock: FakeClock) -> None:
    """A warning that says what one would add."""
    checks = await states(clock, FakeSource(clock), FakeRecords(), None)

    assert checks["model"].state == "warning"
    assert "extracts" in checks["model"].finding


@pytest.mark.parametrize(
    ("model", "embeddings", "state"),
    [(None, False, "warning"), (None, True, "good"), (FakeModel(answering), False, "good")],
)
async def test_it_says_in_which_languages_passages_are_found(
    clock: FakeClock, model: FakeModel | None, *, embeddings: bool, state: str
) -> None:
    """Without a model or the extra, a Korean question finds little, and one should know why."""
    checks = await states(clock, FakeSource(clock), FakeRecords(), model, embeddings=embeddings)

    assert checks["passages"].state == state
