"""What adapters may ask of the core."""

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Annotated, Literal, Protocol, Self

from pydantic import Field

from bot.domain.base import Label, Model, Name, Prose, Title
from bot.domain.command import Command
from bot.domain.conversation import (
    Answer,
    HeardKind,
    IncomingMessage,
    Question,
    QuestionState,
    Statement,
    Thread,
    ThreadPaper,
    Verdict,
)
from bot.domain.delivery import Delivered, Layout
from bot.domain.digest import Digest, DigestEntry, Edition
from bot.domain.evidence import PaperText
from bot.domain.found import Found
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import Place, PostRef
from bot.domain.status import Status
from bot.ports.outbound import Clock, Platform


class Step(Model):
    """Something has begun or ended: for progress on anything over a second."""

    stage: Literal["fetch", "arxiv", "text", "read", "write", "thumbnail", "done", "degraded"]
    subject: Prose
    detail: Prose | None = None


Progress = Callable[[Step], None]
Show = Callable[[Statement], Awaitable[None]]

EngineChoice = Literal["auto", "llm", "extractive"]
Top = Annotated[int, Field(ge=1, le=10)]


class EntryWish(Model):
    """How entries are to be made. No language: the configured one."""

    language: Language | None = None
    engine: EngineChoice = "auto"


class DigestWish(EntryWish):
    """Which digest is wanted. No date: the newest of the edition that has papers.

    `offline`: no network; a stored day, or else the bundled sample day. `replay`: only the stored
    snapshot of the date.
    """

    date: dt.date | None = None
    edition: Edition = Edition.SETTLED
    top: Top = 5
    topics: tuple[Label, ...] = ()
    offline: bool = False
    replay: bool = False


class Document(Model):
    """A file of one's own, HTML or PDF; `name` serves as its title where it tells none."""

    name: Title
    content: bytes


class AskWish(Model):
    """A question about a paper or two by id or address, or about a document (HTML or PDF).

    No language: the question's own.
    """

    question: str
    references: Annotated[tuple[str, ...], Field(max_length=2)] = ()
    document: Document | None = None
    language: Language | None = None
    engine: EngineChoice = "auto"


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


class Asker(Model):
    """Who gave a command, where, and the language in which they are answered."""

    place: Place
    author: Name
    language: Language


class Check(Model):
    """One line of `doctor`. A `warning` works degraded; a `failure` breaks something needed."""

    name: Label
    state: Literal["good", "warning", "failure"]
    finding: Prose
    mend: Prose | None = None


class PapersApp(Protocol):
    """The product. Every method may raise a `PapersBotError`."""

    @property
    def clock(self) -> Clock:
        """The product's time, for whoever has to wait."""
        ...

    def language(self, wish: EntryWish) -> Language:
        """The language of a wish: its own, or the configured one."""
        ...

    def today(self) -> dt.date:
        """The running UTC day."""
        ...

    def language_of(self, question: str) -> Language:
        """The language that a question is asked in; the configured one where it tells none."""
        ...

    async def digest(self, wish: DigestWish, progress: Progress) -> Digest:
        """A date's digest."""
        ...

    async def newest(self, language: Language) -> Digest | None:
        """The newest digest that was built in a language, without waiting for a newer one."""
        ...

    async def fetch_list(self, progress: Progress) -> None:
        """Fetch the newest settled day's list, so that people may ask about its papers.

        Does nothing where it is known, reads no paper, and calls no model.
        """
        ...

    async def week(self, wish: DigestWish, progress: Progress) -> Digest:
        """The most upvoted papers of the seven days that end with the wish's date."""
        ...

    async def paper(self, reference: str, wish: EntryWish, progress: Progress) -> DigestEntry:
        """An entry for any arXiv paper. Raises `InputError` when `reference` names none."""
        ...

    async def thumbnails(self, digest: Digest, progress: Progress) -> Mapping[str, bytes]:
        """JPEG bytes by paper id; what could not be had is missing and reported as degraded."""
        ...

    async def text(self, reference: str, progress: Progress) -> PaperText:
        """What is read of any arXiv paper. Raises `InputError` when `reference` names none."""
        ...

    async def read_document(self, document: Document) -> PaperText:
        """What is read of an HTML page or a PDF."""
        ...

    async def ask(self, wish: AskWish, show: Show, progress: Progress) -> Answer:
        """An answer; its statements are shown as they pass the check."""
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

    async def rating(self, paper_id: str, language: Language, progress: Progress) -> Message:
        """Why a paper is rated as it is, by its newest entry."""
        ...

    async def run(
        self,
        command: Command,
        asker: Asker,
        platform: Platform,
        progress: Progress,
        engine: EngineChoice = "auto",
    ) -> list[Message]:
        """Do what a command says; what is for its asker alone comes back.

        What may cost model calls counts like a question; raises `TooMany` over the limit.
        `Ask` is no command to run but a message to hear, with its paper as `about`.
        """
        ...

    async def deliver(
        self, digest: Digest, place: Place, platform: Platform, layout: Layout | None = None
    ) -> Delivered:
        """Post a settled digest to a channel, unless its edition is there (no layout: the configured).

        What the platform refuses is told by what comes back; that nothing works any more is raised
        as `ShutOut`. Raises `InputError` for a digest that is no settled day's. A crash is made
        good by `resume`.
        """
        ...

    async def post_deleted(self, place: Place, post: str) -> None:
        """A message of ours was deleted at the platform, by whomever.

        A delivery whose first message it was is removed from then on, and not posted again.
        """
        ...

    async def locate(self, done: Delivered, platform: Platform) -> Delivered:
        """With the address of what is in the channel, to be shown to whoever asked.

        What somebody has deleted there by hand is removed from then on, and not posted again.
        """
        ...

    async def resume(self, name: str, platform: Platform, progress: Progress) -> None:
        """Go on with what a crash left at the platform `name`: deliveries and questions.

        Returns when all is done that can be: a delivery may try for half an hour. What fails does
        not hold the others back, and is raised at the end.
        """
        ...

    async def remove(self, place: Place, post: str, platform: Platform) -> bool:
        """Remove the delivery that a message of a channel is part of, with all of ours in its threads.

        It is not posted again. Whether there is such a delivery.
        """
        ...

    async def share(
        self,
        reference: str,
        place: Place,
        language: Language,
        platform: Platform,
        progress: Progress,
    ) -> PostRef:
        """Post the entry of a paper into a thread, where one may then ask about it by mention."""
        ...

    async def say(self, message: Message, place: Place, platform: Platform, key: str) -> PostRef:
        """Post what belongs to no delivery, patiently; its first part.

        `key` is one that nothing else is said with there within some minutes: by it is found what
        may have got through. Raises a `PlatformError`.
        """
        ...

    async def first_time(self, key: str) -> bool:
        """Whether something is received for the first time: what comes twice is done once."""
        ...

    async def take_back(self, key: str) -> None:
        """What was received could not be begun: it is to be done when it comes again."""
        ...

    async def forget_me(self, place: Place, author: str) -> int:
        """Delete all that a person asked in a workspace; how many questions it were."""
        ...

    async def forget_workspace(self, platform: str, workspace: str) -> int:
        """Delete all that was kept of a workspace's people; how many questions it were."""
        ...

    async def forget_old(self) -> int:
        """Delete what was asked before the configured number of days; how many questions.

        Opening the product does it once; whoever keeps it open does it daily.
        """
        ...

    async def search(self, words: str) -> list[Found]:
        """The best ten papers of everything digested. Raises `UsageError` when there is no word."""
        ...

    def help(self, language: Language) -> Message:
        """The commands, and in short what is kept of whoever uses them."""
        ...

    async def status(self) -> Status:
        """Model use, what is kept, and the questions of the running UTC day."""
        ...

    def doctor(self) -> AsyncIterator[Check]:
        """Whether everything needed is there and works, each as soon as it is known."""
        ...
