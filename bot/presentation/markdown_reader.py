"""Reads a digest back from Markdown. A malformed file is refused with its line and what to write.

What a Markdown file holds is imported: nobody knows who edited it, so entries have no provenance
and no claims; the notes and empty-section lines that stood there are kept as they were.
"""

import datetime as dt
import re
from typing import NoReturn

from pydantic import ValidationError

from bot.domain.digest import Digest, DigestEntry, Notice, NoticeKind
from bot.domain.errors import InputError
from bot.domain.evidence import Scope
from bot.domain.language import Language
from bot.domain.paper import Links, PaperRef, SourceSummary
from bot.domain.rating import Rating
from bot.domain.section import (
    SECTION_ORDER,
    Absence,
    AbsenceReason,
    Section,
    Sentence,
    make_section,
)
from bot.presentation.catalogue import Catalogue, catalogue
from bot.presentation.escape import unescape
from bot.presentation.markdown import UNKNOWN

_TITLE = re.compile(
    r"# (?P<date>\d{4}-\d{2}-\d{2}) (?P<period>Daily|Weekly) Papers \(Top (?P<n>\d+)\)"
)
_ENTRY = re.compile(
    r"## (?P<rank>\d+)\. \[(?P<title>(?:\\.|[^\\\]])+)\]\(https://huggingface\.co/papers/(?P<id>[^\s()]+)\)"
)
_LONGEST_SENTENCE = 2_000


def parse(text: str) -> Digest:
    """The digest of a Markdown file. Raises `InputError` with the line number."""
    return _Reader(text).digest()


class _Reader:
    """A cursor over the lines that are not blank."""

    def __init__(self, text: str) -> None:
        self._lines = [(n, s) for n, s in enumerate(text.split("\n"), start=1) if s.strip()]
        self._last = text.count("\n") + 1
        self._at = 0
        self._words: Catalogue = catalogue(Language.KO)

    def digest(self) -> Digest:
        title = self._expect(_TITLE, "'# 2026-02-16 Daily Papers (Top 5)'")
        try:
            date = dt.date.fromisoformat(title["date"])
        except ValueError:
            self._wrong("a date such as 2026-02-16", back=1)
        notices: list[Notice] = []
        while (line := self._peek()) and line.startswith("> "):
            notices.append(Notice(kind=NoticeKind.IMPORTED, detail=unescape(line[2:])))
            self._at += 1
        entries: list[DigestEntry] = []
        while self._peek() is not None:
            entries.append(self._entry(len(entries) + 1))
        if len(entries) != int(title["n"]):
            raise InputError(
                f"line 1: the title says Top {title['n']}, but {len(entries)} entries follow"
            )
        return Digest(
            date=date,
            language=self._words.language,
            period="day" if title["period"] == "Daily" else "week",
            notices=tuple(notices),
            entries=tuple(entries),
        )

    def _entry(self, rank: int) -> DigestEntry:
        head = self._expect(
            _ENTRY, f"'## {rank}. [title](https://huggingface.co/papers/2602.10388)'"
        )
        begun = self._at
        if int(head["rank"]) != rank:
            self._wrong(f"entry number {rank}", back=1)
        upvotes, difficulty, confidence = self._ratings(first=rank == 1)
        self._expect(
            re.compile(re.escape(f"**arXiv**: https://arxiv.org/abs/{head['id']}")),
            f"'**arXiv**: https://arxiv.org/abs/{head['id']}'",
        )
        note = self._optional(re.compile(r"> (?P<text>.+)"))
        tags = self._expect(
            re.compile(rf"\*\*{re.escape(self._words.tags)}\*\*: (?P<tags>.+)"),
            f"'**{self._words.tags}**: …'",
        )
        summary = self._source_summary()
        image = self._optional(re.compile(r"!\[Thumbnail\]\((?P<file>[^\s()]+)\)"))
        sections = self._sections()
        self._expect(re.compile("---"), "'---' after the entry, or a section heading")
        try:
            return DigestEntry(
                rank=rank,
                paper=PaperRef(
                    id=head["id"],
                    title=unescape(head["title"]),
                    upvotes=upvotes,
                    links=Links.of(head["id"]),
                    thumbnail_file=image["file"] if image else None,
                ),
                tags=_tags(tags["tags"], self._words),
                difficulty=difficulty,
                confidence=confidence,
                sections=tuple(sections),
                source_summary=summary,
                note=unescape(note["text"]) if note else None,
            )
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            line = self._lines[begun - 1][0]
            raise InputError(
                f"line {line}: entry {rank}: {'.'.join(map(str, first['loc']))}: {first['msg']}"
            ) from error

    def _ratings(self, *, first: bool) -> tuple[int | None, Rating, Rating]:
        """The line of votes and ratings; that of the first entry tells the language."""
        languages = list(Language) if first else [self._words.language]
        for language in languages:
            words = catalogue(language)
            if match := self._optional(_ratings_line(words)):
                self._words = words
                by_word = {word: rating for rating, word in words.ratings.items()}
                votes = None if match["upvotes"] == UNKNOWN else int(match["upvotes"])
                return votes, by_word[match["difficulty"]], by_word[match["confidence"]]
        words = self._words
        choices = "|".join(words.ratings.values())
        self._wrong(
            f"'**{words.upvotes}**: 12 | **{words.difficulty}**: {choices} | "
            f"**{words.confidence}**: {choices}'"
        )

    def _source_summary(self) -> SourceSummary | None:
        words = self._words
        field = r"(?:\\.|[^\\,()])+"
        match = self._optional(
            re.compile(
                rf"\*\*{re.escape(words.source_summary)}\*\* \((?P<credit>{field})"
                rf"(?:, (?P<model>{field}))??, {re.escape(words.unchecked)}\): (?P<text>.+)"
            )
        )
        if match is None:
            return None
        return SourceSummary(
            text=unescape(match["text"]),
            credit=unescape(match["credit"]),
            model=unescape(match["model"]) if match["model"] else None,
        )

    def _sections(self) -> list[Section]:
        sections: list[Section] = []
        while (line := self._peek()) and line.startswith("### "):
            kind, scope = self._kind(line[4:])
            if sections and SECTION_ORDER.index(kind) <= SECTION_ORDER.index(sections[-1].kind):
                self._wrong(f"sections once each in the order {', '.join(SECTION_ORDER)}")
            self._at += 1
            sections.append(self._section(kind, scope))
        return sections

    def _kind(self, heading: str) -> tuple[str, Scope]:
        for key, word in self._words.headings.items():
            if word == heading:
                scope = Scope.FULL_TEXT if key == "details_full_text" else Scope.ABSTRACT
                return ("details" if key.startswith("details_") else key), scope
        self._wrong("one of the headings " + ", ".join(self._words.headings.values()))

    def _section(self, kind: str, scope: Scope) -> Section:
        lines: list[str] = []
        while (line := self._peek()) and not re.match(r"#{1,3} |---$", line):
            lines.append(line)
            self._at += 1
        if not lines:
            self._wrong("text, a list or an _…_ line under the heading")
        absent = re.fullmatch(r"_(?P<text>.+)_", lines[0])
        if len(lines) == 1 and absent:
            imported = Absence(reason=AbsenceReason.IMPORTED, text=unescape(absent["text"]))
            return make_section(kind, absent=imported, scope=scope)
        texts = [piece for line in lines for piece in _pieces(unescape(line.removeprefix("- ")))]
        return make_section(
            kind, sentences=tuple(Sentence(text=text) for text in texts), scope=scope
        )

    def _peek(self) -> str | None:
        return self._lines[self._at][1].rstrip("\r") if self._at < len(self._lines) else None

    def _optional(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        line = self._peek()
        match = pattern.fullmatch(line) if line is not None else None
        if match:
            self._at += 1
        return match

    def _expect(self, pattern: re.Pattern[str], what: str) -> re.Match[str]:
        match = self._optional(pattern)
        if match is None:
            self._wrong(what)
        return match

    def _wrong(self, expected: str, *, back: int = 0) -> NoReturn:
        at = self._at - back
        if at < len(self._lines):
            number, line = self._lines[at]
            raise InputError(f"line {number}: expected {expected}, found {line[:60]!r}")
        raise InputError(f"line {self._last}: expected {expected}, found the end of the file")


def _ratings_line(words: Catalogue) -> re.Pattern[str]:
    choices = "|".join(re.escape(word) for word in words.ratings.values())
    return re.compile(
        rf"\*\*{re.escape(words.upvotes)}\*\*: (?P<upvotes>\d{{1,9}}|{UNKNOWN}) \| "
        rf"\*\*{re.escape(words.difficulty)}\*\*: (?P<difficulty>{choices}) \| "
        rf"\*\*{re.escape(words.confidence)}\*\*: (?P<confidence>{choices})"
    )


def _tags(line: str, words: Catalogue) -> tuple[str, ...]:
    if line == words.no_tags:
        return ()
    return tuple(unescape(tag) for tag in re.split(r"(?<!\\), ", line))


def _pieces(text: str) -> list[str]:
    """A long paragraph in pieces that a sentence may hold, cut at spaces."""
    pieces: list[str] = []
    while len(text) > _LONGEST_SENTENCE:
        cut = text.rfind(" ", 0, _LONGEST_SENTENCE + 1)
        cut = cut if cut > 0 else _LONGEST_SENTENCE
        pieces.append(text[:cut])
        text = text[cut:].lstrip()
    return [*pieces, text]
