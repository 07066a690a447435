"""A digest as neutral messages: one for the channel, one a paper for its thread."""

from collections.abc import Iterable, Iterator

from bot.domain.base import clip
from bot.domain.digest import Digest, DigestEntry
from bot.domain.language import Language
from bot.domain.message import (
    Action,
    Actions,
    Block,
    Context,
    Heading,
    Image,
    Item,
    Message,
    Paragraph,
    RichText,
    Span,
)
from bot.presentation.backing import backing
from bot.presentation.catalogue import Catalogue, catalogue
from bot.presentation.markdown import UNKNOWN
from bot.presentation.sections import section_blocks

_THREAD_TITLE = 100
_LINE = 400  # characters of a one-line summary in the channel; the thread has all of it


def text(words: str) -> RichText:
    """Plain running text."""
    return (Span(text=words),)


def thread_title(words: str) -> str:
    """What a thread is called, in as many characters as platforms take for a name."""
    return clip(words, _THREAD_TITLE)


def channel_message(digest: Digest) -> Message:
    """The one message in the channel: of every paper what it is, one line and its picture."""
    words, header = catalogue(digest.language), header_message(digest)
    items = (_item(entry, words) for entry in digest.entries)
    return header.model_copy(update={"blocks": (*header.blocks, *items)})


def header_message(digest: Digest) -> Message:
    """The day and its notices alone, where each paper has a message of its own in the channel."""
    words = catalogue(digest.language)
    title = words.title(digest) if digest.entries else str(digest.date)
    notices = [words.notice(notice) for notice in digest.notices]
    lines = [*notices, *_extracts(digest.entries, words)]
    titles = " · ".join(f"{entry.rank}. {entry.paper.title}" for entry in digest.entries)
    return Message(
        summary=clip(f"{title}: {titles or ' '.join(notices)}", 2_000),
        blocks=(
            Heading(level=1, text=text(title)),
            *(Context(text=text(line)) for line in lines),
        ),
        thread_title=thread_title(words.thread_title.replace("{date}", str(digest.date))),
    )


def inviting(message: Message, language: Language) -> Message:
    """What stands in a channel, with the line that one may ask in its thread."""
    line = Context(text=text(catalogue(language).ask_here))
    return message.model_copy(update={"blocks": (*message.blocks, line)})


def item_message(entry: DigestEntry, language: Language) -> Message:
    """One paper in brief, where each has a message of its own in the channel."""
    return Message(
        summary=_summary(entry),
        blocks=(_item(entry, catalogue(language)),),
        thread_title=thread_title(f"{entry.rank}. {entry.paper.title}"),
    )


def paper_message(entry: DigestEntry, language: Language) -> Message:
    """The message of one paper: every section, its links, its quotes, its buttons."""
    words = catalogue(language)
    blocks: list[Block] = [
        Heading(level=2, text=_title(entry)),
        Context(text=text(f"{words.upvotes} {_count(entry)} · {_ratings(entry, words)}")),
        Context(text=text(f"{words.tags}: {', '.join(entry.tags) or words.no_tags}")),
        Context(text=_links(entry, words)),
        Context(text=text(_origin(entry, words))),
    ]
    if picture := _thumbnail(entry, words):
        blocks.append(picture)
    if summary := entry.source_summary:
        credit = ", ".join(filter(None, (summary.credit, summary.model, words.unchecked)))
        line = f"{words.source_summary} ({credit}): {summary.text}"
        blocks.append(Context(text=text(clip(line, 2_000))))
    blocks += section_blocks(entry, words)
    blocks.append(
        Actions(
            actions=(
                Action(action="ask", subject=entry.paper.id, label=words.ask),
                Action(action="why_rating", subject=entry.paper.id, label=words.why_rating),
            )
        )
    )
    return Message(summary=_summary(entry), blocks=tuple(blocks))


def rating_message(entry: DigestEntry, language: Language) -> Message:
    """Why an entry is rated as it is: the signals found, each with its first quote, then the others."""
    words = catalogue(language)
    blocks: list[Block] = [
        Heading(level=2, text=_title(entry)),
        Context(text=text(facts(entry, words))),
    ]
    if entry.provenance is None:
        blocks.append(Context(text=text(words.provenance.imported)))
    for signal in (signal for signal in entry.signals if signal.found):
        count = f" ({signal.count})" if signal.count else ""
        name = Span(text=words.signals[signal.name], style="strong")
        blocks.append(Paragraph(text=(name, Span(text=f": {words.found}{count}"))))
        blocks += [
            backing(e.origin, e.section, e.quote, words, entry.paper.links)
            for e in signal.evidence[:1]
        ]
    if missed := [words.signals[signal.name] for signal in entry.signals if not signal.found]:
        blocks.append(Paragraph(text=text(f"{words.not_found}: {', '.join(missed)}")))
    return Message(
        summary=clip(f"{entry.paper.title}: {facts(entry, words)}", 500), blocks=tuple(blocks)
    )


def facts(entry: DigestEntry, words: Catalogue) -> str:
    """Votes and ratings in one line."""
    return f"{_votes(entry)} · {_ratings(entry, words)}"


def _item(entry: DigestEntry, words: Catalogue) -> Item:
    return Item(
        title=_title(entry),
        votes=_votes(entry),
        ratings=_ratings(entry, words),
        tags=", ".join(entry.tags) or None,
        line=_one_line(entry, _LINE),
        image=_thumbnail(entry, words),
    )


def _summary(entry: DigestEntry) -> str:
    title, line = f"{entry.rank}. {entry.paper.title}", _one_line(entry)
    return clip(f"{title}: {line}" if line else title, 2_000)


def _votes(entry: DigestEntry) -> str:
    return f"▲ {_count(entry)}"


def _extracts(entries: Iterable[DigestEntry], words: Catalogue) -> Iterator[str]:
    """Which entries are no more than an extract, and why: a line for each reason."""
    ranks: dict[str, list[int]] = {}
    ours = [entry for entry in entries if entry.provenance and not entry.provenance.sample]
    for entry in ours:
        if entry.provenance and entry.provenance.model is None:
            ranks.setdefault(words.extract(entry.provenance), []).append(entry.rank)
    for why, some in ranks.items():
        whose = "" if len(some) == len(ours) else ", ".join(f"#{rank}" for rank in some) + ": "
        yield f"{whose}{why} · {words.provenance.verbatim}"


def _count(entry: DigestEntry) -> str:
    return UNKNOWN if entry.paper.upvotes is None else str(entry.paper.upvotes)


def _ratings(entry: DigestEntry, words: Catalogue) -> str:
    return (
        f"{words.difficulty} {words.ratings[entry.difficulty]}"
        f" · {words.confidence} {words.ratings[entry.confidence]}"
    )


def _title(entry: DigestEntry) -> RichText:
    return (
        Span(text=f"{entry.rank}. "),
        Span(text=entry.paper.title, link=entry.paper.links.huggingface),
    )


def _thumbnail(entry: DigestEntry, words: Catalogue) -> Image | None:
    if entry.paper.thumbnail_url is None:
        return None
    alt = clip(words.thumbnail_alt.replace("{title}", entry.paper.title), 500)
    return Image(url=entry.paper.thumbnail_url, alt=alt)


def _origin(entry: DigestEntry, words: Catalogue) -> str:
    """Whatever an imported entry says of itself, nobody has checked it."""
    if entry.provenance:
        return words.provenance_line(entry.provenance)
    note = f" (“{entry.note}”)" if entry.note else ""
    return clip(f"{words.provenance.imported}{note}", 2_000)


def _links(entry: DigestEntry, words: Catalogue) -> RichText:
    links = entry.paper.links
    named = [
        ("Hugging Face", links.huggingface),
        ("arXiv", links.arxiv),
        ("PDF", links.pdf),
        (words.code, links.code),
        (words.project, links.project),
    ]
    spans: list[Span] = []
    for name, address in named:
        if address:
            spans += [*([Span(text=" · ")] if spans else []), Span(text=name, link=address)]
    return tuple(spans)


def _one_line(entry: DigestEntry, limit: int = 2_000) -> str | None:
    for section in entry.sections:
        if section.kind == "one_line" and section.sentences:
            return clip(" ".join(sentence.text for sentence in section.sentences), limit)
    return None
