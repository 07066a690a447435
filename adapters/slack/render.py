"""Neutral messages as what Slack takes: messages that keep its limits, a home tab, a modal."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from adapters.slack.rendering.blocks import SlackBlock, form, joined, text_object
from adapters.slack.rendering.escape import escape
from bot.domain.base import clip
from bot.domain.conversation import LONGEST_QUESTION
from bot.domain.language import Language
from bot.domain.message import Block, Bullets, Heading, Image, Item, Message, Paragraph, Quote, Span
from bot.presentation.catalogue import catalogue
from bot.presentation.fit import fitted
from bot.presentation.split import divided, split
from bot.presentation.spoken import spoken

__all__ = [
    "home_view",
    "payload",
    "plan",
    "question_modal",
    "without_images",
]

_BLOCKS, _BLOCKS_OF_HOME = 50, 100
_ONE_BLOCK = 3_000  # characters
# Slack counts more than the text that people see, and does not say what: a divider counts as 125
# characters of about 13,200 (https://github.com/slackapi/bolt-js/issues/2509 and 2867).
_ALL_BLOCKS, _FOR_A_BLOCK = 12_000, 125
_TEXT = 3_900  # bytes: chat.update takes 4,000
_PAPER = 500
QUESTION_FORM = "papers_question"
QUESTION_INPUT = "question"


def plan(message: Message) -> list[Message]:
    """The message in parts that keep Slack's limits; one part for a list of papers."""
    if any(isinstance(block, Item) for block in message.blocks):
        return [fitted(message, _fits)]
    return split(message, _fits)


def payload(message: Message) -> dict[str, Any]:
    """`text` and `blocks` for chat.postMessage and its like, of one part of a plan."""
    return {"text": _text(message), "blocks": _blocks(message.blocks)}


def without_images(message: Message) -> Message:
    """The message for a Slack that cannot fetch a picture of it."""
    kept = (block for block in message.blocks if not isinstance(block, Image))
    blocks = (b.model_copy(update={"image": None}) if isinstance(b, Item) else b for b in kept)
    return message.model_copy(update={"blocks": tuple(blocks)})


def home_view(messages: Sequence[Message]) -> dict[str, Any]:
    """The home tab for views.publish: the messages one below the other, as far as there is room."""
    blocks: list[SlackBlock] = []
    for message in messages:
        for part in plan(message):
            more = [*([{"type": "divider"}] if blocks else []), *payload(part)["blocks"]]
            if len(blocks) + len(more) <= _BLOCKS_OF_HOME:
                blocks += more
    return {"type": "home", "blocks": blocks}


def question_modal(language: Language, paper: str, metadata: str) -> dict[str, Any]:
    """The modal for views.open that takes a question about a paper, named by its title or id.

    `metadata` (at most 3,000 characters) comes back with the question, which stands under
    `state.values.question.question.value`.
    """
    words = catalogue(language)
    return {
        "type": "modal",
        "callback_id": QUESTION_FORM,
        "title": text_object(words.ask),
        "submit": text_object(words.modal.send),
        "close": text_object(words.modal.cancel),
        "private_metadata": metadata,
        "blocks": [
            *_blocks([Paragraph(text=(Span(text=clip(paper, _PAPER), style="strong"),))]),
            {
                "type": "input",
                "block_id": QUESTION_INPUT,
                "label": text_object(words.modal.question),
                "element": {
                    "type": "plain_text_input",
                    "action_id": QUESTION_INPUT,
                    "multiline": True,
                    "max_length": LONGEST_QUESTION,
                    "placeholder": text_object(words.modal.example),
                },
            },
        ],
    }


def _fits(message: Message) -> bool:
    blocks = _blocks(message.blocks)
    weight = sum(_FOR_A_BLOCK + sum(map(len, _strings(block))) for block in blocks)
    return len(blocks) <= _BLOCKS and weight <= _ALL_BLOCKS


def _strings(part: Any) -> Iterator[str]:
    match part:
        case str():
            yield part
        case list():
            yield from (text for one in part for text in _strings(one))
        case dict():
            yield from (text for one in part.values() for text in _strings(one))
        case _:
            return


def _blocks(blocks: Iterable[Block]) -> list[SlackBlock]:
    """The blocks in Slack's form; text that belongs together stands in one of them."""
    formed: list[SlackBlock] = []
    before: Block | None = None
    for block in (piece for whole in blocks for piece in divided(whole, _is_short)):
        if formed and isinstance(block, Item):
            formed.append({"type": "divider"})
        for made in form(block):
            if formed and _belongs_to(before, block) and _is_short_with(formed[-1], made):
                formed[-1] = joined(formed[-1], made)
            else:
                formed.append(made)
        before = block
    return formed


def _is_short(block: Block) -> bool:
    return all(_letters(made) <= _ONE_BLOCK for made in form(block))


def _is_short_with(last: SlackBlock, made: SlackBlock) -> bool:
    return (
        last["type"] == made["type"] == "rich_text"
        and _letters(last) + _letters(made) <= _ONE_BLOCK
    )


def _letters(made: SlackBlock) -> int:
    """Rather more than the letters that people see."""
    return sum(map(len, _strings(made)))


def _belongs_to(before: Block | None, block: Block) -> bool:
    """A section's text stands under its heading, quotes and lists under what they belong to."""
    match before, block:
        case Heading(), Paragraph() | Bullets() | Quote():
            return True
        case Paragraph() | Bullets() | Quote(), Bullets() | Quote():
            return True
        case _:
            return False


def _text(message: Message) -> str:
    """What notifications show and screen readers read, who know nothing of blocks."""
    said = [message.summary]
    said += [line for block in message.blocks for line in spoken(block) if line not in said[0]]
    text = ""
    for line in filter(None, map(escape, said)):
        longer = f"{text}\n{line}" if text else line
        if len(longer.encode()) > _TEXT:
            break
        text = longer
    return text or escape(clip(message.summary, 500))
