"""What the product hears, and what is to be done about it."""

from typing import Protocol, Self

from bot.domain.base import Label, Model, Name
from bot.domain.conversation import (
    HeardKind,
    IncomingMessage,
    Question,
    QuestionState,
    Thread,
    ThreadPaper,
    Verdict,
)
from bot.domain.language import Language
from bot.domain.place import Place
from bot.ports.outbound import Platform
from bot.ports.wishes import EngineChoice, Progress


class Heard(Model):
    """What is to be done about a message at a place: nothing, an answer to `question`, or one line.

    `papers` are those to choose from, or the one whose rating is asked for; `numbers` are those
    that were named and are no paper's; `again_in` is the number of minutes after which one may
    ask again; `why` is for logs.
    """

    kind: HeardKind
    place: Place
    message: Name
    language: Language
    why: Label
    question: Question | None = None
    papers: tuple[ThreadPaper, ...] = ()
    numbers: tuple[int, ...] = ()
    again_in: int | None = None

    @classmethod
    def left_over(cls, question: Question) -> Self:
        """What is to be done about a question that a crash left: an unclear one is heard anew."""
        unclear = question.state is QuestionState.UNCLEAR
        return cls(
            kind=HeardKind.WHICH_PAPER if unclear else HeardKind.QUESTION,
            place=question.place,
            message=question.message,
            language=question.language,
            why="left over",
            question=None if unclear else question,
        )

    @property
    def lacks_papers(self) -> bool:
        """Whether it is a question that waits for any paper to be known where it was asked."""
        return self.kind is HeardKind.WHICH_PAPER and not self.papers


class Talk(Protocol):
    """The part of the product that is about people and what they ask."""

    def language_of(self, question: str) -> Language:
        """The language that a question is asked in; the configured one where it tells none."""
        ...

    async def open_thread(self, thread: Thread) -> None:
        """The bot has begun a thread."""
        ...

    async def thread(self, place: Place) -> Thread | None:
        """The bot's own thread at a place."""
        ...

    async def hear(self, message: IncomingMessage) -> Heard:
        """What to do about a message; a question is kept before this returns."""
        ...

    async def respond(
        self, heard: Heard, platform: Platform, progress: Progress, engine: EngineChoice = "auto"
    ) -> None:
        """Do what `hear` found is to be done, at the place of the message."""
        ...

    async def choose(self, place: Place, message: str, paper_id: str) -> Heard:
        """The paper of a question that was unclear is named by a button."""
        ...

    async def retract(self, place: Place, message: str) -> bool:
        """A message was deleted: forget the question that it asked, before that is acknowledged.

        Whether it asked one, so that `remove_orphans` has something to do.
        """
        ...

    async def remove_orphans(self, name: str, platform: Platform) -> None:
        """Remove the answers at the platform `name` whose questions were taken back.

        What the platform does not take now is tried again with the next one, and by `resume`.
        """
        ...

    async def left_over(self, platform: str) -> tuple[list[Question], list[Question]]:
        """Questions that a crash left without an answer: those to go on with now, and the old ones.

        The old ones count as failed from now on: their askers are to be told to ask again.
        """
        ...

    async def judge(self, place: Place, message: str, author: str, verdict: Verdict) -> bool:
        """Keep what a reader thinks of the answer to a message; whether that asked anything."""
        ...

    async def forget_me(self, place: Place, author: str, *, everywhere: bool = False) -> int:
        """Delete all that a person asked in a workspace, or in all; how many questions it were."""
        ...

    async def forget_workspace(self, platform: str, workspace: str) -> int:
        """Delete all that was kept of a workspace's people; how many questions it were."""
        ...

    async def papers_at(self, place: Place) -> tuple[ThreadPaper, ...]:
        """Those that people speak of at a place: of its newest digest, else of the newest day."""
        ...
