"""Markdown's marks in text from outside: escaped on the way out, given back on the way in.

CommonMark 0.31, 2.4: any ASCII punctuation may be escaped by a backslash.
"""

import re

_MARKS = re.compile(r"[\\`*_\[\]<>~&]")
_BLOCK_START = re.compile(r"^(?:([-+=#])|(\d{1,9})([.)])(?=\s|$))")
_SCHEME = re.compile(r":(?=//)")
_WWW = re.compile(r"(?<![\w\\])(www)\.", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def escape(text: str, *, also: str = "") -> str:
    """`text` as plain words in Markdown: no link, image, markup, list or heading comes of it.

    `also` names further ASCII punctuation to escape, such as the comma inside a list of words.
    """
    out = _MARKS.sub(r"\\\g<0>", text)
    out = _SCHEME.sub(r"\\:", out)
    out = _WWW.sub(r"\1\\.", out)
    for mark in also:
        out = out.replace(mark, f"\\{mark}")
    return _BLOCK_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", out)


def unescape(text: str) -> str:
    """What `escape` was given."""
    return _ESCAPED.sub(r"\1", text)
