"""What people type after `/papers`, as a typed command."""

import datetime as dt
import re
import unicodedata
from typing import Literal, assert_never

from bot.commands.dates import read_date
from bot.commands.mistakes import MistakeError
from bot.commands.names import Named, asked, meant, named, said
from bot.commands.references import read_reference
from bot.domain.base import single_line
from bot.domain.command import (
    Ask,
    Command,
    CommandKind,
    Date,
    ForgetMe,
    Help,
    Search,
    ShowPaper,
    ShowStatus,
    Today,
    Week,
)
from bot.domain.conversation import LONGEST_QUESTION
from bot.domain.errors import UsageError
from bot.domain.language import Language

# Character by character, so that a text and its folded form have the same words.
_FOLD: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "“”„‟«»「」『』〝〞"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛"), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–—−"), "-"),
}
_PREFIX = re.compile(r"\A(?:[/／]\s?)?papers(?:\s+|\Z)", re.IGNORECASE)
_QUOTED = re.compile(r"([\"'])(.+)\1")

_SAID_OF_MUCH = {"forget", "잊어줘", "忘れて"}  # too little to delete by, unless after /papers


def parse_command(text: str, today: dt.date, language: Language = Language.EN) -> Command:
    """The command that `text` asks for, in any of the languages; nothing at all asks for help.

    `today` is what "yesterday" is told from. A date alone asks for its digest, a paper alone for
    its entry, a paper and a question for an answer. Raises `UsageError`: one line in `language`
    that says what was wrong and ends with an example that works.
    """
    try:
        return _command(text, today)
    except MistakeError as mistake:
        raise UsageError(mistake.line(language)) from mistake


def stands_alone(text: str, today: dt.date) -> bool:
    """Whether a text is a command without `/papers` before it.

    What is nothing but a command is: its name, a day, a paper with or without a question. Help and
    a search begin with words that questions begin with, too: "help me understand the loss".
    """
    try:
        command = _command(text, today)
    except MistakeError:
        return False
    if isinstance(command, Help):
        return text.strip().isalpha()
    if isinstance(command, ForgetMe):
        return text.strip().casefold() not in _SAID_OF_MUCH
    return not isinstance(command, Search)


def _command(text: str, today: dt.date) -> Command:
    line = single_line(unicodedata.normalize("NFC", text))
    typed = _PREFIX.sub("", line, count=1).removeprefix("/").removeprefix("／").split()
    words = [word.translate(_FOLD) for word in typed]
    if not words:
        return Help()
    if kind := asked(" ".join(words)):
        return Today() if kind == "today" else Week()
    if name := named(words):
        return _read(name, typed[name.length :], today)
    if (date := _date(" ".join(words), "", today)) is not None:
        return Date(date=date)
    if (command := _about("", typed)) is not None:
        return command
    raise _unknown(words[0])


def _read(given: Named, rest: list[str], today: dt.date) -> Command:  # noqa: PLR0911  # one each
    kind, name, _ = given
    match kind:
        case "today":
            return _today(name, " ".join(rest))
        case "date":
            return _day(name, " ".join(rest).translate(_FOLD), today)
        case "search":
            return _search(name, " ".join(rest))
        case "paper" | "ask":
            return _paper(kind, name, rest)
        case "week":
            return _alone(Week(), name, rest)
        case "status":
            return _alone(ShowStatus(), name, rest)
        case "forget_me":
            return _alone(ForgetMe(), name, rest)
        case "help":
            return Help()
        case "schedules":
            raise MistakeError("no_schedules", "today")
        case _:
            assert_never(kind)


def _today(name: str, rest: str) -> Command:
    if not rest or said("live", rest):
        return Today(live=bool(rest))
    raise MistakeError("takes_only_live", "today", name)


def _day(name: str, text: str, today: dt.date) -> Date:
    if (date := _date(text, name, today)) is not None:
        return Date(date=date)
    raise MistakeError("not_a_date" if text else "no_date", "date", name, text)


def _date(text: str, name: str, today: dt.date) -> dt.date | None:
    try:
        return read_date(text, today)
    except ValueError as error:
        raise MistakeError("not_in_calendar", "date", name, text) from error


def _search(name: str, words: str) -> Command:
    if not words:
        raise MistakeError("no_words", "search", name)
    _not_too_long(words, name, "search")
    return Search(words=words)


def _paper(kind: Literal["paper", "ask"], name: str, rest: list[str]) -> Command:
    command = _about(name, rest)
    if command is None:
        typed = rest[0] if rest else ""
        raise MistakeError("not_a_paper" if typed else "no_paper", kind, name, typed)
    if kind == "ask" and not isinstance(command, Ask):
        raise MistakeError("no_question", "ask", name)
    return command


def _about(name: str, typed: list[str]) -> ShowPaper | Ask | None:
    """The paper that stands first, or a question about it; none where no paper stands first."""
    found = read_reference([word.translate(_FOLD) for word in typed])
    if found is None:
        return None
    reference, length = found
    question = " ".join(typed[length:])
    if quoted := _QUOTED.fullmatch(question.translate(_FOLD)):
        question = question[quoted.start(2) : quoted.end(2)].strip()
    if not question:
        return ShowPaper(reference=reference)
    _not_too_long(question, name, "ask")
    return Ask(reference=reference, question=question)


def _alone(command: Week | ShowStatus | ForgetMe, name: str, rest: list[str]) -> Command:
    if rest:
        raise MistakeError("takes_nothing", command.kind, name)
    return command


def _not_too_long(text: str, name: str, kind: CommandKind) -> None:
    if len(text) > LONGEST_QUESTION:
        raise MistakeError("too_long", kind, name)


def _unknown(word: str) -> MistakeError:
    close = meant(word)
    if close is None:
        return MistakeError("unknown", "search", typed=word)
    if close.kind == "schedules":
        return MistakeError("no_schedules", "today")
    return MistakeError("did_you_mean", close.kind, close.name, word)
