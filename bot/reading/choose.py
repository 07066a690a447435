"""Which passages of a paper a model is shown: what matters most first, until the room is used up."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.domain.evidence import PaperText, Passage, PassageKind
from bot.reading.chapters import Part, parts_of
from bot.reading.shown import for_model, heading_of, without_markers

MOST_TOKENS = 12_000
_BYTES_PER_TOKEN = 3  # as the budget estimates it: a little more than languages need on average
_GAP = len("\n[…]\n".encode())
_CAPTIONS = "captions"
_TABLES = "tables"
# A share of the room for each, so that none eats all; then what is left, in the second order.
_SHARES: dict[str, float] = {
    Part.ABSTRACT: 0.10,
    Part.LIMITATIONS: 0.10,
    Part.CONCLUSION: 0.10,
    Part.INTRODUCTION: 0.18,
    Part.RESULTS: 0.28,
    _CAPTIONS: 0.10,
    Part.AVAILABILITY: 0.02,
}
_THEN = (
    Part.METHOD,
    *_SHARES,
    _TABLES,
    Part.RELATED,
    Part.APPENDIX,
    Part.BACK_MATTER,
)


class _Candidate(NamedTuple):
    """A passage, its place in the text, the run under one heading it stands in, and where in it."""

    place: int
    group: str
    run: int
    nth: int
    cost: int
    heading: int


def choose(text: PaperText, most_tokens: int = MOST_TOKENS) -> PaperText:
    """The passages that fit into `most_tokens` as a prompt shows them, in reading order.

    The public record is always among them, without the authors' names. Of each part the beginnings
    of its sections come first.
    """
    text = for_model(text)
    room = most_tokens * _BYTES_PER_TOKEN
    candidates = list(_candidates(text))
    record = [c for c in candidates if c.group == Part.RECORD]
    taken = _Taken(room)
    taken.take(record, room)
    groups: dict[str, list[_Candidate]] = {}
    for candidate in sorted(candidates, key=lambda c: (c.nth, c.place)):
        groups.setdefault(candidate.group, []).append(candidate)
    for group, share in _SHARES.items():
        taken.take(groups.get(group, ()), int(share * room))
    for group in _THEN:
        taken.take(groups.get(group, ()), room)
    chosen = tuple(p for place, p in enumerate(text.passages) if place in taken.places)
    return text.model_copy(update={"passages": chosen})


class _Taken:
    """What was taken so far, and the bytes left for more."""

    def __init__(self, room: int) -> None:
        self.places: set[int] = set()
        self._left = room
        self._runs: set[int] = set()

    def take(self, candidates: Iterable[_Candidate], share: int) -> None:
        """Take from the first on until the share is used up; what is too large is passed over."""
        used = 0
        for candidate in candidates:
            if used >= share:
                return
            cost = candidate.cost + (0 if candidate.run in self._runs else candidate.heading)
            if candidate.place in self.places or cost > self._left:
                continue
            self.places.add(candidate.place)
            self._runs.add(candidate.run)
            self._left -= cost
            used += cost


def _candidates(text: PaperText) -> Iterator[_Candidate]:
    run, nth, heading = -1, 0, ""
    for place, (passage, part) in enumerate(zip(text.passages, parts_of(text), strict=True)):
        if run < 0 or heading_of(passage) != heading:
            run, nth, heading = run + 1, 0, heading_of(passage)
        yield _Candidate(
            place=place,
            group=_group(passage, part),
            run=run,
            nth=nth,
            cost=len(without_markers(passage.text).encode()) + 1 + _GAP,
            heading=len(heading.encode()) + len("\n[]\n"),
        )
        nth += 1


def _group(passage: Passage, part: Part) -> str:
    if part in {Part.APPENDIX, Part.BACK_MATTER, Part.RELATED}:
        return part
    kinds = {PassageKind.CAPTION: _CAPTIONS, PassageKind.TABLE: _TABLES}
    return kinds.get(passage.kind, part)
