"""`papers ask` and `papers text`: a question about a paper or a file, and what was read of it."""

import json
import os
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from adapters.cli.output import TERMINAL, terminal
from adapters.cli.run import with_app
from bot.domain.conversation import Answer, Statement
from bot.domain.errors import InputError
from bot.domain.evidence import Evidence, PaperText, Passage, PassageKind, TextForm
from bot.domain.language import Language
from bot.ports.inbound import AskWish, EngineChoice, PapersApp, Progress

_FORMS = {
    TextForm.ABSTRACT: "abstract only",
    TextForm.HTML: "full text, from HTML",
    TextForm.PDF: "full text, from PDF",
}
_OFFSET = 9  # columns


def ask(
    what: str, question: str, *, language: Language | None, engine: EngineChoice, as_json: bool
) -> None:
    """Answer a question; statements are printed as they pass the check."""
    document = _document(what)
    wish = AskWish(
        question=question,
        references=() if document is not None else (what,),
        document=document,
        language=language,
        engine=engine,
    )

    async def use(app: PapersApp, progress: Progress) -> Answer:
        spoken = language or app.language_of(question)
        stream = await terminal(spoken).open_answer(TERMINAL, spoken)
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


def _document(what: str) -> bytes | None:
    """The bytes of a file; none for what names a paper. Raises `InputError`."""
    path = Path(what)
    looks_like_a_file = path.suffix.lower() in {".pdf", ".html", ".htm", ".xhtml"} and (
        "://" not in what
    )
    try:
        if path.is_file():
            return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {what}: {error.strerror}") from error
    except ValueError:  # a name that no file can have
        return None
    if looks_like_a_file and os.sep in what:
        raise InputError(f"cannot read {what}: there is no such file")
    return None


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


def show_text(what: str, *, as_json: bool) -> None:
    """Print what is read of a paper or a file: its sections and passages with their offsets."""
    document = _document(what)

    async def use(app: PapersApp, progress: Progress) -> PaperText:
        if document is not None:
            return await app.read_document(document)
        return await app.text(what, progress)

    text = with_app(use)
    if as_json:
        print(text.model_dump_json(indent=2))
    else:
        _print(text)


def _print(text: PaperText) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    console.print(Text(text.title or "Untitled", style="bold cyan"))
    characters = sum(len(passage.text) for passage in text.passages)
    facts = [
        _FORMS[text.form],
        f"{len(text.passages)} passages",
        f"{characters:,} characters",
    ]
    if text.paper_id:
        version = f"v{text.version}" if text.version else ""
        facts.insert(0, f"arXiv {text.paper_id}{version}")
    console.print(Text(" · ".join(facts), style="dim"))
    if text.lacking:
        console.print(Text(f"why not the full text: {text.lacking}", style="yellow"))
    heading = ""
    for passage in text.passages:
        here = _heading(passage)
        if here != heading:
            console.print(Text(f"\n{here}", style="bold"))
            heading = here
        console.print(_row(passage))


def _heading(passage: Passage) -> str:
    return f"{passage.chapter} › {passage.section}" if passage.chapter else passage.section


def _row(passage: Passage) -> Padding:
    """The offset in the margin, then the text; what is no paragraph says what it is."""
    line = Text(f"{passage.start:>{_OFFSET - 2},}  ", style="dim")
    if passage.kind is not PassageKind.PARAGRAPH:
        line.append(f"[{passage.kind}] ", style="not dim green")
    line.append(passage.text, style="not dim")
    return Padding(line, (0, 0, 0, 0))
