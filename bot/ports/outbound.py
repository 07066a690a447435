"""What the core needs of the world. Gateways implement these; tests have fakes of each.

Every method may raise the `PapersBotError` named in its docstring and nothing else.
"""

import datetime as dt
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

from pydantic import BaseModel

from bot.domain.conversation import Answer, Orphan, ReplyTo, Statement
from bot.domain.digest import PromptRef
from bot.domain.evidence import PaperText, Passage
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.paper import ArxivRecord, Paper, PaperRef
from bot.domain.place import Place, PostRef
from bot.domain.snapshot import DailyList, Snapshot

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

    async def leave(self) -> None:
        """End without a word: the question was taken back, or is answered anew in this message."""
        ...


class Gaps(NamedTuple):
    """Seconds between two posts: in one channel, and of all that the bot posts. 0: none is needed."""

    channel: float = 0.0
    total: float = 0.0


class Platform(Protocol):
    """A place where people talk.

    What is raised is `NotSent`, `InDoubt`, `Gone`, `Rejected` or `ShutOut`.
    """

    @property
    def gaps(self) -> Gaps:
        """How fast it takes posts: whoever posts much waits before, instead of being told after."""
        ...

    def plan(self, message: Message) -> list[Message]:
        """The message in parts that keep the platform's limits. Pure.

        One part for the channel's list of papers, whatever has to be left out of it.
        """
        ...

    async def post(self, place: Place, part: Message, key: str) -> PostRef:
        """One attempt, never repeated here but without a picture that was refused."""
        ...

    async def begin_thread(self, post: PostRef, title: str) -> None:
        """Let there be a thread under a message, where it needs more than a reply; else nothing.

        A thread that is there stays as it is. Its place is that of the message with the message's
        id as `thread`. The title has at most 100 characters, and is as untrusted as any text.
        """
        ...

    async def find(self, place: Place, key: str, since: dt.datetime) -> PostRef | None:
        """The message that was posted with `key` at or after `since`, if it got through."""
        ...

    async def edit(self, post: PostRef, part: Message) -> None:
        """Put other content in a posted message."""
        ...

    async def delete(self, post: PostRef) -> None:
        """Remove a posted message. One that is gone already is removed."""
        ...

    async def delete_answer(self, orphan: Orphan) -> None:
        """Remove an answer: the message in which it was begun and those in which it went on.

        Whoever still writes in it writes no more. One that is gone already is removed.
        """
        ...

    async def own_posts(self, thread: Place) -> list[PostRef]:
        """What we have posted in a thread and still stands there, oldest first.

        Nothing where there is no such thread: it may never have been begun. The platform is asked,
        which may allow that seldom: for what a person has ordered.
        """
        ...

    async def link(self, post: PostRef) -> str | None:
        """The address of a posted message, where the platform has one.

        Raises `Gone` with the problem `NO_MESSAGE` for one that was deleted.
        """
        ...

    def how_to_invite(self, language: Language) -> str:
        """How the bot gets into a channel, in one sentence; empty where it is in all."""
        ...

    async def open_answer(self, to: ReplyTo) -> AnswerStream:
        """Begin an answer, with a sign of life that people see at once."""
        ...
