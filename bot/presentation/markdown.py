"""A digest as Markdown, in the format whose Korean form `docs/format.md` shows.

JSON is the lossless format. Here the law is `render(parse(render(d))) == render(d)`.
"""

import re
from typing import assert_never

from bot.domain.digest import Digest, DigestEntry
from bot.domain.language import Language
from bot.domain.paper import PaperRef
from bot.domain.rating import Rating
from bot.domain.section import (
    Applications,
    Details,
    DeveloperView,
    KeyPoints,
    OneLineSummary,
    Risks,
    Section,
)
from bot.presentation.catalogue import Catalogue, catalogue
from bot.presentation.escape import escape

UNKNOWN = "–"  # an en dash is what readers see
_ENTRY_END = "\n\n\n---\n\n"


def render(digest: Digest) -> str:
    """The whole digest."""
    words = catalogue(digest.language)
    notices = "".join(f"> {escape(words.notice(notice))}\n\n" for notice in digest.notices)
    return f"# {words.title(digest)}\n\n{notices}" + "".join(
        f"## {entry.rank}. {render_entry(entry, digest.language)}" for entry in digest.entries
    )


def render_entry(entry: DigestEntry, language: Language) -> str:
    """An entry from its linked title on, without its rank."""
    words = catalogue(language)
    blocks = [
        _head(entry, words),
        f"**{words.tags}**: {_tags(entry.tags, words)}",
        *_source_summary(entry, words),
        *_thumbnail(entry.paper),
        *(f"### {words.heading(s)}\n{_content(s, words)}" for s in entry.sections),
    ]
    return "\n\n".join(blocks) + _ENTRY_END


def _head(entry: DigestEntry, words: Catalogue) -> str:
    paper = entry.paper
    upvotes = UNKNOWN if paper.upvotes is None else str(paper.upvotes)
    ratings = f"{_rating(words.difficulty, entry.difficulty, words)} | " + _rating(
        words.confidence, entry.confidence, words
    )
    lines = [
        f"[{escape(paper.title)}]({paper.links.huggingface})",
        f"**{words.upvotes}**: {upvotes} | {ratings}",
        f"**arXiv**: {paper.links.arxiv}",
    ]
    if note := provenance_note(entry, words):
        lines.append(f"> {escape(note)}")
    return "\n".join(lines)


def provenance_note(entry: DigestEntry, words: Catalogue) -> str | None:
    """The line on where the words come from; an imported entry has the one it came with."""
    return words.provenance_line(entry.provenance) if entry.provenance else entry.note


def _rating(label: str, rating: Rating, words: Catalogue) -> str:
    return f"**{label}**: {words.ratings[rating]}"


def _tags(tags: tuple[str, ...], words: Catalogue) -> str:
    return ", ".join(escape(tag, also=",") for tag in tags) or words.no_tags


def _source_summary(entry: DigestEntry, words: Catalogue) -> list[str]:
    summary = entry.source_summary
    if summary is None:
        return []
    credit = ", ".join(escape(part, also=",()") for part in (summary.credit, summary.model) if part)
    return [f"**{words.source_summary}** ({credit}, {words.unchecked}): {escape(summary.text)}"]


def _thumbnail(paper: PaperRef) -> list[str]:
    return [f"![Thumbnail]({paper.thumbnail_file})"] if paper.thumbnail_file else []


def _content(section: Section, words: Catalogue) -> str:
    if section.absent is not None:
        return f"_{escape(words.absence(section.absent))}_"
    match section:
        case OneLineSummary() | DeveloperView() | Details():
            return escape(" ".join(sentence.text for sentence in section.sentences))
        case KeyPoints() | Applications() | Risks():
            return "\n".join(f"- {escape(sentence.text)}" for sentence in section.sentences)
        case _:
            assert_never(section)


def thumbnail_name(paper: PaperRef) -> str:
    """The file name of a thumbnail: the title's words joined by underscores.

    Characters other than letters, digits, `-`, `_` and spaces are dropped. At most 120 characters
    and 200 bytes of the title are used (file systems take names of 255); without any, the id.
    """
    kept = "".join(c for c in paper.title if c.isalnum() or c in "-_ ")
    words = re.sub(r" +", "_", kept.strip())[:120].encode()[:200].decode(errors="ignore")
    return f"{words or paper.id.replace('/', '_')}_img.jpg"
