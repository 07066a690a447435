"""The neutral message: what is said, before any platform's form is given to it."""

from typing import Annotated, Literal

from pydantic import Field

from bot.domain.base import Label, Model, Name, Prose, Title, Url, Words


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


class Item(Model):
    """One paper of a list. When there is no room its title and votes stay, the rest may go."""

    kind: Literal["item"] = "item"
    title: RichText
    votes: Label
    ratings: Label | None = None
    tags: Prose | None = None
    line: Prose | None = None
    image: Image | None = None


ActionKind = Literal["ask", "why_rating", "choose", "live", "post", "share", "remove"]


class Action(Model):
    """A button: what it does, to what.

    `subject` is a paper's id; of `post` the date of the edition, of `live` the word "live", of
    `remove` the message whose delivery goes.
    `question` is the message whose paper is chosen, or under which `share` puts a paper.
    """

    action: ActionKind
    subject: Name
    label: Label
    question: Name | None = None


class Actions(Model):
    """A row of buttons."""

    kind: Literal["actions"] = "actions"
    actions: tuple[Action, ...]


class Feedback(Model):
    """Two buttons under an answer; `question` is the message that it answers."""

    kind: Literal["feedback"] = "feedback"
    question: Name
    good: Label
    bad: Label


Block = Annotated[
    Heading | Paragraph | Bullets | Quote | Context | Image | Item | Actions | Feedback,
    Field(discriminator="kind"),
]


class Message(Model):
    """Blocks in order. `summary` says it in one line: for notifications and screen readers.

    `thread_title` is what the thread under it is called, where one is to be and threads have names.
    """

    summary: Prose
    blocks: tuple[Block, ...]
    thread_title: Title | None = None
