"""A table as one line of text: cells between bars, rows between semicolons."""

import re

_SPACES = re.compile(r"\s+")
_WIDEST, _LOWEST = 50, 200  # columns and rows that a cell may cover
_REPEATED = 100  # characters of a cell that is said again in each row it covers
_ROOM = 8_000  # characters and cells that spans may add; after that they are not obeyed

_NOTHING = (-1, "")


class Table:
    """Cells row by row.

    A cell that covers several rows stands in each of them, so that every row can be read alone; one
    that covers several columns leaves the others empty.
    """

    def __init__(self) -> None:
        self._rows: list[list[str]] = []
        self._below: dict[int, tuple[int, str]] = {}
        self._added = 0

    @property
    def text(self) -> str:
        """The table; rows and ends of rows without a word are left out."""
        rows = (" | ".join(_without_end(cells)) for cells in self._rows if any(cells))
        return " ; ".join(_SPACES.sub(" ", row).strip() for row in rows)

    def row(self) -> None:
        """A row begins."""
        if self._rows:
            self._fill()
        self._rows.append([])

    def cell(self, text: str, *, across: int = 1, down: int = 1) -> None:
        """The next cell of the row, which covers so many columns and rows."""
        if not self._rows:
            self.row()
        self._fill()
        row = self._rows[-1]
        until = len(self._rows) - 1 + min(down, _LOWEST) - 1
        for covered in (text, *[""] * (min(across, _WIDEST) - 1)):
            if down > 1 and self._added < _ROOM:
                self._below[len(row)] = (until, covered)
            row.append(covered)

    def _fill(self) -> None:
        """Go past the columns that cells of rows above cover."""
        row, here = self._rows[-1], len(self._rows) - 1
        while self._added < _ROOM and (above := self._below.get(len(row), _NOTHING))[0] >= here:
            again = above[1] if len(above[1]) <= _REPEATED else ""
            self._added += 1 + len(again)
            row.append(again)


def _without_end(cells: list[str]) -> list[str]:
    """The cells up to the last that says something."""
    end = max(place for place, text in enumerate(cells, 1) if text)
    return cells[:end]
