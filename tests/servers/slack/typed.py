"""What Slack makes of the text that somebody types."""

import re

from tests.servers.slack.messages import Payload
from tests.servers.slack.reading import unescaped

_PIECE = re.compile(r"(<[^<>]*>)")


def typed(text: str) -> Payload:
    """The content of a message; `text` as Slack gives it: `<@U…>`, `<https://…>`, `&lt;`."""
    leaves = [_leaf(piece) for piece in _PIECE.split(text) if piece]
    section = {"type": "rich_text_section", "elements": leaves}
    return {"text": text, "blocks": [{"type": "rich_text", "elements": [section]}]}


def _leaf(piece: str) -> Payload:
    inside = piece.removeprefix("<").removesuffix(">")
    if piece.startswith("<@"):
        return {"type": "user", "user_id": inside[1:]}
    if piece.startswith("<!"):
        return {"type": "broadcast", "range": inside[1:]}
    if piece.startswith("<#"):
        return {"type": "channel", "channel_id": inside[1:].partition("|")[0]}
    if piece.startswith("<"):
        url, _, label = inside.partition("|")
        return {"type": "link", "url": url} | ({"text": label} if label else {})
    return {"type": "text", "text": unescaped(piece)}
