"""Text from outside where Slack, or a client of it, reads more than words. It shows as written.

`rich_text` needs nothing: there a text is a text. `unlinked` is for `plain_text`, where clients may
make links of addresses; `escape` is for `mrkdwn` and the `text` of a message.
https://docs.slack.dev/messaging/formatting-message-text
"""

import re

from bot.domain.base import inline

_JOINER = "\u2060"  # nobody sees it, and no text of ours holds it
_LINKED = re.compile(
    r"&(?=(?:amp|lt|gt);)|:(?=//)|mailto:|(?<=\S)@(?=\w)"
    r"|(?<=www)\.|(?<=\w)\.(?=[^\W\d]{2})|(?<=[a-z\d])[．｡。](?=[a-z]{2})",
    re.IGNORECASE,
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# Slack has no escape for its marks: only another character that looks like one is surely none.
_MARKS = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}
# Inside a word they are none.
_MARK = re.compile(r"`|(?<![A-Za-z0-9])[*_~]|[*_~](?![A-Za-z0-9])")
# A mention, a channel's name, the colon of an address or an emoji, the dot of a domain.
_ACTS = re.compile(
    r"@(?=\S)|#(?=[^\W\d])|:(?=\S)|(?<=\w)[.．｡。](?=[^\W\d])|(?<=www)\.(?=\S)",
    re.IGNORECASE,
)
_LINE_START = re.compile(r"^\s*(?=>|[-+•◦▪](?:\s|$)|\d+[.)](?:\s|$))")


def unlinked(text: str) -> str:
    """`text` for `plain_text`: no link comes of an address, no character of an entity."""
    return _LINKED.sub(rf"\g<0>{_JOINER}", inline(text))


def escape(text: str) -> str:
    """`text` for `mrkdwn`: no mention, link, emoji, emphasis, quote or list comes of it."""
    text = _LINE_START.sub(rf"\g<0>{_JOINER}", inline(text))
    text = _MARK.sub(lambda mark: _MARKS[mark[0]], text)
    text = _ACTS.sub(rf"\g<0>{_JOINER}", text)
    return "".join(_ENTITIES.get(letter, letter) for letter in text)
