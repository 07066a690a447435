"""What an answer says so far, as neutral blocks that only grow."""

from bot.domain.base import clip
from bot.domain.conversation import Answer, ReplyTo, Statement
from bot.domain.message import Block, Context, Message
from bot.presentation.answer import (
    answer_message,
    feedback,
    rest_of,
    statement_message,
    title_message,
)
from bot.presentation.catalogue import catalogue
from bot.presentation.digest import text
from bot.presentation.heard import line_message


class Draft:
    """Titles, then statements, then the rest with the buttons that ask what it was worth."""

    def __init__(self, to: ReplyTo) -> None:
        self.ended = False
        self.blocks: list[Block] = []
        self._to = to
        self._reading = catalogue(to.language).answer.reading
        self._summary = self._reading
        self._shown: set[str] = set()
        if to.papers:
            titles = title_message(to.papers)
            self.blocks += titles.blocks
            self._summary = clip(f"{self._reading} {titles.summary}", 500)

    def add(self, statement: Statement) -> None:
        """Say one statement more; none is said twice."""
        if statement.text in self._shown:
            return
        said = statement_message(statement, self._to.language, self._to.papers)
        if not self._shown:
            self._summary = said.summary
        self._shown.add(statement.text)
        self.blocks += said.blocks

    def end(self, answer: Answer) -> None:
        """Say what remains."""
        if not self.blocks:
            self.blocks += answer_message(answer, self._to.language).blocks
        else:
            for statement in answer.statements:
                self.add(statement)
            self.blocks += rest_of(answer, self._to.language)
        if not self._shown:
            self._summary = answer_message(answer, self._to.language).summary
        if self._to.question:
            self.blocks.append(feedback(self._to.question, self._to.language))
        self.ended = True

    def break_off(self, reason: str) -> None:
        """Say why there is no more of it."""
        line = line_message(reason)
        if not self._shown:
            self._summary = line.summary
        self.blocks += line.blocks
        self.ended = True

    def message(self) -> Message:
        """All of it; until it has ended, with the line that says that the paper is being read."""
        waiting = () if self.ended else (Context(text=text(self._reading)),)
        return Message(summary=self._summary, blocks=(*self.blocks, *waiting))

    def since(self, first: int) -> Message:
        """What is new after the first so many blocks."""
        return Message(summary=self._summary, blocks=tuple(self.blocks[first:]))
