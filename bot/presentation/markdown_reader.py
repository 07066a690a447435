"""Reads a digest back from Markdown. A malformed file is refused with its line and what to write.

What a Markdown file holds is imported: nobody knows who edited it, so entries have no provenance
and no claims; the notes and empty-section lines that stood there are kept as they were.
"""

import datetime as dt
import re
import textwrap

from pydantic import TypeAdapter

from bot.domain.base import Prose
from bot.domain.digest import Digest, DigestEntry, Notice, NoticeKind, Tags
from bot.domain.evidence import Scope
from bot.domain.language import Language
from bot.domain.paper import Links, PaperRef, RelativePath, SourceSummary
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
from bot.presentation.lines import Lines
from bot.presentation.markdown import UNKNOWN

_TITLE = re.compile(
    r"# (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}) (?P<period>Daily|Weekly) Papers"
    r" \(Top (?P<count>10|[0-9])\)"
)
_ENTRY = re.compile(
    r"## (?P<rank>[0-9]{1,2})\. \[(?P<title>(?:\\.|[^\\\]])+)\]"
    r"\(https://huggingface\.co/papers/(?P<id>[^\s()]+)\)"
)
_NOTE = re.compile(r"> (?P<text>.+)")
_THUMBNAIL = re.compile(r"!\[Thumbnail\]\((?P<file>.+)\)")
_ABSENT = re.compile(r"_(?P<text>(?:\\.|[^\\_])+)_")
_ITEM = re.compile(r"- (?P<text>.+)")
_TEXT = re.compile(r"(?!- |#+ |---$)(?P<text>.+)")
_AFTER_SECTION = re.compile(r"#+ |---$")
_LISTS = {"key_points", "applications", "risks"}
_LONGEST_SENTENCE = 2_000

_PROSE: TypeAdapter[str] = TypeAdapter(Prose)
_FILE: TypeAdapter[str] = TypeAdapter(RelativePath)
_TAGS: TypeAdapter[tuple[str, ...]] = TypeAdapter(Tags)


def parse(text: str) -> Digest:
    """The digest of a Markdown file. Raises `InputError` with the line number."""
    return _Reader(Lines(text)).digest()


class _Reader:
    """What may stand on which line. The first entry's labels tell the language."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._words: Catalogue = catalogue(Language.KO)
        self._ids: set[str] = set()

    def digest(self) -> Digest:
        title = self._lines.expect(_TITLE, "'# 2026-02-16 Daily Papers (Top 5)', at most 10")
        try:
            date = dt.date.fromisoformat(title["date"])
        except ValueError:
            self._lines.refuse_last("a date such as 2026-02-16")
        notices: list[Notice] = []
        while text := self._note():
            notices.append(Notice(kind=NoticeKind.IMPORTED, detail=text))
        count = int(title["count"])
        entries = [self._entry(rank) for rank in range(1, count + 1)]
        if self._lines.peek() is not None:
            self._lines.refuse(f"the end of the file, for its title says Top {count}")
        return Digest(
            date=date,
            language=self._words.language,
            period="day" if title["period"] == "Daily" else "week",
            notices=tuple(notices),
            entries=tuple(entries),
        )

    def _entry(self, rank: int) -> DigestEntry:
        paper = self._paper(rank)
        upvotes, difficulty, confidence = self._ratings(first=rank == 1)
        arxiv = f"**arXiv**: {paper.links.arxiv}"
        self._lines.expect(re.compile(re.escape(arxiv)), f"'{arxiv}'")
        note = self._note()
        tags = self._tags()
        summary = self._source_summary()
        shown = {"upvotes": upvotes, "thumbnail_file": self._thumbnail()}
        sections = self._sections()
        self._lines.expect(re.compile("---"), "'---' after the entry, or a section heading")
        return DigestEntry(
            rank=rank,
            paper=paper.model_copy(update=shown),
            tags=tags,
            difficulty=difficulty,
            confidence=confidence,
            sections=sections,
            source_summary=summary,
            note=note,
        )

    def _paper(self, rank: int) -> PaperRef:
        form = f"'## {rank}. [title](https://huggingface.co/papers/2602.10388)'"
        head = self._lines.expect(_ENTRY, form)
        if int(head["rank"]) != rank:
            self._lines.refuse_last(f"entry number {rank}")
        if head["id"] in self._ids:
            self._lines.refuse_last("a paper that does not stand above already")
        self._ids.add(head["id"])
        with self._lines.valid():
            return PaperRef(
                id=head["id"],
                title=unescape(head["title"]),
                upvotes=None,
                links=Links.of(head["id"]),
            )

    def _ratings(self, *, first: bool) -> tuple[int | None, Rating, Rating]:
        for language in Language if first else [self._words.language]:
            words = catalogue(language)
            if match := self._lines.take(_ratings_line(words)):
                self._words = words
                by_word = {word: rating for rating, word in words.ratings.items()}
                votes = None if match["upvotes"] == UNKNOWN else int(match["upvotes"])
                return votes, by_word[match["difficulty"]], by_word[match["confidence"]]
        words = self._words
        choices = "|".join(words.ratings.values())
        self._lines.refuse(
            f"'**{words.upvotes}**: 12 | **{words.difficulty}**: {choices} | "
            f"**{words.confidence}**: {choices}'"
        )

    def _note(self) -> str | None:
        line = self._lines.take(_NOTE)
        with self._lines.valid():
            return _PROSE.validate_python(unescape(line["text"])) if line else None

    def _tags(self) -> tuple[str, ...]:
        label = f"**{self._words.tags}**: "
        tag = r"(?:\\.|[^\\,])+"
        form = re.compile(rf"{re.escape(label)}(?P<tags>{tag}(?:, {tag})*)")
        line = self._lines.expect(form, f"'{label}LLM, Agent'")["tags"]
        if line == self._words.no_tags:
            return ()
        with self._lines.valid():
            return _TAGS.validate_python([unescape(name) for name in re.findall(tag, line)])

    def _source_summary(self) -> SourceSummary | None:
        words = self._words
        field = r"(?:\\.|[^\\,()])+"
        form = re.compile(
            rf"\*\*{re.escape(words.source_summary)}\*\* \((?P<credit>{field})"
            rf"(?:, (?P<model>{field}))??, {re.escape(words.unchecked)}\): (?P<text>.+)"
        )
        line = self._lines.take(form)
        if line is None:
            return None
        with self._lines.valid():
            return SourceSummary(
                text=unescape(line["text"]),
                credit=unescape(line["credit"]),
                model=unescape(line["model"]) if line["model"] else None,
            )

    def _thumbnail(self) -> str | None:
        line = self._lines.take(_THUMBNAIL)
        with self._lines.valid():
            return _FILE.validate_python(line["file"]) if line else None

    def _sections(self) -> tuple[Section, ...]:
        sections: list[Section] = []
        while heading := self._lines.take(re.compile(r"### (?P<words>.+)")):
            kind, scope = self._kind(heading["words"])
            if sections and SECTION_ORDER.index(kind) <= SECTION_ORDER.index(sections[-1].kind):
                self._lines.refuse_last(f"sections once each, in order {', '.join(SECTION_ORDER)}")
            sections.append(self._section(kind, scope))
        return tuple(sections)

    def _kind(self, heading: str) -> tuple[str, Scope]:
        for key, word in self._words.headings.items():
            if word == heading:
                scope = Scope.FULL_TEXT if key == "details_full_text" else Scope.ABSTRACT
                return ("details" if key.startswith("details_") else key), scope
        self._lines.refuse_last("one of the headings " + ", ".join(self._words.headings.values()))

    def _section(self, kind: str, scope: Scope) -> Section:
        if absent := self._lines.take(_ABSENT):
            with self._lines.valid():
                said = Absence(reason=AbsenceReason.IMPORTED, text=unescape(absent["text"]))
                return make_section(kind, absent=said, scope=scope)
        form, expected = (_ITEM, "a list: '- …'") if kind in _LISTS else (_TEXT, "text, no list")
        sentences: list[Sentence] = []
        while not sentences or ((line := self._lines.peek()) and not _AFTER_SECTION.match(line)):
            text = unescape(self._lines.expect(form, expected)["text"])
            with self._lines.valid():
                pieces = [text] if kind in _LISTS else _pieces(text)
                sentences += [Sentence(text=piece) for piece in pieces]
        with self._lines.valid():
            return make_section(kind, sentences=tuple(sentences), scope=scope)


def _ratings_line(words: Catalogue) -> re.Pattern[str]:
    choices = "|".join(re.escape(word) for word in words.ratings.values())
    return re.compile(
        rf"\*\*{re.escape(words.upvotes)}\*\*: (?P<upvotes>[0-9]{{1,9}}|{UNKNOWN}) \| "
        rf"\*\*{re.escape(words.difficulty)}\*\*: (?P<difficulty>{choices}) \| "
        rf"\*\*{re.escape(words.confidence)}\*\*: (?P<confidence>{choices})"
    )


def _pieces(text: str) -> list[str]:
    """A paragraph in pieces that a sentence may hold, cut at spaces."""
    return textwrap.wrap(
        text, _LONGEST_SENTENCE, break_long_words=False, break_on_hyphens=False, expand_tabs=False
    )
