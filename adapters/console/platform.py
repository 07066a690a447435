"""`Platform` over a text stream: posts are printed, threads are told apart by their place."""

import datetime as dt
import sys
from typing import TextIO

from rich.console import Console

from adapters.console.render import render_message
from bot.domain.conversation import Answer, Statement
from bot.domain.delivery import Place, PostRef
from bot.domain.language import Language
from bot.domain.message import Message
from bot.ports.outbound import AnswerStream
from bot.presentation.answer import answer_message, statement_message


class ConsolePlatform:
    """Prints to `out` (standard output unless told). A terminal takes any length: no splitting."""

    def __init__(self, language: Language, out: TextIO | None = None) -> None:
        self._language = language
        self._console = Console(
            file=out or sys.stdout, highlight=False, markup=False, emoji=False, soft_wrap=False
        )
        self._posted: dict[str, PostRef] = {}

    def plan(self, message: Message) -> list[Message]:
        """The message as it is."""
        return [message]

    async def post(self, place: Place, part: Message, key: str) -> PostRef:
        """Print it."""
        self._console.print(render_message(part))
        ref = PostRef(place=place, id=str(len(self._posted) + 1))
        self._posted[key] = ref
        return ref

    async def find(self, place: Place, key: str, since: dt.datetime) -> PostRef | None:
        """What this process has printed with that key."""
        ref = self._posted.get(key)
        return ref if ref and ref.place == place else None

    async def edit(self, post: PostRef, part: Message) -> None:
        """What is printed stays; the new version is printed below."""
        self._console.print(render_message(part))

    async def delete(self, post: PostRef) -> None:
        """What is printed stays; it is only forgotten."""
        self._posted = {key: ref for key, ref in self._posted.items() if ref != post}

    async def open_answer(self, place: Place) -> AnswerStream:
        """An answer below the question."""
        return _PrintedAnswer(self._console, self._language)


class _PrintedAnswer:
    """Statements are printed as they come; what `finish` adds is the rest."""

    def __init__(self, console: Console, language: Language) -> None:
        self._console = console
        self._language = language
        self._shown: set[str] = set()

    async def show(self, statement: Statement) -> None:
        self._shown.add(statement.text)
        self._console.print(render_message(statement_message(statement, self._language)))

    async def finish(self, answer: Answer) -> None:
        rest = tuple(s for s in answer.statements if s.text not in self._shown)
        remaining = answer.model_copy(update={"statements": rest})
        self._console.print(render_message(answer_message(remaining, self._language)))

    async def abort(self, reason: str) -> None:
        self._console.print(reason, style="red")
