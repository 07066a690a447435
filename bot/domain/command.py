"""The `/papers` commands as typed objects."""

import datetime as dt
from typing import Annotated, Literal, get_args

from pydantic import Field

from bot.domain.base import Model, Prose


class Today(Model):
    """The newest edition, or with `live` the running day so far."""

    kind: Literal["today"] = "today"
    live: bool = False


class Date(Model):
    """The digest of a UTC day."""

    kind: Literal["date"] = "date"
    date: dt.date


class Week(Model):
    """The week's most upvoted papers."""

    kind: Literal["week"] = "week"


class Search(Model):
    """Over everything digested."""

    kind: Literal["search"] = "search"
    words: Prose


class ShowPaper(Model):
    """An entry for any arXiv paper."""

    kind: Literal["paper"] = "paper"
    reference: Prose


class Ask(Model):
    """A question about any arXiv paper."""

    kind: Literal["ask"] = "ask"
    reference: Prose
    question: Prose


class ShowStatus(Model):
    """How the bot is doing."""

    kind: Literal["status"] = "status"


class ForgetMe(Model):
    """Delete what the asker has asked."""

    kind: Literal["forget_me"] = "forget_me"


class Help(Model):
    """What there is."""

    kind: Literal["help"] = "help"


CommandKind = Literal[
    "today", "date", "week", "search", "paper", "ask", "status", "forget_me", "help"
]
COMMAND_KINDS: tuple[CommandKind, ...] = get_args(CommandKind)
Command = Annotated[
    Today | Date | Week | Search | ShowPaper | Ask | ShowStatus | ForgetMe | Help,
    Field(discriminator="kind"),
]
