"""Markdown's marks in text from outside: escaped on the way out, given back on the way in.

CommonMark 0.31, 2.4: any ASCII punctuation may be escaped by a backslash. That also breaks what
GitHub and others turn into links without any mark (`www.`, `//`, the dot of a domain), but not
mentions and mail addresses, which they look for in the finished text: there a word joiner, which
nobody sees and no text of ours holds, follows the `@`.
"""

import re

_MARKS = re.compile(r"[\\`*_\[\]<>~&]")
_BLOCK_START = re.compile(r"^(?:([-+=#])(?=\1*(?:\s|$))|(\d{1,9})([.)])(?=\s|$))")
_SLASHES = re.compile(r"/(?=/)")
_DOMAIN_DOT = re.compile(r"(?<=www)\.|(?<=\w)\.(?=[^\W\d_]{2})", re.IGNORECASE)
_MENTION = re.compile(r"(?<![A-Za-z0-9_])@(?=\w)|(?<=[\w.+-])@(?=[\w.\\-]*\.\w*[^\W\d_])")
_JOINER = "\u2060"
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def escape(text: str, *, also: str = "") -> str:
    """`text` as plain words in Markdown: no link, image, markup, list or heading comes of it.

    `also` names further ASCII punctuation to escape, such as the comma inside a list of words.
    """
    out = _MARKS.sub(r"\\\g<0>", text)
    out = _SLASHES.sub(r"\\/", out)
    out = _DOMAIN_DOT.sub(r"\\.", out)
    out = _MENTION.sub(f"@{_JOINER}", out)
    for mark in also:
        out = out.replace(mark, f"\\{mark}")
    return _BLOCK_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", out)


def unescape(text: str) -> str:
    """What `escape` was given."""
    return _ESCAPED.sub(r"\1", text.replace(f"@{_JOINER}", "@"))
