"""TeX of formulas on one line, as people would type it who do not set type."""

import re

from bot.sources.tex import plain_signs

_CONTINUED = re.compile(r"(?<!\\)%[ \t]*\n\s*")  # LaTeXML ends its long lines so
_STYLE = re.compile(r"\\(?:display|text|script|scriptscript)style(?![A-Za-z])\s*")
_SPACES = re.compile(r"\s+")
# siunitx writes numbers with their units in pieces.
_WRITTEN = (
    ("{,}", ","),
    (r"\text{\,}", r"\,"),
    (r"\text{\times}", r"\times "),
    (r"\mathrm{\char 37}", r"\%"),
    (r"\mathrm{\%}", r"\%"),
    (r"\char 37", r"\%"),
)


def one_line(tex: str) -> str:
    r"""A formula's source without what only sets type: "68\,\mathrm{\%}" is "68%"."""
    tex = _STYLE.sub("", _CONTINUED.sub("", tex))
    for written, meant in _WRITTEN:
        tex = tex.replace(written, meant)
    tex = re.sub(r"(?<=\d)\\,(?=\\%)", "", tex)
    return _SPACES.sub(" ", plain_signs(re.sub(r"(?<!\\)\$", "", tex))).strip()
