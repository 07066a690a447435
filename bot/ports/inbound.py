"""What adapters may ask of the core."""

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Annotated, Literal, Protocol

from pydantic import Field

from bot.domain.base import Label, Model, Moment, Prose, Title
from bot.domain.conversation import (
    Answer,
    HeardKind,
    IncomingMessage,
    Question,
    Statement,
    Thread,
    ThreadPaper,
    Verdict,
)
from bot.domain.delivery import Place
from bot.domain.digest import Digest, DigestEntry, Edition
from bot.domain.evidence import PaperText
from bot.domain.found import Found
from bot.domain.language import Language
from bot.domain.status import Status
from bot.ports.outbound import AnswerStream


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
    """What is to be done about a message: nothing, an answer to `question`, or one line.

    `papers` are those to choose from, or the one whose rating is asked for; `numbers` are those
    that were named and are no paper's; `again_at` is when one may ask again; `why` is for logs.
    """

    kind: HeardKind
    language: Language
    why: Label
    question: Question | None = None
    papers: tuple[ThreadPaper, ...] = ()
    numbers: tuple[int, ...] = ()
    again_at: Moment | None = None


class Check(Model):
    """One line of `doctor`. A `warning` works degraded; a `failure` breaks something needed."""

    name: Label
    state: Literal["good", "warning", "failure"]
    finding: Prose
    mend: Prose | None = None


class PapersApp(Protocol):
    """The product. Every method may raise a `PapersBotError`."""

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

    async def hear(self, message: IncomingMessage) -> Heard:
        """What to do about a message; a question is kept before this returns."""
        ...

    async def answer(
        self, question: Question, stream: AnswerStream, engine: EngineChoice, progress: Progress
    ) -> None:
        """Answer a kept question into a stream, whatever happens."""
        ...

    async def left_over(self, platform: str) -> tuple[list[Question], list[Question]]:
        """Questions that a crash left without an answer: those to answer now, and the old ones.

        The old ones count as failed from now on: their askers are to be told to ask again.
        """
        ...

    async def judge(self, question: Question, author: str, verdict: Verdict) -> None:
        """Keep what a reader thinks of an answer."""
        ...

    async def forget_question(self, place: Place, message: str) -> Question | None:
        """Delete a question whose message was deleted, and return what it was."""
        ...

    async def forget_me(self, place: Place, author: str) -> int:
        """Delete all that a person asked in a workspace; how many questions it were."""
        ...

    async def search(self, words: str) -> list[Found]:
        """The best ten papers of everything digested. Raises `UsageError` when there is no word."""
        ...

    async def status(self) -> Status:
        """Model use, what is kept, and the questions of the running UTC day."""
        ...

    def doctor(self) -> AsyncIterator[Check]:
        """Whether everything needed is there and works, each as soon as it is known."""
        ...
