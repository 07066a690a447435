"""`papers try`: the newest digest as a thread in this terminal, then questions until Ctrl-D."""

import asyncio
import itertools
import secrets
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack

import structlog

from adapters.cli.commands import AUTHOR, is_command, run_command
from adapters.cli.output import TERMINAL, messages_of, post_all, terminal
from adapters.cli.progress import StderrProgress
from bot.app import open_app
from bot.domain.conversation import (
    HeardKind,
    IncomingMessage,
    Question,
    Thread,
    ThreadPaper,
    Verdict,
)
from bot.domain.digest import Digest
from bot.domain.errors import PapersBotError, SourceError, UsageError
from bot.domain.language import Language
from bot.ports.inbound import DigestWish, EngineChoice, Heard, PapersApp, Progress, Step
from bot.presentation.catalogue import catalogue
from bot.presentation.digest import rating_message
from bot.presentation.heard import line_message
from bot.presentation.problems import failure_line

_log = structlog.get_logger()
_VERDICTS = {"👍": Verdict.GOOD, "👎": Verdict.BAD}
_END = frozenset({"quit", "exit", "q", "bye", "끝", "종료"})


def hold(*, language: Language | None, engine: EngineChoice, top: int, offline: bool) -> None:
    """Post the digest, then answer until the input ends."""
    wish = DigestWish(language=language, engine=engine, top=top, offline=offline)
    with asyncio.Runner() as runner:
        opened = AsyncExitStack()
        try:
            app = runner.run(opened.enter_async_context(open_app()))
            digest = runner.run(_digest(app, wish, StderrProgress()))
            talk = _Talk(app, digest, "extractive" if offline and engine == "auto" else engine)
            runner.run(talk.begin())
            # Lines are read outside of the event loop: a thread waiting for one ignores Ctrl-C.
            for line in _lines(digest.language):
                runner.run(talk.hear(line))
        finally:
            runner.run(opened.aclose())


async def _digest(app: PapersApp, wish: DigestWish, progress: Progress) -> Digest:
    """The newest digest when the network allows and there is one, else the bundled day, told so."""
    told = "Hugging Face lists no papers"
    why = "none of the last ten days has any"
    if not wish.offline:
        try:
            digest = await app.digest(wish, progress)
            if digest.entries:
                return digest
        except SourceError as error:
            told, why = "Hugging Face cannot be read", str(error)
        subject = f"{told}, so this is the bundled sample day"
        progress(Step(stage="degraded", subject=subject, detail=why))
    return await app.digest(wish.model_copy(update={"offline": True, "engine": "auto"}), progress)


class _Talk:
    """The thread under a digest. Each run of the program is a thread of its own."""

    def __init__(self, app: PapersApp, digest: Digest, engine: EngineChoice) -> None:
        self._app = app
        self._digest = digest
        self._engine = engine
        self._platform = terminal(digest.language)
        self._numbers = itertools.count(1)
        self._answered: Question | None = None
        self._place = TERMINAL

    async def begin(self) -> None:
        """Show the digest; answer what was asked in a terminal that was closed too soon."""
        await post_all(self._platform, messages_of(self._digest))
        await self._open_thread()
        fresh, old = await self._app.left_over(TERMINAL.platform)
        for question in old:
            words = catalogue(question.language).answer
            await post_all(self._platform, [line_message(f"{question.text}: {words.restarted}")])
        for question in fresh:
            await self._respond(Heard.left_over(question))

    async def _open_thread(self) -> None:
        """What is asked from now on is about the digest shown last."""
        self._place = TERMINAL.model_copy(update={"thread": secrets.token_hex(8)})
        papers = tuple(ThreadPaper.of(entry) for entry in self._digest.entries)
        thread = Thread(place=self._place, language=self._digest.language, papers=papers)
        await self._app.open_thread(thread)

    async def hear(self, line: str) -> None:
        """Answer a line, or say why not."""
        try:
            if is_command(line, self._app.today()):
                await self._command(line)
            elif self._answered and (verdict := _VERDICTS.get(line.strip()[:1])):
                asked = self._answered
                await self._app.judge(asked.place, asked.message, AUTHOR, verdict)
                words = catalogue(asked.language).answer
                await post_all(self._platform, [line_message(words.judged)])
            else:
                await self._answer(line)
        except PapersBotError as error:
            if not isinstance(error, UsageError):
                _log.warning("a line is not answered", because=str(error))
            line = failure_line(error, self._digest.language)
            await post_all(self._platform, [line_message(line)])

    async def _command(self, line: str) -> None:
        self._answered = None
        language = self._digest.language
        posted = await run_command(line, self._app, self._platform, language, self._engine)
        if posted is not None and posted.entries:
            self._digest = posted
            await self._open_thread()

    async def _answer(self, line: str) -> None:
        message = IncomingMessage(
            place=self._place,
            id=str(next(self._numbers)),
            author=AUTHOR,
            text=line,
            direct=True,
        )
        heard = await self._app.hear(message)
        if heard.kind is not HeardKind.WHY_RATING:
            await self._respond(heard)
            return
        # The entries shown here may be a sample's, which are not kept.
        chosen = {one.rank for one in heard.papers}
        entries = [entry for entry in self._digest.entries if entry.rank in chosen]
        await post_all(self._platform, [rating_message(e, heard.language) for e in entries])

    async def _respond(self, heard: Heard) -> None:
        await self._app.respond(heard, self._platform, StderrProgress(), self._engine)
        self._answered = heard.question or self._answered


def _lines(language: Language) -> Iterator[str]:
    """What is typed, until the end."""
    prompt = f"\n{catalogue(language).answer.prompt}\n> "
    while (line := _next_line(prompt)) is not None:
        if line.strip().lower() in _END:
            return
        if line.strip():
            yield line


def _next_line(prompt: str) -> str | None:
    """A line from standard input, none at its end; the prompt only where somebody sees it."""
    try:
        if sys.stdin.isatty():
            return input(prompt)
        return sys.stdin.readline() or None
    except EOFError:
        print()
        return None
