r"""Text from outside where Discord reads Markdown. It shows as written, and does nothing.

Discord's Markdown is its own: https://support.discord.com/hc/en-us/articles/210298617 and
https://docs.discord.com/developers/reference#message-formatting. A backslash before a mark makes
a character of it, but not in the text of a link, where it would be shown: "disabled in masked
links for security reasons" (https://github.com/discord/discord-api-docs/issues/6185). There only
another character that looks like the mark is none.
"""

import re

from bot.domain.base import inline

JOINER = "\u2060"  # nobody sees it, and no text of ours holds it

_ACTS = re.compile(
    r"""
    [\\*_~`|<\[\]]              # emphasis, code, spoilers, links, whatever stands in <>
    | :(?=/|[^\s:]+:)           # an address, an emoji by its name
    | (?<=\w)\.(?=[^\W\d]{2})   # a domain: an invite is found without https://
    # At the beginning of a line; after a space too, where some versions of the client see one.
    | (?<!\S)\#(?=\#{0,2}(?:\s|$))
    | (?<!\S)[-+](?=\#?(?:\s|$))
    | (?<!\S)>
    | (?<=\d)\.(?=\s|$)
    """,
    re.VERBOSE,
)
_MENTION = re.compile(r"@(?=[\w&!$])")
# An escaped bracket may still be the end of a link that began before it.
_LINK_END = re.compile(r"(?<=\\\])(?=\()")

_LOOK_ALIKES = str.maketrans("\\*_~`|[]", "＼∗ˍ∼ˋ∣［］")
_ANGLE = re.compile(r"<(?=\S)")
_AT = re.compile(r"@(?=[a-z])")
# Discord takes for a colon or a slash what looks like one, and removes invisible characters, when
# it looks for addresses and emoji in a link's text; it shows such a link as raw Markdown.
_COLON = "[:;\u037e\u02d0\u02f8\u0589\u05c3\u0703\u0704\u0903\u0a83\u16ec\u1803\u1809\u205a\u2236\ua4fd\ua789\ufe30\uff1a]"
_SLASH = (
    "[/\u1735\u2041\u2044\u2215\u2571\u27cb\u29f8\u2cc6\u2f03\u3033\u30ce\u31d3\u4e3f\U0001d23a]"
)
_SPACED = re.compile(rf"{_COLON}(?=[^\s{_COLON[1:]}+{_COLON})|{_SLASH}(?={_SLASH})")
_INVITE_DOT = re.compile(r"(?:(?<=discord)|(?<=discordapp)|(?<=dis))\.(?=\w+/)", re.IGNORECASE)
# https://www.unicode.org/Public/emoji, with some neighbours that are none
_EMOJI = re.compile(
    "(?:[#*0-9]\ufe0f?\u20e3|[\u203c\u2049\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]|[\u200d\ufe0f\U000e0020-\U000e007f])+"
)
_NO_WORDS = "→"


def escape(text: str) -> str:
    """`text` as plain words: no markup, mention, link, preview, emoji or list comes of it."""
    text = _ACTS.sub(r"\\\g<0>", inline(text))
    text = _MENTION.sub(rf"\g<0>{JOINER}", text)
    return _LINK_END.sub(JOINER, text)


def linked(text: str, url: str) -> str:
    """`text` with a link on it.

    Discord shows no link whose text holds an emoji (discord-api-docs issues 7510 and 7673): they
    stand beside it, and so does what is beyond them.
    """
    text = inline(text)
    target = url.replace("*", "%2A")  # or it would end an emphasis around the link
    if text == url:
        return f"<{target}>"
    at, words = max(_runs(text), key=lambda run: len(run[1]), default=(len(text), ""))
    if not words:
        return f"{escape(text)}[{_NO_WORDS}]({target})"
    before, after = text[:at], text[at + len(words) :]
    return f"{escape(before)}[{_label(words)}]({target}){escape(after)}"


def _runs(text: str) -> list[tuple[int, str]]:
    """Where something without emoji stands, and what."""
    edges = [0, *(edge for emoji in _EMOJI.finditer(text) for edge in emoji.span()), len(text)]
    runs = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        run = text[start:end]
        if (words := run.strip()) and any(map(str.isprintable, words)):
            runs.append((start + run.index(words), words))
    return runs


def _label(text: str) -> str:
    text = _ANGLE.sub("＜", text.translate(_LOOK_ALIKES))
    text = _AT.sub("＠", text)
    text = _INVITE_DOT.sub("\u2024", text)
    return _SPACED.sub(r"\g<0> ", text)
