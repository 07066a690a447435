"""What Slack takes and what it refuses of messages and views, and how it says so.

The table is Slack's, not ours: nothing of it may come from the code that is tested against it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tests.servers.slack.blocks import BLOCKS, MARKDOWN, VIEW
from tests.servers.slack.schema import Fault

# https://docs.slack.dev/reference/methods/chat.postMessage: longer text is cut or refused
TEXT_IN_MESSAGE = 40_000
# https://docs.slack.dev/reference/methods/chat.update: "cannot exceed 4,000", counted in bytes
TEXT_IN_UPDATE = 4_000
# Undocumented; measured in https://github.com/slackapi/bolt-js/issues/2509: about 13,200 characters
# in all, of which a block takes some 100 for itself.
TEXT_OF_BLOCKS, TEXT_OF_ONE_BLOCK = 13_200, 100
# https://docs.slack.dev/messaging/message-metadata: bytes
METADATA = 8_000
# https://docs.slack.dev/reference/methods/views.open: bytes
VIEW_BYTES = 250_000


class Refusal(NamedTuple):
    """Slack's error code, and what it says about it."""

    code: str
    faults: tuple[str, ...] = ()


def refusal(payload: Mapping[str, Any], text_bytes: int | None = None) -> Refusal | None:
    """Why Slack does not take the content of a message; `text_bytes` where `chat.update` takes it."""
    text, blocks = payload.get("text") or "", payload.get("blocks") or []
    markdown = payload.get("markdown_text") or ""
    if markdown and (text or blocks):
        return Refusal("markdown_text_conflict")
    if not blocks and not text.strip() and not markdown.strip():
        return Refusal("no_text")
    if (wrong := _wrong_blocks(blocks)) is not None:
        return wrong
    too_long = len(text) > TEXT_IN_MESSAGE or len(markdown) > MARKDOWN
    if too_long or (text_bytes is not None and len(text.encode()) > text_bytes):
        return Refusal("msg_too_long")
    return _wrong_metadata(payload.get("metadata"))


def faults(payload: Mapping[str, Any]) -> list[str]:
    """What Slack says against a message, empty when it takes it: for tests of what is rendered."""
    found = refusal(payload)
    return [] if found is None else [f"{found.code}: {fault}" for fault in found.faults or ("",)]


def view_refusal(view: Any) -> Refusal | None:
    """Why Slack does not take a view: a modal or a home tab."""
    if len(str(view).encode()) > VIEW_BYTES:
        return Refusal("view_too_large")
    wrong = list(VIEW(view, "/view"))
    if not wrong:
        wrong = [*_twice(view["blocks"], "/view/blocks"), *_without_submit(view)]
    return Refusal("invalid_arguments", tuple(map(str, wrong))) if wrong else None


def view_faults(view: Mapping[str, Any]) -> list[str]:
    """What Slack says against a view, empty when it takes it."""
    found = view_refusal(view)
    return [] if found is None else [f"{found.code}: {fault}" for fault in found.faults or ("",)]


def weight(part: Any) -> int:
    """How much of the room for the text of blocks is taken, in characters."""
    if isinstance(part, str):
        return len(part)
    if isinstance(part, list):
        return sum(map(weight, part))
    if not isinstance(part, dict):
        return 0
    text = sum(weight(part[name]) for name in part.keys() & _HOLDS_TEXT)
    is_block = part.get("type") in _IS_BLOCK
    return text + (TEXT_OF_ONE_BLOCK if is_block else 0)


def _wrong_blocks(blocks: Any) -> Refusal | None:
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return Refusal("invalid_blocks_format")
    if wrong := list(BLOCKS(blocks, "/blocks")) or [*_twice(blocks, "/blocks"), *_markdown(blocks)]:
        return Refusal("invalid_blocks", tuple(map(str, wrong)))
    return Refusal("msg_blocks_too_long") if weight(blocks) > TEXT_OF_BLOCKS else None


_HOLDS_TEXT = {"text", "fields", "elements", "title", "alt_text", "accessory", "rich_text"}
_IS_BLOCK = {"section", "divider", "header", "context", "actions", "rich_text", "context_actions"}


def _twice(blocks: list[Any], at: str) -> Iterator[Fault]:
    """A `block_id` is unique in a payload, an `action_id` in its block."""
    named = Counter(block["block_id"] for block in blocks if "block_id" in block)
    for name, times in named.items():
        if times > 1:
            yield Fault(f'`block_id` "{name}" already exists', at)
    for index, block in enumerate(blocks):
        elements = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
        used = Counter(e["action_id"] for e in elements if isinstance(e, dict) and "action_id" in e)
        for name, times in used.items():
            if times > 1:
                yield Fault(f'`action_id` "{name}" already exists', f"{at}/{index}")


def _markdown(blocks: list[Any]) -> Iterator[Fault]:
    texts = [
        b["text"] for b in blocks if b.get("type") == "markdown" and isinstance(b["text"], str)
    ]
    if sum(map(len, texts)) > MARKDOWN:
        yield Fault(f"markdown must be less than {MARKDOWN + 1} characters in all", "/blocks")


def _without_submit(view: Mapping[str, Any]) -> Iterator[Fault]:
    asks = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and asks and "submit" not in view:
        yield Fault("missing required field: submit", "/view")


def _wrong_metadata(metadata: Any) -> Refusal | None:
    """https://docs.slack.dev/messaging/message-metadata."""
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or set(metadata) != {"event_type", "event_payload"}:
        return Refusal("invalid_metadata_format")
    kind, content = metadata["event_type"], metadata["event_payload"]
    if not isinstance(kind, str) or not kind or not isinstance(content, dict):
        return Refusal("invalid_metadata_format")
    if len(str(content).encode()) > METADATA:
        return Refusal("metadata_too_large")
    return None
