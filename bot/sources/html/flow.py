"""A text that runs on, until it is taken whole."""

import re

from bot.sources.html.latexml import Role
from bot.sources.html.table import Table

_SPACES = re.compile(r"\s+")
_LOOSE = re.compile(
    r"(?<=\S) (?=[,;)\]](?:[\s,.;:)\]]|$)|[.:](?:[\s)\]]|$))"  # before a sign that ends
    r"|(?<=[(\[]) (?=\S)"  # after one that begins
)


class Flow:
    """Text that runs on. `inner` counts the tables inside a table, which are text in a cell."""

    def __init__(self, role: Role) -> None:
        self.role = role
        self.words: list[str] = []
        self.length = 0
        self.in_words = False  # not in formulas alone
        self.table = Table()
        self.spans = (1, 1)
        self.inner = 0

    def add(self, text: str) -> None:
        """Go on with these words."""
        self.words.append(text)
        self.length += len(text)

    @property
    def said(self) -> bool:
        """Whether more than spaces is in it."""
        return any(not text.isspace() for text in self.words)

    def take(self) -> str:
        """What was said, with the spaces that a reader expects; the next words begin anew."""
        if not self.words:
            return ""
        text = _LOOSE.sub("", _SPACES.sub(" ", "".join(self.words)).strip())
        self.words.clear()
        self.length = 0
        self.in_words = False
        return text
