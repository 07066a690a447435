"""What Discord takes as a message, or as an edit of one.

https://docs.discord.com/developers/resources/message#create-message and #edit-message
"""

import copy
from typing import Any

from tests.servers.discord.components import check_layout, check_rows, units
from tests.servers.discord.embeds import check_embeds
from tests.servers.discord.mentions import check_allowed
from tests.servers.discord.messages import V2, Message
from tests.servers.discord.refusals import empty, invalid, too_long

Payload = dict[str, Any]

MOST_CONTENT, MOST_NONCE = 2_000, 25
_LEGACY = ("embeds", "sticker_ids", "poll")
_ANY_OF = ("embeds", "components", "sticker_ids", "poll")


def check(body: Payload, before: Message | None = None) -> None:
    """Raises `Refusal`; `before` is the message that is edited."""
    _check_nonce(body.get("nonce"))
    check_allowed(body.get("allowed_mentions"))
    flags = body.get("flags")
    was_layout = before is not None and bool(before.flags & V2)
    if was_layout and flags is not None and not flags & V2:
        code = "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG"
        raise invalid("flags", code, "The IS_COMPONENTS_V2 flag cannot be removed")
    if was_layout or (flags or 0) & V2:
        _check_layout(body, before)
    else:
        _check_plain(body, before)


def _check_nonce(nonce: Any) -> None:
    if nonce is None:
        return
    if isinstance(nonce, bool) or not isinstance(nonce, str | int):
        code, message = "NONCE_TYPE_INVALID_TYPE", "This field must be a string or integer."
        raise invalid("nonce", code, message)
    if isinstance(nonce, str) and len(nonce) > MOST_NONCE:
        message = f"Must be {MOST_NONCE} or fewer characters long."
        raise invalid("nonce", "NONCE_TYPE_TOO_LONG", message)


def _check_layout(body: Payload, before: Message | None) -> None:
    """An empty `content` is one too; what a message had before has to go with the same edit."""
    left = before is not None and not before.flags & V2
    used = [name for name in _LEGACY if body.get(name)]
    used += ["content"] if body.get("content") is not None else []
    if left and before is not None:
        used += ["content"] if before.content and "content" not in body else []
        used += ["embeds"] if before.embeds and "embeds" not in body else []
    if used:
        message = f"The '{used[0]}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
        raise invalid(used[0], "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)
    if before is None or left or "components" in body:
        check_layout(copy.deepcopy(body.get("components")))


def _check_plain(body: Payload, before: Message | None) -> None:
    content = body.get("content")
    if content is not None and not isinstance(content, str):
        raise invalid("content", "STRING_TYPE_CONVERT", f"Could not interpret {content!r}")
    if units(content or "") > MOST_CONTENT:
        raise too_long("content", MOST_CONTENT)
    check_embeds(body.get("embeds") or [])
    if body.get("components"):
        check_rows(copy.deepcopy(body["components"]))
    after: Payload = {} if before is None else {
        "content": before.content, "embeds": before.embeds, "components": before.components,
    }  # fmt: skip
    after |= body
    if not str(after.get("content") or "").strip() and not any(after.get(n) for n in _ANY_OF):
        raise empty()
