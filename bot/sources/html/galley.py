"""Text in the making: stretches of it under headings, what stands apart set aside."""

import re

from bot.domain.evidence import PassageKind
from bot.sources.html.flow import Flow
from bot.sources.html.latexml import Mark, Role
from bot.sources.pieces import Piece

MOST_CHARACTERS = 1_500_000
MOST_PIECES = 6_000
_ROOM = 700  # characters that a stretch may have before the next item of a list begins another
_LETTER = re.compile(r"[^\W\d_]")  # the number of a formula has none
_WORD = re.compile(r"[^\W_]")
_REFERENCES = re.compile(
    r"[\W\d]*(?:[ivx]+[.\s]+)?(?:references|bibliography|works cited|literature cited)(?: and notes)?\W*",
    re.IGNORECASE,
)


class Galley:
    """What was read so far: `pieces` in order, and the texts that stand for the page."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.said: dict[Role, str] = {}
        self._flows = [Flow(Role.PARAGRAPH)]
        self._joined = 0
        self._runs_in = False
        self._headings: list[tuple[int, str, bool]] = []
        self._put_by: list[list[tuple[int, str, bool]]] = []
        self._held: list[Piece] = []
        self._kept = 0

    @property
    def full(self) -> bool:
        """Whether this is more than any paper has."""
        return self._kept >= MOST_CHARACTERS or len(self.pieces) >= MOST_PIECES

    @property
    def role(self) -> Role:
        """What the text is that is running."""
        return self._flows[-1].role

    @property
    def runs_plain(self) -> bool:
        """Whether plain text is running, not that of a heading, a table or a note."""
        return len(self._flows) == 1

    def say(self, text: str) -> None:
        """Add to the running text."""
        self._flows[-1].add(text)
        if not text.isspace():
            self._runs_in = False
            self._flows[-1].in_words |= _LETTER.search(text) is not None

    def say_formula(self, tex: str) -> None:
        """Add a formula: it belongs to the words around it."""
        self._flows[-1].add(tex)

    def space(self) -> None:
        """What follows is another word."""
        self._flows[-1].add(" ")

    def part(self) -> None:
        """A block begins or ends."""
        if self._runs_in or self._joined or not self.runs_plain:
            self._flows[-1].add(" ")
            self._runs_in = False
        else:
            self.flush()

    def join(self) -> None:
        """Until `unjoin`, blocks are parts of one stretch."""
        self.part()
        self._joined += 1

    def unjoin(self) -> None:
        """The end of what `join` began."""
        self._joined -= 1
        self.part()

    def begin_list(self) -> None:
        """A list stays with the sentence that announces it."""
        self.part()
        if self.runs_plain and not self._flows[0].said and (last := self._last_here(":")):
            self.say(f"{last} ")

    def begin_item(self, sign: str) -> None:
        """Short items stand together."""
        if self.runs_plain and self._flows[0].length > _ROOM:
            self.flush()
        self._flows[-1].add(f" {sign} " if sign else " ")
        self._joined += 1

    def end_item(self) -> None:
        """The next item may follow in the same stretch."""
        self._joined -= 1
        self._flows[-1].add(" ")

    def run_in(self) -> None:
        """What was said last stands in the line of the block that follows."""
        self._flows[-1].add(" ")
        self._runs_in = True

    def begin_aside(self, mark: Mark) -> None:
        """A part with a name of its own; after it, the headings before it hold again."""
        self.flush()
        self._put_by.append(self._headings)
        self._headings = [(mark.rank, mark.name, False)]

    def end_aside(self) -> None:
        """The end of what `begin_aside` began."""
        self.flush()
        self._headings = self._put_by.pop()

    def open(self, role: Role) -> None:
        """Begin a text that stands apart from the running one."""
        if role in {Role.HEADING, Role.TITLE}:
            self.flush()
        self._flows.append(Flow(role))

    def close(self, mark: Mark) -> None:
        """The end of what `open` began: it goes where texts of its kind go."""
        flow = self._flows.pop()
        match flow.role:
            case Role.FORMULA:
                self.say_formula(flow.take())
            case Role.HEADING:
                self._enter(mark, flow.take())
            case Role.TABLE:
                self._hold(flow.table.text or flow.take(), PassageKind.TABLE)
            case Role.CAPTION:
                self._hold(flow.take(), PassageKind.CAPTION)
            case Role.FOOTNOTE:
                self._hold(flow.take(), PassageKind.FOOTNOTE)
            case role:
                self.said.setdefault(role, flow.take())

    def forget(self) -> None:
        """A formula's source follows: its signs are not said twice."""
        self._flows[-1].words.clear()

    def begin_table(self) -> None:
        """A table stands apart, unless it is in a cell, a caption or a note."""
        if self.runs_plain:
            self.open(Role.TABLE)
        else:
            self._flows[-1].inner += 1

    def end_table(self) -> None:
        """The end of what `begin_table` began."""
        if self._flows[-1].inner:
            self._flows[-1].inner -= 1
        else:
            self.close(Mark(Role.TABLE))

    def row(self) -> None:
        """A row begins."""
        if self._in_cells:
            self._flows[-1].table.row()

    def begin_cell(self, across: int, down: int) -> None:
        """A cell begins that covers so many columns and rows."""
        self.space()
        if self._in_cells:
            self._flows[-1].spans = (across, down)

    def end_cell(self) -> None:
        """A cell ends."""
        flow = self._flows[-1]
        if self._in_cells:
            across, down = flow.spans
            flow.table.cell(flow.take(), across=across, down=down)
        else:
            flow.add(" ")

    @property
    def _in_cells(self) -> bool:
        return self._flows[-1].role is Role.TABLE and not self._flows[-1].inner

    def flush(self) -> None:
        """The running stretch is whole. Formulas alone end the stretch before them."""
        if not self._flows[0].words and not self._held:
            return
        in_words, text = self._flows[0].in_words, self._flows[0].take()
        if text and not in_words and (last := self._last_here()):
            text = f"{last} {text}"
        self._keep(text, PassageKind.PARAGRAPH)
        self.pieces.extend(self._held)
        self._held.clear()

    def finish(self) -> None:
        """The page is over, or enough of it was read."""
        while not self.runs_plain:
            self.close(Mark(Role.HEADING))
        self.flush()

    def _hold(self, text: str, kind: PassageKind) -> None:
        """What stands apart comes after the stretch it stands in."""
        at_once = self.runs_plain or kind is PassageKind.CAPTION
        if at_once and not self._flows[0].said:
            self._keep(text, kind)
        elif piece := self._piece(text, kind):
            self._held.append(piece)

    def _keep(self, text: str, kind: PassageKind) -> None:
        if piece := self._piece(text, kind):
            self.pieces.append(piece)

    def _piece(self, text: str, kind: PassageKind) -> Piece | None:
        if not _WORD.search(text) or any(unread for _, _, unread in self._headings):
            return None
        section, chapter = self._place
        self._kept += len(text)
        return Piece(section, text, chapter, kind)

    def _last_here(self, ending: str = "") -> str | None:
        """Takes back the stretch before, if it is of the same section and ends so."""
        last = self.pieces[-1] if self.pieces else None
        if (
            last is None
            or last.kind is not PassageKind.PARAGRAPH
            or (last.section, last.chapter) != self._place
            or len(last.text) > _ROOM
            or not last.text.endswith(ending)
        ):
            return None
        return self.pieces.pop().text

    @property
    def _place(self) -> tuple[str, str]:
        """The nearest heading and the top-level one; before the first, none."""
        names = [name for _, name, _ in self._headings] or [""]
        return names[-1], names[0]

    def _enter(self, mark: Mark, text: str) -> None:
        """A heading ends the parts of its rank and below. References are not the paper's words."""
        if not text:
            return
        name = text.rstrip(".: ")
        if name.lower() == "abstract":
            name = "Abstract"
        self._headings = [heading for heading in self._headings if heading[0] < mark.rank]
        unread = mark.name == "bibliography" or _REFERENCES.fullmatch(name) is not None
        self._headings.append((mark.rank, name, unread))
