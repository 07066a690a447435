"""An answer as a neutral message: statements with their quotes, or the nearest passages."""

from collections.abc import Iterator

from bot.domain.base import clip
from bot.domain.conversation import Answer, AnswerReason, Statement
from bot.domain.evidence import Origin, Passage
from bot.domain.language import Language
from bot.domain.message import Block, Heading, Message, Paragraph
from bot.presentation.catalogue import Catalogue, catalogue
from bot.presentation.digest import backing, text


def answer_message(answer: Answer, language: Language) -> Message:
    """What people read. Passages are labelled as passages, a sample's as a sample's."""
    words = catalogue(language)
    blocks: list[Block] = [Heading(level=2, text=text(answer.paper.title))]
    for statement in answer.statements:
        blocks += _statement(statement, words)
    if answer.reason is not None:
        blocks.append(Paragraph(text=text(_reason(answer, answer.reason, words))))
    for passage in answer.passages:
        blocks += _passage(passage, words)
    first = answer.statements[0].text if answer.statements else answer.paper.title
    return Message(summary=clip(first, 500), blocks=tuple(blocks))


def statement_message(statement: Statement, language: Language) -> Message:
    """One checked statement with its quotes."""
    words = catalogue(language)
    return Message(summary=clip(statement.text, 500), blocks=tuple(_statement(statement, words)))


def _statement(statement: Statement, words: Catalogue) -> Iterator[Block]:
    yield Paragraph(text=text(statement.text))
    for e in statement.evidence:
        yield backing(e.origin, e.section, e.quote, words)


def _reason(answer: Answer, reason: AnswerReason, words: Catalogue) -> str:
    match reason:
        case AnswerReason.NO_MODEL if any(p.origin is Origin.SAMPLE for p in answer.passages):
            return words.answer.no_model_sample
        case AnswerReason.NO_MODEL:
            return words.answer.no_model
        case AnswerReason.NO_PASSAGE:
            return words.answer.no_passage
        case AnswerReason.NOT_IN_PAPER:
            return words.answer.not_in_paper


def _passage(passage: Passage, words: Catalogue) -> list[Block]:
    if passage.origin is Origin.SAMPLE:
        return [
            Heading(level=3, text=text(words.sample_heading)),
            Paragraph(text=text(clip(passage.text, 2_000))),
        ]
    return [backing(passage.origin, passage.section, passage.text, words)]
