"""Each neutral block in the form that Slack has for it.

Words stand in `rich_text` and `plain_text` only: Slack reads no markup there, so nothing in them
can mention, link or emphasise, and Korean emphasis needs no space beside it.
https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Iterator, Sequence
from typing import Any, assert_never

from adapters.slack.rendering.controls import actions, feedback
from adapters.slack.rendering.escape import unlinked
from bot.domain.message import (
    Actions,
    Block,
    Bullets,
    Context,
    Feedback,
    Heading,
    Image,
    Item,
    Paragraph,
    Quote,
    RichText,
    Span,
)
from bot.presentation.spoken import words

SlackBlock = dict[str, Any]

_HEADER = 150  # characters
_STYLES = {"plain": {}, "strong": {"bold": True}, "emphasis": {"italic": True}}


def form(block: Block) -> Iterator[SlackBlock]:  # noqa: C901  # a case for each kind
    """Slack's blocks for one of ours; none when it says nothing."""
    match block:
        case Heading(level=1) if _is_header(block.text):
            yield {"type": "header", "text": text_object(words(block.text))}
        case Heading():
            yield from _rich("rich_text_section", _spans(block.text, {"bold": True}))
        case Paragraph():
            yield from _rich("rich_text_section", _spans(block.text))
        case Bullets():
            yield from _bullets(block)
        case Quote():
            yield from _rich("rich_text_quote", _quote(block))
        case Context() if _links(block.text):
            yield from _rich("rich_text_section", _spans(block.text))
        case Context():
            yield from _small_print(words(block.text))
        case Image():
            yield {"type": "image", "image_url": block.url, "alt_text": block.alt}
        case Item():
            yield from _item(block)
        case Actions():
            yield from actions(block)
        case Feedback():
            yield feedback(block)
        case _:
            assert_never(block)


def joined(first: SlackBlock, second: SlackBlock) -> SlackBlock:
    """Two `rich_text` as one: running text goes on in a new line of the same section."""
    before: list[SlackBlock] = first["elements"]
    after: list[SlackBlock] = second["elements"]
    last, then = before[-1], after[0]
    if last["type"] == then["type"] == "rich_text_section":
        line = {"type": "text", "text": "\n"}
        both = {**last, "elements": [*last["elements"], line, *then["elements"]]}
        return {**first, "elements": [*before[:-1], both, *after[1:]]}
    return {**first, "elements": [*before, *after]}


def text_object(text: str) -> SlackBlock:
    """Text that Slack shows as it is; emoji that stand in it as characters show all the same."""
    return {"type": "plain_text", "text": unlinked(text), "emoji": False}


def _is_header(text: RichText) -> bool:
    said = unlinked(words(text))
    return bool(said.strip()) and len(said) <= _HEADER and not _links(text)


def _links(text: RichText) -> bool:
    return any(span.link for span in text)


def _rich(kind: str, elements: Sequence[SlackBlock]) -> Iterator[SlackBlock]:
    if elements:
        yield {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}


def _spans(text: RichText, style: dict[str, bool] | None = None) -> list[SlackBlock]:
    """Text with its links; none where there is nothing to see."""
    if not words(text).strip():
        return []
    elements: list[SlackBlock] = []
    for span in text:
        element = _span(span, style or {})
        before = elements[-1] if elements else None
        if before and before["type"] == "text" and before == {**element, "text": before["text"]}:
            before["text"] += element["text"]
        else:
            elements.append(element)
    return elements


def _span(span: Span, style: dict[str, bool]) -> SlackBlock:
    element: SlackBlock = {"type": "text", "text": span.text}
    if span.link:
        element = {"type": "link", "url": span.link, "text": span.text}
    if style := {**style, **_STYLES[span.style]}:
        element["style"] = style
    return element


def _bullets(bullets: Bullets) -> Iterator[SlackBlock]:
    items = [_spans(item) for item in bullets.items]
    sections = [{"type": "rich_text_section", "elements": item} for item in items if item]
    if sections:
        listed = {"type": "rich_text_list", "style": "bullet", "elements": sections}
        yield {"type": "rich_text", "elements": [listed]}


def _quote(quote: Quote) -> list[SlackBlock]:
    source = {"type": "text", "text": f"\n{quote.source}", "style": {"italic": True}}
    return [{"type": "text", "text": f"“{quote.text}”"}, source]


def _small_print(text: str) -> Iterator[SlackBlock]:
    if text.strip():
        yield {"type": "context", "elements": [text_object(text)]}


def _item(item: Item) -> Iterator[SlackBlock]:
    """The title above, then the facts in small print, then the line beside the picture."""
    facts = " · ".join(filter(None, (item.votes, item.ratings, item.tags)))
    yield from _rich("rich_text_section", _spans(item.title, {"bold": True}))
    if item.image is None:
        yield from _small_print(facts)
        yield from _rich("rich_text_section", _spans((Span(text=item.line),) if item.line else ()))
        return
    if item.line:
        yield from _small_print(facts)
    yield {
        "type": "section",
        "text": text_object(item.line or facts),
        "accessory": next(form(item.image)),
    }
