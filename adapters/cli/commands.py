"""`/papers …` as it is typed in a thread, in this terminal: the same words as on any platform."""

from adapters.cli.output import TERMINAL, messages_of, post_all
from adapters.cli.progress import StderrProgress
from bot.commands.parse import parse_command
from bot.domain.command import (
    Ask,
    Command,
    Date,
    ForgetMe,
    Help,
    Search,
    ShowPaper,
    ShowStatus,
    Today,
    Week,
)
from bot.domain.digest import Edition
from bot.domain.language import Language
from bot.domain.message import Message
from bot.ports.inbound import AskWish, DigestWish, EngineChoice, EntryWish, PapersApp
from bot.ports.outbound import Platform
from bot.presentation.commands import (
    forgotten_message,
    found_message,
    help_message,
    status_message,
)
from bot.presentation.digest import paper_message

_AUTHOR = "terminal"


def is_command(line: str) -> bool:
    """Whether a line is a command and no question."""
    return line.lstrip().startswith("/")


async def run_command(
    line: str, app: PapersApp, platform: Platform, language: Language, engine: EngineChoice
) -> None:
    """Do what a line says. Raises a `PapersBotError`."""
    command = parse_command(line.strip().removeprefix("/"), app.today())
    if isinstance(command, Ask):
        await _ask(command, app, platform, engine)
    else:
        await post_all(platform, await _messages(command, app, language, engine))


async def _messages(
    command: Command, app: PapersApp, language: Language, engine: EngineChoice
) -> list[Message]:
    progress = StderrProgress()
    wish = DigestWish(language=language, engine=engine)
    match command:
        case Today(live=live):
            edition = Edition.LIVE if live else Edition.SETTLED
            live_wish = wish.model_copy(update={"edition": edition})
            return messages_of(await app.digest(live_wish, progress))
        case Date(date=date):
            return messages_of(await app.digest(wish.model_copy(update={"date": date}), progress))
        case Week():
            return messages_of(await app.week(wish, progress))
        case ShowPaper(reference=reference):
            entry_wish = EntryWish(language=language, engine=engine)
            return [paper_message(await app.paper(reference, entry_wish, progress), language)]
        case Search(words=words):
            return [found_message(words, await app.search(words), language)]
        case ShowStatus():
            return [status_message(await app.status(), language)]
        case ForgetMe():
            return [forgotten_message(await app.forget_me(TERMINAL, _AUTHOR), language)]
        case Help():
            return [help_message(language)]
        case Ask():
            return []


async def _ask(command: Ask, app: PapersApp, platform: Platform, engine: EngineChoice) -> None:
    language = app.language_of(command.question)
    stream = await platform.open_answer(TERMINAL, language)
    wish = AskWish(question=command.question, references=(command.reference,), engine=engine)
    await stream.finish(await app.ask(wish, stream.show, StderrProgress()))
