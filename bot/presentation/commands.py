"""What commands answer, as neutral messages: search results, status, help, what was forgotten."""

from collections.abc import Sequence

from bot.domain.base import Url, clip
from bot.domain.command import COMMAND_KINDS, CommandKind
from bot.domain.found import Found
from bot.domain.language import Language
from bot.domain.message import Block, Bullets, Context, Heading, Message, Paragraph, RichText, Span
from bot.domain.status import Status
from bot.presentation.catalogue import catalogue
from bot.presentation.digest import text
from bot.presentation.words import CommandWords


def found_message(words: str, found: Sequence[Found], language: Language) -> Message:
    """Of each paper its rank, linked title, the date of its digest, and where the words stand."""
    said = catalogue(language).commands
    shown = clip(words, 200)
    if not found:
        return _line(said.found_none.replace("{words}", shown))
    title = said.found.replace("{words}", shown)
    blocks: list[Block] = [Heading(level=1, text=text(title))]
    for rank, one in enumerate(found, start=1):
        paper = one.entry.paper
        linked = (Span(text=f"{rank}. "), Span(text=paper.title, link=paper.links.huggingface))
        blocks.append(Heading(level=2, text=linked))
        blocks.append(Context(text=text(f"{one.date} · arXiv {paper.id}")))
        blocks.append(Paragraph(text=text(one.snippet)))
    titles = " · ".join(f"{rank}. {f.entry.paper.title}" for rank, f in enumerate(found, start=1))
    return Message(summary=clip(f"{title}: {titles}", 2_000), blocks=tuple(blocks))


def status_message(status: Status, language: Language) -> Message:
    """Model use and budget, what is kept, questions, and how long they are kept."""
    said = catalogue(language).commands
    left, last = status.tokens_left, status.last_digest
    lines = (
        said.model_use.replace("{calls}", f"{status.usage.calls:,}").replace(
            "{tokens}", f"{status.usage.tokens:,}"
        ),
        said.no_budget if left is None else said.budget_left.replace("{tokens}", f"{left:,}"),
        said.papers_kept.replace("{count}", f"{status.papers:,}"),
        said.no_digest if last is None else said.last_digest.replace("{date}", str(last)),
        said.questions.replace("{open}", f"{status.open:,}").replace(
            "{answered}", f"{status.answered:,}"
        ),
        said.retention.replace("{days}", str(status.retention_days)),
    )
    return Message(
        summary=clip(f"{said.status}: {' · '.join(lines)}", 2_000),
        blocks=(
            Heading(level=2, text=text(said.status)),
            Bullets(items=tuple(text(line) for line in lines)),
        ),
    )


def forgotten_message(questions: int, language: Language) -> Message:
    """How many of a person's questions were deleted."""
    said = catalogue(language).commands
    line = said.forgotten.replace("{count}", f"{questions:,}") if questions else said.none_forgotten
    return _line(line)


def help_message(
    language: Language, *, keep_days: int, asks_model: bool, privacy: Url | None = None
) -> Message:
    """Every command: how it is written after `/papers`, what it does, an example.

    Below them for how long questions are kept, how they are deleted, and whether a model gets them;
    `privacy` is where more is told of that.
    """
    said = catalogue(language).commands
    kept = [said.privacy.replace("{days}", str(keep_days)), *([said.privacy_model] * asks_model)]
    more = (Span(text=" "), Span(text=said.privacy_more, link=privacy)) if privacy else ()
    return Message(
        summary=clip(f"{said.title}: {' · '.join(said.help[k].usage for k in COMMAND_KINDS)}", 500),
        blocks=(
            Heading(level=2, text=text(said.title)),
            Bullets(items=tuple(_help(kind, said) for kind in COMMAND_KINDS)),
            Context(text=text(said.short_forms)),
            Context(text=(Span(text=" ".join(kept)), *more)),
        ),
    )


def _help(kind: CommandKind, said: CommandWords) -> RichText:
    """The name that every language knows stands beside one's own."""
    words, name = said.help[kind], kind.replace("_", "-")
    also = "" if words.usage.startswith(name) else f" ({name})"
    return (
        Span(text=f"/papers {words.usage}", style="strong"),
        Span(text=f"{also} — {words.does} ({said.example}: /papers {words.example})"),
    )


def _line(line: str) -> Message:
    return Message(summary=line, blocks=(Paragraph(text=text(line)),))
