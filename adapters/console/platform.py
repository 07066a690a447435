"""`Platform` over a text stream: posts are printed, threads are told apart by their place."""

import datetime as dt
import itertools
import sys
from typing import TextIO

from rich.console import Console

from adapters.console.render import render_message
from bot.domain.base import single_line
from bot.domain.conversation import Answer, Orphan, ReplyTo, Statement
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.paper import PaperRef
from bot.domain.place import Place, PostRef
from bot.ports.outbound import AnswerStream, Gaps
from bot.presentation.answer import answer_message, rest_of, statement_message, title_message
from bot.presentation.catalogue import catalogue


class _Screen:
    """A text stream that messages are drawn on: as wide as the terminal, 80 columns in a file."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._begun = False
        width = None if out.isatty() else 80
        self._console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)

    def show(self, message: Message) -> None:
        """Draw a message; the spaces that fill its lines are left out."""
        with self._console.capture() as drawn:
            self._console.print(render_message(message), crop=False)
        lines = drawn.get() if self._begun else drawn.get().lstrip("\n")
        self._begun = True
        self._out.write("".join(f"{line.rstrip()}\n" for line in lines.splitlines()))
        self._out.flush()

    def say(self, line: str, *, style: str) -> None:
        """Draw a line of the program's own."""
        self._begun = True
        self._console.print(single_line(line), style=style)

    def show_life(self, line: str) -> None:
        """Draw a line that only says that something is going on: in a file nobody waits."""
        if self._out.isatty():
            self.say(line, style="dim")


class ConsolePlatform:
    """Prints to `out` (standard output unless told). A terminal takes any length: no splitting."""

    def __init__(self, language: Language, out: TextIO | None = None) -> None:
        self._language = language
        self._screen = _Screen(out or sys.stdout)
        self._posted: dict[tuple[Place, str], PostRef] = {}
        self._numbers = itertools.count(1)

    @property
    def gaps(self) -> Gaps:
        """None: nobody waits for what is printed."""
        return Gaps()

    def plan(self, message: Message) -> list[Message]:
        """The message as it is."""
        return [message]

    async def post(self, place: Place, part: Message, key: str) -> PostRef:
        """Print it."""
        self._screen.show(part)
        ref = PostRef(place=place, id=str(next(self._numbers)))
        self._posted[place, key] = ref
        return ref

    async def begin_thread(self, post: PostRef, title: str) -> None:
        """Nothing: all that is printed is one thread."""

    async def find(self, place: Place, key: str, since: dt.datetime) -> PostRef | None:
        """What this process has printed there with that key."""
        return self._posted.get((place, key))

    async def edit(self, post: PostRef, part: Message) -> None:
        """What is printed stays; the new version is printed below."""
        self._screen.show(part)

    async def delete(self, post: PostRef) -> None:
        """What is printed stays; it is only forgotten."""
        self._posted = {key: ref for key, ref in self._posted.items() if ref != post}

    async def delete_answer(self, orphan: Orphan) -> None:
        """What is printed stays; it is only forgotten."""
        await self.delete(orphan.post)

    async def own_posts(self, thread: Place) -> list[PostRef]:
        """What this process has printed there, as far as it is not forgotten."""
        return [ref for (place, _), ref in self._posted.items() if place == thread]

    async def link(self, post: PostRef) -> str | None:
        """A terminal has no addresses."""
        return None

    def how_to_invite(self, language: Language) -> str:
        """Nobody has to be let into a terminal."""
        return ""

    async def open_answer(self, to: ReplyTo) -> AnswerStream:
        """An answer below the question."""
        self._screen.show_life(catalogue(to.language).answer.reading)
        return _PrintedAnswer(self._screen, to.language, to.papers)


class _PrintedAnswer:
    """Statements are printed as they come, under their paper's title where that is told.

    `finish` adds the rest, or prints the whole of an answer that had none.
    """

    post = None

    def __init__(self, screen: _Screen, language: Language, papers: tuple[PaperRef, ...]) -> None:
        self._screen = screen
        self._language = language
        self._papers = papers
        self._shown: set[str] = set()

    async def show(self, statement: Statement) -> None:
        if not self._shown and self._papers:
            self._screen.show(title_message(self._papers))
        self._shown.add(statement.text)
        self._screen.show(statement_message(statement, self._language, self._papers))

    async def finish(self, answer: Answer) -> None:
        if not self._shown:
            self._screen.show(answer_message(answer, self._language))
            return
        for statement in answer.statements:
            if statement.text not in self._shown:
                await self.show(statement)
        if rest := rest_of(answer, self._language):
            self._screen.show(Message(summary=answer.title, blocks=tuple(rest)))

    async def abort(self, reason: str) -> None:
        self._screen.say(reason, style="red")

    async def leave(self) -> None:
        """What is printed stays."""
