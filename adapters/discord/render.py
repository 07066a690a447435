"""Neutral messages as what Discord takes: layouts that keep its limits, a modal, bare text."""

import discord
from discord import ui

from adapters.discord.rendering.blocks import components, count
from adapters.discord.rendering.controls import pressed
from adapters.discord.rendering.escape import escape
from adapters.discord.rendering.limits import (
    COMPONENTS,
    CONTENT,
    INPUT_LABEL,
    LAYOUT_TEXT,
    MODAL_TITLE,
    PLACEHOLDER,
    length,
    short,
)
from adapters.discord.rendering.markdown import written
from bot.domain.base import clip
from bot.domain.conversation import LONGEST_QUESTION
from bot.domain.language import Language
from bot.domain.message import Actions, Feedback, Heading, Image, Item, Message
from bot.presentation.catalogue import catalogue
from bot.presentation.fit import Fits, fitted
from bot.presentation.split import split

__all__ = ["layout", "plain", "plan", "pressed", "question_modal", "without_images"]

_ACCENT = 0xFFD21E
_PAPER = 500  # characters
QUESTION_INPUT = "question"


class Layout(ui.LayoutView):
    """Components that nothing in this process waits for: whoever presses is heard by `custom_id`."""

    def is_finished(self) -> bool:
        """Always, so that discord.py does not keep it for as long as it runs."""
        return True


class QuestionModal(ui.Modal):
    """A modal that nothing in this process waits for."""

    def is_finished(self) -> bool:
        """Always, as a layout."""
        return True


def plan(message: Message) -> list[Message]:
    """The message in parts that keep Discord's limits; one part for a list of papers."""
    return _within(message, _fits)


def layout(message: Message, marker: int | None = None) -> ui.LayoutView:
    """One part of a plan, to be sent as `view`.

    `marker` becomes the `id` of the first component: nobody sees it, and Discord hands it back with
    the message (a positive int32, https://docs.discord.com/developers/components/reference).
    """
    made = _components(message)
    if _is_framed(message):
        made = [ui.Container(*made, accent_colour=_ACCENT)]
    made[0].id = marker
    view = Layout(timeout=None)
    for component in made:
        view.add_item(component)
    return view


def without_images(message: Message) -> Message:
    """The message for a Discord that does not take a picture of it."""
    kept = (block for block in message.blocks if not isinstance(block, Image))
    blocks = (b.model_copy(update={"image": None}) if isinstance(b, Item) else b for b in kept)
    return message.model_copy(update={"blocks": tuple(blocks)})


def plain(message: Message) -> str:
    """As much of a part as `content` takes, for where its layout is refused. It has no buttons."""
    first, *more = _within(message, _fits_content)
    text = written(first.blocks) or escape(clip(message.summary, _PAPER))
    return f"{text}\n…" if more else text


def question_modal(language: Language, paper: str, custom_id: str) -> ui.Modal:
    """The modal that takes a question about a paper, named by its title or id.

    What was written comes back under `QUESTION_INPUT`; `custom_id` is at most 100 characters.
    """
    words = catalogue(language)
    modal = QuestionModal(title=short(words.ask, MODAL_TITLE), custom_id=custom_id)
    modal.add_item(ui.TextDisplay(f"**{escape(clip(paper, _PAPER))}**"))
    question = ui.TextInput[ui.Modal](
        style=discord.TextStyle.paragraph,
        custom_id=QUESTION_INPUT,
        placeholder=short(words.modal.example, PLACEHOLDER),
        max_length=LONGEST_QUESTION,
    )
    modal.add_item(ui.Label(text=short(words.modal.question, INPUT_LABEL), component=question))
    return modal


def _within(message: Message, fits: Fits) -> list[Message]:
    if any(isinstance(block, Item) for block in message.blocks):
        return [fitted(message, fits)]
    return split(message, fits)


def _fits(message: Message) -> bool:
    if length(written(message.blocks)) > LAYOUT_TEXT:
        return False
    return _size(_components(message)) <= COMPONENTS


def _fits_content(message: Message) -> bool:
    return length(written(message.blocks)) <= CONTENT - 2  # for what says that there is more


def _components(message: Message) -> list[ui.Item[ui.LayoutView]]:
    """At least one; lines between papers go before anything of the papers does."""
    made = components(message.blocks, divided=True)
    if _size(made) > COMPONENTS:
        made = components(message.blocks, divided=False)
    return made or [ui.TextDisplay(escape(clip(message.summary, _PAPER)))]


def _size(made: list[ui.Item[ui.LayoutView]]) -> int:
    """With the frame that may be around them."""
    return 1 + sum(map(count, made))


def _is_framed(message: Message) -> bool:
    """A line or two stand for themselves."""
    text = [block for block in message.blocks if not isinstance(block, Actions | Feedback)]
    return len(text) > 1 or any(isinstance(block, Heading | Item) for block in text)
