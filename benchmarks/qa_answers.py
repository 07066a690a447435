"""The answers of a model to questions about papers, through the product's own gate."""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from statistics import median

from benchmarks.qa_files import Question
from bot.answers.answer import Answerer
from bot.answers.language import language_of
from bot.answers.material import Asked, ReadPaper
from bot.clock import SystemClock
from bot.domain.conversation import Answer, Statement, Turn
from bot.domain.errors import SettingsError
from bot.domain.evidence import PaperText
from bot.llm import open_model
from bot.llm.budget import Budget
from bot.retrieval import open_passages
from bot.settings import load_settings
from bot.storage import open_store


@dataclass(frozen=True)
class Answered:
    """One question's answer, and the milliseconds to its first statement and to its end."""

    question: Question
    answer: Answer
    first: float | None
    whole: float


def run_answers(
    papers: Mapping[str, PaperText], questions: Sequence[Question], asked: argparse.Namespace
) -> None:
    answered = asyncio.run(_ask_all(papers, questions, embeddings=asked.embeddings))
    with asked.out.open("w", encoding="utf-8") as out:
        for one in answered:
            out.write(json.dumps(_line(one), ensure_ascii=False) + "\n")
    _report(answered)


async def _ask_all(
    papers: Mapping[str, PaperText], questions: Sequence[Question], *, embeddings: bool
) -> list[Answered]:
    settings, clock = load_settings(), SystemClock()
    if settings.openai_model is None:
        raise SettingsError("--answers needs OPENAI_MODEL with OPENAI_BASE_URL or OPENAI_API_KEY")
    key = settings.openai_api_key
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        store = await stack.enter_async_context(open_store(f"sqlite:///{folder}/qa.db", clock))
        model = await stack.enter_async_context(
            open_model(
                base_url=settings.openai_base_url,
                api_key=key.get_secret_value() if key else None,
                model=settings.openai_model,
                seconds=settings.openai_timeout,
                concurrency=settings.papers_model_concurrency,
                budget=Budget(store, clock, settings.papers_daily_tokens),
                clock=clock,
            )
        )
        answerer = Answerer(
            passages=open_passages(embeddings=embeddings),
            model=model,
            store=store,
            clock=clock,
            crosses_languages=embeddings,
        )
        done: list[Answered] = []
        for start in range(0, len(questions), settings.papers_model_concurrency):
            some = questions[start : start + settings.papers_model_concurrency]
            asking = (_ask(answerer, papers[question.paper_id], question) for question in some)
            done += await asyncio.gather(*asking)
            sys.stderr.write(f"\r{len(done)} of {len(questions)}")
        sys.stderr.write("\n")
        return done


async def _ask(answerer: Answerer, text: PaperText, question: Question) -> Answered:
    begin, shown = time.perf_counter(), list[float]()

    async def show(_: Statement) -> None:
        shown.append((time.perf_counter() - begin) * 1_000)

    asked = Asked(
        papers=(ReadPaper(None, text),),
        question=question.text,
        language=language_of(question.text),
        history=_turns(question.history),
    )
    answer = await answerer.answer(asked, show)
    whole = (time.perf_counter() - begin) * 1_000
    return Answered(question, answer, shown[0] if shown else None, whole)


def _turns(history: Sequence[str]) -> list[Turn]:
    """The last one is the answerer's, and so on backwards."""
    now = SystemClock().now()
    return [
        Turn(author="person" if (len(history) - n) % 2 == 0 else "bot", text=text[:2_000], at=now)
        for n, text in enumerate(history)
        if text.strip()
    ]


def _line(one: Answered) -> dict[str, object]:
    return {
        "id": one.question.id,
        "answer": " ".join(statement.text for statement in one.answer.statements),
        "abstained": one.answer.abstained,
        "reason": one.answer.reason,
        "quotes": [e.quote for s in one.answer.statements for e in s.evidence],
        "ms": one.whole,
    }


def _report(answered: Sequence[Answered]) -> None:
    _show("questions", len(answered))
    for name, answerable in (("tells", True), ("does not tell", False)):
        of_kind = [one for one in answered if one.question.answerable is answerable]
        if of_kind:
            abstained = sum(one.answer.abstained for one in of_kind)
            _show(f"abstained where the paper {name}", f"{abstained} of {len(of_kind)}")
    quoted = [one for one in answered if one.answer.statements]
    hit = [one for one in quoted if one.question.evidence]
    _show("quotes touch the known evidence", f"{sum(map(_touches, hit))} of {len(hit)}")
    dropped = sum(one.answer.provenance.dropped for one in quoted if one.answer.provenance)
    _show("statements refused by the gate", f"{dropped}, beside those of whole answers")
    if quoted:
        first = median(one.first for one in quoted if one.first is not None)
        _show("ms to the first statement, median", f"{first:,.0f}")
    _show("ms to the end, median", f"{median(one.whole for one in answered):,.0f}")


def _show(what: str, figure: object) -> None:
    print(f"{what:40}{figure}")


def _touches(one: Answered) -> bool:
    quotes = [" ".join(e.quote.split()) for s in one.answer.statements for e in s.evidence]
    known = [" ".join(evidence.split()) for evidence in one.question.evidence]
    return any(quote in text or text in quote for quote in quotes for text in known)
