"""`/papers …` as it is typed in a thread, in this terminal: the same words as on any platform."""

import datetime as dt
from typing import assert_never

from adapters.cli.output import TERMINAL, messages_of, post_all, terminal
from adapters.cli.progress import StderrProgress
from adapters.cli.run import with_app
from bot.commands.parse import parse_command, stands_alone
from bot.domain.command import (
    Ask,
    Date,
    ForgetMe,
    Help,
    Search,
    ShowPaper,
    ShowStatus,
    Today,
    Week,
)
from bot.domain.digest import Digest, Edition
from bot.domain.errors import PapersBotError
from bot.domain.language import Language
from bot.ports.inbound import AskWish, DigestWish, EngineChoice, EntryWish, PapersApp, Progress
from bot.ports.outbound import Platform
from bot.presentation.commands import (
    forgotten_message,
    found_message,
    help_message,
    status_message,
)
from bot.presentation.digest import paper_message

AUTHOR = "terminal"


def is_command(line: str, today: dt.date) -> bool:
    """Whether a line is a command and no question about the papers at hand."""
    return line.lstrip().startswith(("/", "／")) or stands_alone(line, today)


def run_alone(line: str) -> None:
    """A command by itself, in the configured language."""

    async def use(app: PapersApp, _: Progress) -> None:
        language = app.language(EntryWish())
        await run_command(line, app, terminal(language), language, "auto")

    with_app(use)


async def run_command(
    line: str, app: PapersApp, platform: Platform, language: Language, engine: EngineChoice
) -> Digest | None:
    """Do what a line says; a digest that it posted is what people speak of next.

    Raises a `PapersBotError`.
    """
    progress = StderrProgress()
    command = parse_command(line, app.today(), language)
    match command:
        case Ask() as question:
            await _ask(question, app, platform, engine)
            return None
        case (Today() | Date() | Week()) as wanted:
            digest = await _digest(wanted, app, language, engine)
            await post_all(platform, messages_of(digest))
            return digest
        case ShowPaper(reference=reference):
            wish = EntryWish(language=language, engine=engine)
            messages = [paper_message(await app.paper(reference, wish, progress), language)]
        case Search(words=words):
            messages = [found_message(words, await app.search(words), language)]
        case ShowStatus():
            messages = [status_message(await app.status(), language)]
        case ForgetMe():
            messages = [forgotten_message(await app.forget_me(TERMINAL, AUTHOR), language)]
        case Help():
            messages = [help_message(language)]
        case _:
            assert_never(command)
    await post_all(platform, messages)
    return None


async def _digest(
    wanted: Today | Date | Week, app: PapersApp, language: Language, engine: EngineChoice
) -> Digest:
    wish, progress = DigestWish(language=language, engine=engine), StderrProgress()
    match wanted:
        case Today(live=live):
            edition = Edition.LIVE if live else Edition.SETTLED
            return await app.digest(wish.model_copy(update={"edition": edition}), progress)
        case Date(date=date):
            return await app.digest(wish.model_copy(update={"date": date}), progress)
        case Week():
            return await app.week(wish, progress)


async def _ask(command: Ask, app: PapersApp, platform: Platform, engine: EngineChoice) -> None:
    stream = await platform.open_answer(TERMINAL, app.language_of(command.question))
    wish = AskWish(question=command.question, references=(command.reference,), engine=engine)
    try:
        answer = await app.ask(wish, stream.show, StderrProgress())
    except PapersBotError as error:
        await stream.abort(str(error))
        return
    await stream.finish(answer)
