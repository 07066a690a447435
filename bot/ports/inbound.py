"""What adapters may ask of the core."""

import datetime as dt
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Annotated, Literal, Protocol

from pydantic import Field

from bot.domain.base import Label, Model, Prose
from bot.domain.conversation import Answer
from bot.domain.digest import Digest, DigestEntry, Edition
from bot.domain.language import Language


class Step(Model):
    """Something has begun or ended: for progress on anything over a second."""

    stage: Literal["fetch", "arxiv", "read", "write", "thumbnail", "done", "degraded"]
    subject: Prose
    detail: Prose | None = None


Progress = Callable[[Step], None]

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

    async def ask(self, entry: DigestEntry, question: str) -> Answer:
        """An answer about the paper of an entry, from what was read for it."""
        ...

    def doctor(self) -> AsyncIterator[Check]:
        """Whether everything needed is there and works, each as soon as it is known."""
        ...
