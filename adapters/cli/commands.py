"""`/papers …` as it is typed in a thread, in this terminal: the same words as on any platform."""

import datetime as dt

import structlog

from adapters.cli.output import TERMINAL, messages_of, post_all, terminal
from adapters.cli.progress import StderrProgress
from adapters.cli.run import with_app
from bot.commands.parse import parse_command, stands_alone
from bot.domain.command import Ask, Date, Today, Week
from bot.domain.conversation import ReplyTo
from bot.domain.digest import Digest, Edition
from bot.domain.errors import PapersBotError
from bot.domain.language import Language
from bot.ports.inbound import (
    Asker,
    AskWish,
    DigestWish,
    EngineChoice,
    EntryWish,
    PapersApp,
    Progress,
)
from bot.ports.outbound import Platform
from bot.presentation.problems import failure_line

_log = structlog.get_logger()

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
    command = parse_command(line, app.today(), language)
    match command:
        case Ask():
            await _ask(command, app, platform, engine)
        case Today() | Date() | Week():
            digest = await _digest(command, app, language, engine)
            await post_all(platform, messages_of(digest))
            return digest
        case _:
            asker = Asker(place=TERMINAL, author=AUTHOR, language=language)
            said = await app.run(command, asker, platform, StderrProgress(), engine)
            await post_all(platform, said)
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
    spoken = app.language_of(command.question)
    stream = await platform.open_answer(ReplyTo(place=TERMINAL, language=spoken))
    wish = AskWish(question=command.question, references=(command.reference,), engine=engine)
    try:
        answer = await app.ask(wish, stream.show, StderrProgress())
    except PapersBotError as error:
        _log.warning("a question is not answered", because=str(error))
        await stream.abort(failure_line(error, spoken))
        return
    await stream.finish(answer)
