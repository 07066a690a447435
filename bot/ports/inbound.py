"""What adapters may ask of the core: the app, with what it takes and gives."""

import datetime as dt
from collections.abc import AsyncIterator, Mapping
from typing import Literal, Protocol

from bot.domain.base import Label, Model, Prose
from bot.domain.command import Command
from bot.domain.conversation import Answer
from bot.domain.digest import Digest, DigestEntry
from bot.domain.evidence import PaperText
from bot.domain.found import Found
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.status import Status
from bot.ports.channels import Channels
from bot.ports.outbound import Clock, Platform
from bot.ports.talk import Heard, Talk
from bot.ports.wishes import (
    Asker,
    AskWish,
    DigestWish,
    Document,
    EngineChoice,
    EntryWish,
    Progress,
    Show,
    Step,
    Top,
)

__all__ = [
    "AskWish",
    "Asker",
    "Check",
    "DigestWish",
    "Document",
    "EngineChoice",
    "EntryWish",
    "Heard",
    "PapersApp",
    "Progress",
    "Show",
    "Step",
    "Top",
]


class Check(Model):
    """One line of `doctor`. A `warning` works degraded; a `failure` breaks something needed."""

    name: Label
    state: Literal["good", "warning", "failure"]
    finding: Prose
    mend: Prose | None = None


class PapersApp(Talk, Channels, Protocol):
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

    async def forget_old(self) -> int:
        """Delete what was asked before the configured number of days; how many questions.

        Opening the product does it once; whoever keeps it open does it daily.
        """
        ...

    async def search(self, words: str) -> list[Found]:
        """The best ten papers of everything digested. Raises `UsageError` when there is no word."""
        ...

    async def days(self) -> list[dt.date]:
        """The days whose digests were built, the newest first; at most 25."""
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
