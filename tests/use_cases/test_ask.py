"""A question about an entry, answered from what was read for it."""

import pytest

from bot.digest.read import keep_text
from bot.domain.conversation import AnswerReason
from bot.domain.errors import UsageError
from bot.retrieval import LexicalPassages
from bot.use_cases.ask import ask
from tests.builders import ABSTRACT, entry, provenance, text
from tests.fakes import FakeClock, FakeStore

ENTRY = entry(provenance=provenance())


@pytest.fixture
async def store(clock: FakeClock) -> FakeStore:
    kept = FakeStore(clock)
    await keep_text(kept, text(), sample=False)
    return kept


async def test_the_nearest_sentences_come_verbatim_with_their_place(store: FakeStore) -> None:
    """Labelled as passages: without a model nobody answers."""
    answer = await ask(
        ENTRY, "Does it help small 1B models?", store=store, passages=LexicalPassages()
    )

    assert answer.reason is AnswerReason.NO_MODEL
    assert answer.abstained
    nearest = answer.passages[0]
    assert nearest.text == "It does not help models below 1B parameters."
    assert ABSTRACT[nearest.start :].startswith(nearest.text)


async def test_a_question_that_shares_no_word_gets_no_passage(store: FakeStore) -> None:
    """Rather nothing than something about something else."""
    answer = await ask(ENTRY, "가격은 얼마인가요?", store=store, passages=LexicalPassages())

    assert (answer.reason, answer.passages) == (AnswerReason.NO_PASSAGE, ())


async def test_an_empty_question_gets_an_example(store: FakeStore) -> None:
    """It is a slip, not a question."""
    with pytest.raises(UsageError, match="ask such as"):
        await ask(ENTRY, "  ", store=store, passages=LexicalPassages())


async def test_a_paper_that_was_not_read_is_said(clock: FakeClock) -> None:
    """With what to do about it."""
    with pytest.raises(UsageError, match="build its digest"):
        await ask(ENTRY, "why?", store=FakeStore(clock), passages=LexicalPassages())


async def test_a_sample_is_asked_about_its_own_text(clock: FakeClock) -> None:
    """Not about the real paper's, which may be stored as well."""
    store = FakeStore(clock)
    await keep_text(store, text("The real abstract speaks of seeds."), sample=False)
    await keep_text(store, text("The made up abstract speaks of seeds."), sample=True)
    sample = entry(provenance=provenance(sample=True))

    answer = await ask(sample, "seeds?", store=store, passages=LexicalPassages())

    assert [p.text for p in answer.passages] == ["The made up abstract speaks of seeds."]
