"""What one may wish of the core, and what is told on the way."""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Annotated, Literal

from pydantic import Field

from bot.domain.base import Label, Model, Name, Prose, Title
from bot.domain.conversation import Statement
from bot.domain.digest import Edition
from bot.domain.language import Language
from bot.domain.place import Place


class Step(Model):
    """Something has begun or ended: for progress on anything over a second."""

    stage: Literal[
        "fetch", "arxiv", "text", "read", "write", "thumbnail", "done", "abstract", "degraded"
    ]
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


class Asker(Model):
    """Who gave a command, where, and the language in which they are answered.

    `direct`: it is a direct message, on a platform that has no threads there, so an edition is
    shown to them alone.
    `same_everywhere`: the platform knows people by one id in all workspaces, so that whoever wants
    to be forgotten is forgotten in all.
    """

    place: Place
    author: Name
    language: Language
    direct: bool = False
    same_everywhere: bool = False
