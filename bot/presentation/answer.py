"""An answer as a neutral message: statements with their quotes, or the nearest passages and why."""

from collections.abc import Iterator
from typing import assert_never

from bot.domain.base import clip
from bot.domain.conversation import Answer, AnswerReason, Statement
from bot.domain.evidence import Evidence, Origin, Scope
from bot.domain.language import Language
from bot.domain.message import Block, Context, Feedback, Heading, Message, Paragraph
from bot.domain.paper import PaperRef
from bot.presentation.backing import backing
from bot.presentation.catalogue import Catalogue, catalogue
from bot.presentation.digest import text

_TITLE = 40  # characters of a paper's title beside a quote


def answer_message(answer: Answer, language: Language) -> Message:
    """What people read. Passages are labelled as passages, a sample's as a sample's."""
    words = catalogue(language)
    blocks: list[Block] = [Heading(level=2, text=text(answer.title))]
    for statement in answer.statements:
        blocks += _statement(statement, words, answer.papers)
    blocks += rest_of(answer, language)
    first = answer.statements[0].text if answer.statements else answer.title
    return Message(summary=clip(first, 500), blocks=tuple(blocks))


def title_message(papers: tuple[PaperRef, ...]) -> Message:
    """The titles of the papers asked about, above statements that come one by one."""
    titles = clip(" · ".join(paper.title for paper in papers), 500)
    return Message(summary=titles, blocks=(Heading(level=2, text=text(titles)),))


def statement_message(
    statement: Statement, language: Language, papers: tuple[PaperRef, ...] = ()
) -> Message:
    """One checked statement with its quotes, each with the paper where there are two."""
    words = catalogue(language)
    blocks = tuple(_statement(statement, words, papers))
    return Message(summary=clip(statement.text, 500), blocks=blocks)


def rest_of(answer: Answer, language: Language) -> list[Block]:
    """What follows the statements: why there are none, the passages, what the reader should know."""
    words = catalogue(language)
    blocks: list[Block] = []
    if answer.reason is not None:
        blocks.append(Paragraph(text=text(_reason(answer, answer.reason, words))))
    if answer.reason is AnswerReason.NOT_IN_PAPER and answer.passages:
        blocks.append(Heading(level=3, text=text(words.answer.nearest)))
    for passage in answer.passages:
        blocks += _passage(passage, words, answer.papers)
    if answer.cut_off:
        blocks.append(Context(text=text(words.answer.cut_off)))
    sample = any(passage.origin is Origin.SAMPLE for passage in answer.passages)
    if answer.reason is not AnswerReason.BEYOND and not sample:
        blocks.append(Context(text=text(words.read_line(answer))))
    return blocks


def feedback(question: str, language: Language) -> Feedback:
    """The buttons under a finished answer; `question` is the message that it answers."""
    words = catalogue(language).answer
    return Feedback(question=question, good=words.helped, bad=words.did_not_help)


def _statement(
    statement: Statement, words: Catalogue, papers: tuple[PaperRef, ...]
) -> Iterator[Block]:
    yield Paragraph(text=text(statement.text))
    for evidence in statement.evidence:
        yield _quote(evidence, words, papers)


def _quote(evidence: Evidence, words: Catalogue, papers: tuple[PaperRef, ...]) -> Block:
    paper = next((one for one in papers if one.id == evidence.paper_id), None)
    whose = "" if paper is None else f"{clip(paper.title, _TITLE)} · "
    only = papers[0] if len(papers) == 1 else paper
    links = only.links if only else None
    return backing(evidence.origin, evidence.section, evidence.quote, words, links, whose)


def _reason(answer: Answer, reason: AnswerReason, words: Catalogue) -> str:
    said = words.answer
    match reason:
        case AnswerReason.NO_MODEL if any(p.origin is Origin.SAMPLE for p in answer.passages):
            line = said.no_model_sample
        case AnswerReason.NO_MODEL:
            line = said.no_model
        case AnswerReason.NO_PASSAGE:
            line = said.no_passage
        case AnswerReason.NOT_IN_PAPER if answer.scope is Scope.ABSTRACT:
            line = said.not_in_abstract
        case AnswerReason.NOT_IN_PAPER:
            line = said.not_in_paper
        case AnswerReason.BEYOND:
            line = said.beyond
        case AnswerReason.MODEL_FAILED:
            line = said.model_failed
        case AnswerReason.BUDGET:
            line = said.budget
        case _:
            assert_never(reason)
    return line


def _passage(passage: Evidence, words: Catalogue, papers: tuple[PaperRef, ...]) -> list[Block]:
    if passage.origin is Origin.SAMPLE:
        return [
            Heading(level=3, text=text(words.sample_heading)),
            Paragraph(text=text(passage.quote)),
        ]
    return [_quote(passage, words, papers)]
