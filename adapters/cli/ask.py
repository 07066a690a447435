"""`papers ask`: a question about a paper or a file."""

import json
from typing import Any

from adapters.cli.document import document_of
from adapters.cli.output import TERMINAL, terminal
from adapters.cli.run import with_app
from bot.domain.conversation import Answer, ReplyTo, Statement
from bot.domain.evidence import Evidence
from bot.domain.language import Language
from bot.ports.inbound import AskWish, EngineChoice, PapersApp, Progress


def ask(
    what: str, question: str, *, language: Language | None, engine: EngineChoice, as_json: bool
) -> None:
    """Answer a question; statements are printed as they pass the check."""
    document = document_of(what)
    wish = AskWish(
        question=question,
        references=() if document is not None else (what,),
        document=document,
        language=language,
        engine=engine,
    )

    async def use(app: PapersApp, progress: Progress) -> Answer:
        spoken = language or app.language_of(question)
        stream = await terminal(spoken).open_answer(ReplyTo(place=TERMINAL, language=spoken))
        answer = await app.ask(wish, stream.show, progress)
        await stream.finish(answer)
        return answer

    async def use_silently(app: PapersApp, progress: Progress) -> Answer:
        return await app.ask(wish, _unseen, progress)

    answer = with_app(use_silently if as_json else use)
    if as_json:
        print(json.dumps(as_data(answer), ensure_ascii=False, indent=2))


async def _unseen(statement: Statement) -> None:
    """The whole answer is printed at its end."""


def as_data(answer: Answer) -> dict[str, Any]:
    """The answer as `--json` gives it."""
    return {
        "answer": " ".join(statement.text for statement in answer.statements),
        "statements": [
            {"text": s.text, "quotes": [_quote(e) for e in s.evidence]} for s in answer.statements
        ],
        "abstained": answer.abstained,
        "reason": answer.reason,
        "passages": [_quote(evidence) for evidence in answer.passages],
        "scope": answer.scope,
        "lacking": answer.lacking,
        "language": answer.language,
        "cut_off": answer.cut_off,
        "title": answer.title,
        "paper": answer.papers[0].model_dump(mode="json") if answer.papers else None,
        "provenance": answer.provenance and answer.provenance.model_dump(mode="json"),
    }


def _quote(evidence: Evidence) -> dict[str, Any]:
    return {
        "text": evidence.quote,
        "section": evidence.section,
        "start": evidence.start,
        "end": evidence.end,
        "origin": evidence.origin,
    }
