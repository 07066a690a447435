"""What the core needs of the world. Gateways implement these; tests have fakes of each.

Every method may raise the `PapersBotError` named in its docstring and nothing else.
"""

import datetime as dt
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Protocol, TypeVar

from pydantic import BaseModel

from bot.domain.conversation import Answer, Question, Remark, Statement, Thread, Verdict
from bot.domain.delivery import Place, PostRef
from bot.domain.digest import DigestEntry, PromptRef
from bot.domain.evidence import PaperText, Passage
from bot.domain.found import Found
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.paper import ArxivRecord, Paper, PaperRef
from bot.domain.snapshot import DailyList, Snapshot
from bot.domain.usage import TokenUsage

Output = TypeVar("Output", bound=BaseModel)
Item = TypeVar("Item", bound=BaseModel)


class Clock(Protocol):
    """Time. No other module asks the system for it."""

    def now(self) -> dt.datetime:
        """The current time, aware, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class PaperSource(Protocol):
    """Where daily lists come from."""

    async def fetch_day(self, date: dt.date) -> Snapshot:
        """The raw answer for a date. Raises `DayNotOpen` or `SourceError`."""
        ...

    def read_day(self, snapshot: Snapshot) -> DailyList:
        """The papers of a snapshot, each once. Pure; raises `SourceError` if it is no list."""
        ...

    async def fetch_paper(self, paper_id: str) -> Paper:
        """One paper. Raises `NotFound` when the source does not have it, `SourceError`."""
        ...


class PaperRecords(Protocol):
    """arXiv's public record."""

    async def fetch_records(self, ids: Sequence[str]) -> dict[str, ArxivRecord]:
        """Records by id, in one request; ids that arXiv does not know are missing.

        Raises `SourceError`.
        """
        ...


class FullText(Protocol):
    """The paper's own words."""

    async def fetch(self, paper_id: str, version: int | None) -> PaperText:
        """The text of a version (none: the latest), without the public record.

        Raises `NotFound` when there is none that can be read, `SourceError`.
        """
        ...

    async def read(self, document: bytes) -> PaperText:
        """The text of an HTML page or a PDF. Raises `SourceError` when it is neither or empty."""
        ...


class Thumbnails(Protocol):
    """Pictures of papers."""

    async def fetch(self, paper: PaperRef) -> bytes:
        """A JPEG. Raises `NotFound` or `SourceError`."""
        ...


class LanguageModel(Protocol):
    """A language model behind an OpenAI-compatible endpoint."""

    @property
    def name(self) -> str:
        """The model's name, as it stands in provenance and cache keys."""
        ...

    def prompt(self, name: str) -> PromptRef:
        """The id and version of a prompt file, such as "digest/extract"."""
        ...

    async def complete(
        self, prompt: str, inputs: Mapping[str, str], output: type[Output]
    ) -> Output:
        """One structured answer. Raises a `ModelError`."""
        ...

    def stream_items(
        self, prompt: str, inputs: Mapping[str, str], item: type[Item]
    ) -> AsyncGenerator[Item, None]:
        """Each element of the answer's top-level list as soon as it is whole.

        Raises a `ModelError`, possibly after some items.
        """
        ...


class Passages(Protocol):
    """Finds the passages of one paper that are nearest to a question."""

    async def search(self, text: PaperText, question: str, limit: int) -> list[Passage]:
        """At most `limit` passages, best first; none when nothing matches."""
        ...


class Store(Protocol):
    """What is kept. Raises `StoreError`."""

    async def snapshot(self, date: dt.date) -> Snapshot | None:
        """The settled date's one snapshot."""
        ...

    async def keep_snapshot(self, snapshot: Snapshot) -> Snapshot:
        """Keep the first snapshot of a settled date; returns the one that is kept."""
        ...

    async def cached(self, kind: str, key: str) -> str | None:
        """A cached text, such as the JSON of what a model extracted."""
        ...

    async def cache(self, kind: str, key: str, value: str) -> None:
        """Keep a text under a key."""
        ...

    async def add_usage(self, date: dt.date, prompt_tokens: int, completion_tokens: int) -> None:
        """Count one model call."""
        ...

    async def usage(self, date: dt.date) -> TokenUsage:
        """What the model calls of a UTC date have cost."""
        ...


class Conversations(Protocol):
    """Threads, questions and answers. What concerns a person can be forgotten. `StoreError`."""

    async def open_thread(self, thread: Thread) -> None:
        """Keep a thread; the newest form of it wins."""
        ...

    async def thread(self, place: Place) -> Thread | None:
        """The bot's own thread at a place, none when it is not one of the bot's."""
        ...

    async def keep_remark(self, place: Place, remark: Remark) -> None:
        """Keep that somebody wrote in a thread."""
        ...

    async def remarks(self, place: Place) -> list[Remark]:
        """Those of a thread, oldest first."""
        ...

    async def keep_question(self, question: Question) -> bool:
        """Keep a question before it is acknowledged.

        False when that message is kept already with the same text: it came a second time. A
        changed text replaces the old one and its answer.
        """
        ...

    async def question(self, place: Place, message: str) -> Question | None:
        """The question that a message asked."""
        ...

    async def questions(self, place: Place) -> list[Question]:
        """Those of a thread, oldest first."""
        ...

    async def open_questions(self) -> list[Question]:
        """Those without an answer, oldest first."""
        ...

    async def begin_answer(self, question: Question, post: str) -> None:
        """Keep the message in which the answer appears."""
        ...

    async def keep_answer(self, question: Question, answer: Answer | None) -> None:
        """Keep the answer (none: it failed). Does nothing when the question was forgotten."""
        ...

    async def count_by_author(self, place: Place, author: str, since: dt.datetime) -> int:
        """How many questions a person of that workspace has asked since then."""
        ...

    async def count_in_channel(self, place: Place, since: dt.datetime) -> int:
        """How many questions were asked in that channel since then."""
        ...

    async def count_answered(self, since: dt.datetime) -> int:
        """How many of the questions asked since then have an answer."""
        ...

    async def keep_verdict(self, question: Question, author: str, verdict: Verdict) -> None:
        """Keep what a reader thinks of an answer; the newest of a person wins."""
        ...

    async def forget_author(self, platform: str, workspace: str, author: str) -> int:
        """Delete a person's questions, their answers, and verdicts; how many questions it were."""
        ...

    async def forget_question(self, place: Place, message: str) -> Question | None:
        """Delete a question with its answer, and return what it was."""
        ...

    async def forget_before(self, moment: dt.datetime) -> int:
        """Delete what is older; how many questions it were."""
        ...


class Archive(Protocol):
    """Everything digested, to be searched. Raises `StoreError`."""

    async def keep_entry(self, date: dt.date, language: Language, entry: DigestEntry) -> None:
        """Keep an entry under the date of its digest; the newest of a date and paper wins."""
        ...

    async def extent(self) -> tuple[int, dt.date | None]:
        """How many papers are kept, and the newest date that has one."""
        ...

    async def search(self, words: str, limit: int) -> list[Found]:
        """Entries that hold the words, best first. Korean, Japanese, Chinese: also inside words."""
        ...


class Pace(Protocol):
    """Spaces calls that share a limit, across all processes on one store."""

    async def wait(self, key: str, gap: float) -> None:
        """Return when at least `gap` seconds have passed since the last turn of `key`."""
        ...


class AnswerStream(Protocol):
    """An answer that appears statement by statement."""

    @property
    def post(self) -> str | None:
        """The platform's id of the message in which it appears, where it has one."""
        ...

    async def show(self, statement: Statement) -> None:
        """Show one checked statement."""
        ...

    async def finish(self, answer: Answer) -> None:
        """Show what remains and end."""
        ...

    async def abort(self, reason: str) -> None:
        """End with a line that says why."""
        ...


class Platform(Protocol):
    """A place where people talk."""

    def plan(self, message: Message) -> list[Message]:
        """The message in parts that keep the platform's limits. Pure."""
        ...

    async def post(self, place: Place, part: Message, key: str) -> PostRef:
        """One attempt, never repeated here. Raises `NotSent`, `InDoubt` or `Gone`."""
        ...

    async def find(self, place: Place, key: str, since: dt.datetime) -> PostRef | None:
        """The message that was posted with `key`, if it got through."""
        ...

    async def edit(self, post: PostRef, part: Message) -> None:
        """Put other content in a posted message. Raises `NotSent` or `Gone`."""
        ...

    async def delete(self, post: PostRef) -> None:
        """Remove a posted message. Raises `NotSent` or `Gone`."""
        ...

    async def open_answer(
        self,
        place: Place,
        language: Language,
        papers: Sequence[PaperRef] = (),
        post: str | None = None,
    ) -> AnswerStream:
        """Begin an answer in a thread, with a sign of life that people see at once.

        `papers`: those asked about, so that quotes of two are told apart. `post`: the message of
        an answer that was begun before and goes on there.
        """
        ...
