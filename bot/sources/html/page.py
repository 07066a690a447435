"""Reads a page tag by tag: what of it is the paper, and what each part of that is."""

import re
from collections.abc import Callable, Mapping
from enum import IntEnum, auto

from bot.sources.html.formula import one_line
from bot.sources.html.galley import MOST_CHARACTERS, Galley
from bot.sources.html.latexml import INLINE, SKIPPED, Mark, Role, mark_of

_MOST_ELEMENTS = 700_000
_DEEPEST = 1_000  # a stray end tag costs the parser a look at every open element

_SPACES = re.compile(r"\s+")


class _Voice(IntEnum):
    """Whether what stands here is read."""

    READ = auto()
    AROUND = auto()  # the paper begins inside
    PICTURE = auto()  # only boxes of text are read
    MUTE = auto()


_HEARD = {
    _Voice.AROUND: {Role.DOCUMENT, Role.PAGE_TITLE, Role.WATERMARK},
    _Voice.PICTURE: {Role.BOX},
    _Voice.MUTE: set[Role](),
}
_VOICES = {Role.SKIPPED: _Voice.MUTE, Role.PICTURE: _Voice.PICTURE}
_APART = {
    *(Role.HEADING, Role.TITLE, Role.PAGE_TITLE, Role.WATERMARK),
    *(Role.CAPTION, Role.FOOTNOTE, Role.FORMULA),
}


class Page:
    """A target of lxml's parser. `latexml`: the paper is the element that LaTeXML marks as such.

    `full` once enough was read: 1.5 million characters, or what no paper has.
    """

    def __init__(self, *, latexml: bool) -> None:
        self.galley = Galley()
        self.full = False
        self.latexml = latexml
        self._voice = _Voice.AROUND if latexml else _Voice.READ
        self._open: list[tuple[Mark, _Voice]] = []
        self._elements = 0
        self._characters = 0

    @property
    def title(self) -> str:
        """The paper's title, or else the page's."""
        said = self.galley.said
        return said.get(Role.TITLE) or said.get(Role.PAGE_TITLE) or ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._elements += 1
        self.full = (
            self.full
            or self.galley.full
            or self._elements > _MOST_ELEMENTS
            or len(self._open) >= _DEEPEST
        )
        if self.full:
            return
        before = self._voice
        mark = INLINE
        if before is not _Voice.MUTE:
            mark = mark_of(tag, attributes)
            if before is _Voice.READ or mark.role in _HEARD[before]:
                self._voice = _VOICES.get(mark.role, _Voice.READ)
                mark = self._begin(mark, attributes)
            else:
                self._voice = _VOICES.get(mark.role, before)
                mark = SKIPPED
        self._open.append((mark, before))

    def end(self, tag: str) -> None:
        """An element ends."""
        if self.full:
            return
        mark, self._voice = self._open.pop()
        self._end(mark)

    def data(self, text: str) -> None:
        """Text, in pieces of any length."""
        if self._voice is _Voice.READ and not self.full:
            self.galley.say(self._fitting(_SPACES.sub(" ", text)))

    def close(self) -> None:
        """The page is over."""
        self.galley.finish()

    def _fitting(self, text: str) -> str:
        """`text`, or what there is still room for."""
        room = MOST_CHARACTERS - self._characters
        self._characters += len(text)
        self.full = self.full or len(text) >= room
        return text[:room]

    def _begin(self, mark: Mark, attributes: Mapping[str, str]) -> Mark:
        """Do what an element's role asks for; returns the mark that its end needs."""
        galley = self.galley
        if mark.role is Role.FORMULA and (tex := attributes.get("alttext")):
            self._voice = _Voice.MUTE
            galley.say_formula(self._fitting(one_line(tex)))
            return SKIPPED
        if mark.role is Role.HEADING and self._is_title(mark):
            mark = Mark(Role.TITLE)
        if mark.role in {Role.HEADING, Role.TITLE, Role.ASIDE} and not galley.runs_plain:
            mark = Mark(Role.BREAK)
        match mark.role:
            case Role.ITEM:
                galley.begin_item(mark.name)
            case Role.CELL:
                galley.begin_cell(*(_span(attributes.get(n, "")) for n in ("colspan", "rowspan")))
            case Role.ASIDE:
                galley.begin_aside(mark)
            case Role.TEX if galley.role is Role.FORMULA:
                galley.forget()
            case role if role in _APART:
                galley.open(role)
            case role if role in _BEGIN:
                _BEGIN[role](galley)
            case _:
                pass
        return mark

    def _end(self, mark: Mark) -> None:
        if mark.role in _APART:
            self.galley.close(mark)
        elif end := _END.get(mark.role):
            end(self.galley)

    def _is_title(self, mark: Mark) -> bool:
        """A page that LaTeXML has not made begins with its title."""
        plain = not self.latexml and mark.rank == 1
        return plain and Role.TITLE not in self.galley.said and not self.galley.pieces


_BEGIN: Mapping[Role, Callable[[Galley], None]] = {
    Role.BREAK: Galley.space,
    Role.BLOCK: Galley.part,
    Role.BOX: Galley.part,
    Role.DOCUMENT: Galley.part,
    Role.RUN_IN: Galley.part,
    Role.PARAGRAPH: Galley.join,
    Role.LIST: Galley.begin_list,
    Role.TABLE: Galley.begin_table,
    Role.ROW: Galley.row,
}
_END: Mapping[Role, Callable[[Galley], None]] = {
    Role.BREAK: Galley.space,
    Role.CELL: Galley.end_cell,
    Role.BLOCK: Galley.part,
    Role.BOX: Galley.part,
    Role.DOCUMENT: Galley.part,
    Role.RUN_IN: Galley.run_in,
    Role.PARAGRAPH: Galley.unjoin,
    Role.LIST: Galley.part,
    Role.ITEM: Galley.end_item,
    Role.ASIDE: Galley.end_aside,
    Role.TABLE: Galley.end_table,
}


def _span(value: str) -> int:
    """What a cell covers; a browser, too, takes one where no number stands."""
    return max(1, int(value)) if re.fullmatch(r"[0-9]{1,4}", value) else 1
