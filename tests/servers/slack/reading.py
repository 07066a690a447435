"""How people read a message: its words, where its links lead, and whom it alerts."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_SHOWN = ("title", "text", "fields", "elements", "accessory", "label", "element", "blocks")
_TAG = re.compile(r"<([^<>]*)>")
# A character of no width between breaks the mention.
_AT_ALL = re.compile(r"(?<![\w\u200b\u200c\u200d\u2060])@(?:channel|here|everyone)\b")


def words(payload: Mapping[str, Any]) -> str:
    """What stands in the blocks, a line each text; without blocks the text of the message."""
    blocks = payload.get("blocks")
    return "\n".join(_texts(blocks)) if blocks else unescaped(payload.get("text") or "")


def unescaped(mrkdwn: str) -> str:
    """Mrkdwn as it is shown: labels of links, and the three characters that are escaped."""
    shown = _TAG.sub(lambda tag: tag[1].rpartition("|")[2], mrkdwn)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def links(payload: Mapping[str, Any]) -> list[str]:
    """Where the links of the blocks, and of the text, lead."""
    found = [tag.partition("|")[0] for tag in _tags(payload) if tag[:1] not in "!@#"]
    return found + [
        leaf["url"]
        for leaf in _leaves(payload.get("blocks") or [])
        if leaf.get("type") in {"link", "button"} and "url" in leaf
    ]


def alerts(payload: Mapping[str, Any]) -> list[str]:
    """Whom a message alerts: people, groups and whole channels that it mentions."""
    found = [tag for tag in _tags(payload) if tag.startswith(("@", "!"))]
    found = [tag for tag in found if not tag.startswith("!date^")]
    for leaf in _leaves(payload.get("blocks") or []):
        if leaf.get("type") in {"user", "usergroup", "broadcast"}:
            found.append(leaf["type"])
        if leaf.get("type") == "markdown":
            found += _AT_ALL.findall(leaf["text"])
    if payload.get("link_names") or payload.get("parse") == "full":
        found += _AT_ALL.findall(payload.get("text") or "")
    return found


def _tags(payload: Mapping[str, Any]) -> list[str]:
    marked = [
        leaf["text"]
        for leaf in _leaves(payload.get("blocks") or [])
        if leaf.get("type") in {"mrkdwn", "markdown"}
    ]
    return [tag for part in [payload.get("text") or "", *marked] for tag in _TAG.findall(part)]


def _leaves(part: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(part, list):
        for item in part:
            yield from _leaves(item)
    elif isinstance(part, dict):
        yield part
        for value in part.values():
            yield from _leaves(value)


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for item in part:
            yield from _texts(item)
    elif isinstance(part, dict):
        kind = part.get("type")
        if kind in {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}:
            yield "".join(e.get("text") or e.get("url") or "" for e in part["elements"])
        elif kind == "mrkdwn":
            yield unescaped(part["text"])
        elif isinstance(part.get("text"), str):
            yield part["text"]
        else:
            for name in _SHOWN:
                yield from _texts(part.get(name))
