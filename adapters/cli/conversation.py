"""`papers try`: the newest digest as a thread in this terminal, then questions until Ctrl-D."""

import asyncio
import re
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack

from adapters.cli.output import messages_of, post_all, terminal
from adapters.cli.progress import StderrProgress
from bot.app import open_app
from bot.domain.delivery import Place
from bot.domain.digest import Digest, DigestEntry
from bot.domain.errors import PapersBotError, SourceError
from bot.domain.language import Language
from bot.ports.inbound import DigestWish, EngineChoice, PapersApp, Progress, Step
from bot.ports.outbound import Platform
from bot.presentation.catalogue import catalogue
from bot.presentation.digest import rating_message

_NUMBERED = re.compile(r"\s*[#＃]\s?(?P<rank>\d{1,4})(?!\d)[\s:,.]*(?P<question>.*)", re.DOTALL)
_BARE_NUMBER = re.compile(r"\A\s*(\d{1,2}[\s:,.]+(?:why|왜|なぜ|为什么))", re.IGNORECASE)
_WHY = re.compile(
    r"\s*(?:why|왜|なぜ|为什么)(?:.*(?:\brat|\bdiffic|\bhard|\beasy|\bconfiden|어려|쉬|난이도|신뢰|평가|難|評価|信頼|难|评|可信).*)?\s*[?？]?\s*",
    re.IGNORECASE,
)
_END = frozenset({"quit", "exit", "q", "bye", "끝", "종료"})
_THREAD = Place(platform="console", workspace="terminal", channel="terminal", thread="1")


def hold(*, language: Language | None, engine: EngineChoice, top: int, offline: bool) -> None:
    """Post the digest, then answer until the input ends."""
    wish = DigestWish(language=language, engine=engine, top=top, offline=offline)
    with asyncio.Runner() as runner:
        opened = AsyncExitStack()
        try:
            app = runner.run(opened.enter_async_context(open_app()))
            digest = runner.run(_digest(app, wish, StderrProgress()))
            platform = terminal(digest.language)
            runner.run(post_all(platform, messages_of(digest)))
            # Lines are read outside of the event loop: a thread waiting for one ignores Ctrl-C.
            for entry, question in _questions(digest):
                runner.run(_answer(app, platform, entry, question, digest.language))
        finally:
            runner.run(opened.aclose())


async def _digest(app: PapersApp, wish: DigestWish, progress: Progress) -> Digest:
    """The live digest when the network allows, otherwise the bundled day, saying which."""
    if not wish.offline:
        try:
            return await app.digest(wish, progress)
        except SourceError as error:
            progress(
                Step(
                    stage="degraded",
                    subject="Hugging Face cannot be read, so this is the bundled sample day",
                    detail=str(error),
                )
            )
    return await app.digest(wish.model_copy(update={"offline": True, "engine": "auto"}), progress)


def _questions(digest: Digest) -> Iterator[tuple[DigestEntry, str]]:
    """What is asked, and about which entry; asks back when that is unclear."""
    if not digest.entries:
        return
    words = catalogue(digest.language).answer
    talked_of: DigestEntry | None = digest.entries[0] if len(digest.entries) == 1 else None
    while (line := _next_line(f"\n{words.prompt}\n> ")) is not None:
        if line.strip().lower() in _END:
            return
        if not line.strip():
            continue
        entry, question = _addressed(line, digest, talked_of)
        if entry is None:
            print(words.which_paper.replace("{count}", str(len(digest.entries))))
            continue
        talked_of = entry
        if question.strip():
            yield entry, question
        else:
            print(words.empty_question)


async def _answer(
    app: PapersApp, platform: Platform, entry: DigestEntry, question: str, language: Language
) -> None:
    if _WHY.fullmatch(question):
        await post_all(platform, [rating_message(entry, language)])
        return
    stream = await platform.open_answer(_THREAD)
    try:
        await stream.finish(await app.ask(entry, question))
    except PapersBotError as error:
        await stream.abort(str(error))


def _addressed(
    line: str, digest: Digest, talked_of: DigestEntry | None
) -> tuple[DigestEntry | None, str]:
    """The entry that `#2 …` names, or the one last talked about."""
    match = _NUMBERED.fullmatch(_BARE_NUMBER.sub(r"#\1", line))
    if match is None:
        return talked_of, line
    rank = int(match["rank"])
    known = 1 <= rank <= len(digest.entries)
    return (digest.entries[rank - 1] if known else None), match["question"]


def _next_line(prompt: str) -> str | None:
    """A line from standard input, none at its end; the prompt only where somebody sees it."""
    try:
        if sys.stdin.isatty():
            return input(prompt)
        return sys.stdin.readline() or None
    except EOFError:
        print()
        return None
