"""A digest as neutral messages: one for the channel, one a paper for its thread."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from bot.domain.base import clip
from bot.domain.digest import Digest, DigestEntry
from bot.domain.language import Language
from bot.domain.message import (
    Action,
    Actions,
    Block,
    Bullets,
    Context,
    Heading,
    Image,
    Item,
    Message,
    Paragraph,
    RichText,
    Span,
)
from bot.domain.section import (
    Applications,
    Details,
    DeveloperView,
    KeyPoints,
    OneLineSummary,
    Risks,
    Section,
    Sentence,
)
from bot.presentation.backing import backing
from bot.presentation.catalogue import Catalogue, catalogue
from bot.presentation.markdown import UNKNOWN

_LINE = 400  # characters of a one-line summary in the channel; the thread has all of it


def text(words: str) -> RichText:
    """Plain running text."""
    return (Span(text=words),)


def channel_message(digest: Digest) -> Message:
    """The one message in the channel: of every paper what it is, one line and its picture."""
    words, header = catalogue(digest.language), header_message(digest)
    items = (_item(entry, words) for entry in digest.entries)
    return Message(summary=header.summary, blocks=(*header.blocks, *items))


def header_message(digest: Digest) -> Message:
    """The day and its notices alone, where each paper has a message of its own in the channel."""
    words = catalogue(digest.language)
    title = words.title(digest) if digest.entries else str(digest.date)
    notices = [words.notice(notice) for notice in digest.notices]
    titles = " · ".join(f"{entry.rank}. {entry.paper.title}" for entry in digest.entries)
    return Message(
        summary=clip(f"{title}: {titles or ' '.join(notices)}", 2_000),
        blocks=(
            Heading(level=1, text=text(title)),
            *(Context(text=text(notice)) for notice in notices),
        ),
    )


def item_message(entry: DigestEntry, language: Language) -> Message:
    """One paper in brief, where each has a message of its own in the channel."""
    return Message(summary=_summary(entry), blocks=(_item(entry, catalogue(language)),))


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
    numbers = _claim_numbers(entry)
    for section in entry.sections:
        blocks.append(Heading(level=3, text=text(words.heading(section))))
        blocks.append(_content(section, words, numbers))
    if quotes := list(_quotes(entry, words, numbers)):
        blocks += [Heading(level=3, text=text(words.evidence)), *quotes]
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


def _claim_numbers(entry: DigestEntry) -> dict[int, int]:
    """The claims behind what a model wrote, numbered as they come; an extract is its own quote."""
    if entry.provenance is None or entry.provenance.model is None:
        return {}
    used = (claim for s in entry.sections for sentence in s.sentences for claim in sentence.claims)
    return {claim: number for number, claim in enumerate(dict.fromkeys(used), start=1)}


def _content(section: Section, words: Catalogue, numbers: Mapping[int, int]) -> Block:
    if section.absent is not None:
        return Paragraph(text=(Span(text=words.absence(section.absent), style="emphasis"),))
    sentences = [_sentence(sentence, numbers) for sentence in section.sentences]
    match section:
        case OneLineSummary() | DeveloperView() | Details():
            spaced = [span for sentence in sentences for span in (Span(text=" "), *sentence)][1:]
            return Paragraph(text=tuple(spaced))
        case KeyPoints() | Applications() | Risks():
            return Bullets(items=tuple(sentences))
        case _:
            assert_never(section)


def _sentence(sentence: Sentence, numbers: Mapping[int, int]) -> RichText:
    """Its text and the numbers of the quotes it rests on."""
    marks = "".join(f"[{numbers[claim]}]" for claim in sentence.claims if claim in numbers)
    return (Span(text=sentence.text), *([Span(text=f" {marks}")] if marks else []))


def _quotes(entry: DigestEntry, words: Catalogue, numbers: Mapping[int, int]) -> Iterator[Block]:
    claims = {claim.id: claim for claim in entry.claims}
    for claim, number in numbers.items():
        for e in claims[claim].evidence:
            yield backing(e.origin, e.section, e.quote, words, entry.paper.links, f"[{number}] ")
