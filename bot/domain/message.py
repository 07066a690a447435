"""The neutral message: what is said, before any platform's form is given to it."""

from typing import Annotated, Literal

from pydantic import Field

from bot.domain.base import Label, Model, Name, Prose, Url, Words


class Span(Model):
    """Running text. Everything in it is plain: a platform escapes it, nothing in it is markup."""

    text: Words
    style: Literal["plain", "strong", "emphasis"] = "plain"
    link: Url | None = None


RichText = tuple[Span, ...]


class Heading(Model):
    """A title line."""

    kind: Literal["heading"] = "heading"
    level: Literal[1, 2, 3]
    text: RichText


class Paragraph(Model):
    """Running text."""

    kind: Literal["paragraph"] = "paragraph"
    text: RichText


class Bullets(Model):
    """A list."""

    kind: Literal["bullets"] = "bullets"
    items: tuple[RichText, ...]


class Quote(Model):
    """Somebody else's words, verbatim, and where they stand."""

    kind: Literal["quote"] = "quote"
    text: Prose
    source: Prose


class Context(Model):
    """Small print."""

    kind: Literal["context"] = "context"
    text: RichText


class Image(Model):
    """A picture by address; `alt` for those who cannot see it."""

    kind: Literal["image"] = "image"
    url: Url
    alt: Prose


class Action(Model):
    """A button: what it does, to what."""

    action: Literal["ask", "why_rating"]
    subject: Name
    label: Label


class Actions(Model):
    """A row of buttons."""

    kind: Literal["actions"] = "actions"
    actions: tuple[Action, ...]


Block = Annotated[
    Heading | Paragraph | Bullets | Quote | Context | Image | Actions, Field(discriminator="kind")
]


class Message(Model):
    """Blocks in order. `summary` says it in one line: for notifications and screen readers."""

    summary: Prose
    blocks: tuple[Block, ...]
