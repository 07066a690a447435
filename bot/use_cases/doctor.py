"""Whether everything needed is there and works, each with the way to mend it."""

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Literal

from pydantic import BaseModel

from bot.domain.errors import BudgetExceeded, ModelError, PapersBotError
from bot.ports.inbound import Check
from bot.ports.keeping import Store
from bot.ports.outbound import Clock, LanguageModel, PaperRecords, PaperSource

_KNOWN_PAPER = "1706.03762"


class Pong(BaseModel):
    """The answer to `doctor/ping`."""

    word: str


async def examine(
    *,
    source: PaperSource,
    records: PaperRecords,
    model: LanguageModel | None,
    store: Store,
    clock: Clock,
    embeddings: bool,
) -> AsyncIterator[Check]:
    """One check after the other: database, Hugging Face, arXiv, the model endpoint, passages.

    `embeddings`: passages are found by meaning too, not by words alone.
    """
    yesterday = clock.now().date() - dt.timedelta(days=1)
    yield await _try(
        "database",
        lambda: _database(store, clock),
        "failure",
        "see DATABASE_URL and PAPERS_DATA_DIR",
    )
    yield await _try(
        "Hugging Face",
        lambda: _huggingface(source, yesterday),
        "failure",
        "check the network and HF_BASE_URL; without it: papers digest --offline",
    )
    yield await _try(
        "arXiv",
        lambda: _arxiv(records),
        "warning",
        "check the network and ARXIV_BASE_URL; digests are built without versions until then",
    )
    yield await _model(model)
    yield _passages(embeddings=embeddings, translated=model is not None)


async def _try(
    name: str,
    look: Callable[[], Awaitable[str]],
    otherwise: Literal["warning", "failure"],
    mend: str,
) -> Check:
    try:
        return Check(name=name, state="good", finding=await look())
    except PapersBotError as error:
        return Check(name=name, state=otherwise, finding=str(error), mend=mend)


async def _database(store: Store, clock: Clock) -> str:
    await store.cache("doctor", "last", clock.now().isoformat())
    used = await store.usage(clock.now().date())
    return f"can be written; {used.calls} model calls and {used.tokens:,} tokens today"


async def _huggingface(source: PaperSource, date: dt.date) -> str:
    daily = source.read_day(await source.fetch_day(date))
    return f"answers; {len(daily.papers)} papers on {date}"


async def _arxiv(records: PaperRecords) -> str:
    known = await records.fetch_records([_KNOWN_PAPER])
    return "answers" if known else f"answers, but does not know paper {_KNOWN_PAPER}"


async def _model(model: LanguageModel | None) -> Check:
    if model is None:
        return Check(
            name="model",
            state="warning",
            finding="none is set: digests are extracts of the abstracts",
            mend="set OPENAI_API_KEY and OPENAI_MODEL, or OPENAI_BASE_URL and OPENAI_MODEL",
        )
    try:
        answer = await model.complete("doctor/ping", {}, Pong)
    except ModelError as error:
        return Check(
            name="model",
            state="failure",
            finding=str(error),
            mend=None
            if isinstance(error, BudgetExceeded)
            else "see OPENAI_BASE_URL, OPENAI_API_KEY and OPENAI_MODEL",
        )
    return Check(name="model", state="good", finding=f"{model.name} answers {answer.word[:20]!r}")


def _passages(*, embeddings: bool, translated: bool) -> Check:
    if embeddings:
        finding = "found by words, and by meaning where question and paper differ in language"
        return Check(name="passages", state="good", finding=finding)
    if translated:
        finding = "found by words; the model turns a question in another language into them"
        return Check(name="passages", state="good", finding=finding)
    return Check(
        name="passages",
        state="warning",
        finding="found by words; of other languages only the usual terms are understood",
        mend="set a model, or PAPERS_EMBEDDINGS (see .env.example)",
    )
