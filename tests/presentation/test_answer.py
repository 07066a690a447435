"""Answers as neutral messages: statements with their quotes, or passages said to be passages."""

import pytest

from bot.domain.conversation import Answer, AnswerReason, Statement
from bot.domain.evidence import Origin, Passage, Scope
from bot.domain.language import Language
from bot.domain.message import Context, Heading, Paragraph, Quote, Span
from bot.presentation.answer import answer_message, statement_message
from bot.presentation.catalogue import catalogue
from tests.builders import evidence, ref

TITLE = "Shears: Pruning without Regret"


def passage(text: str = "We propose Shears.", origin: Origin = Origin.PAPER) -> Passage:
    return Passage(origin=origin, section="Abstract", text=text)


def said(text: str) -> Paragraph:
    return Paragraph.model_validate({"text": [{"text": text}]})


def heading(text: str, level: int = 2) -> Heading:
    return Heading.model_validate({"level": level, "text": [{"text": text}]})


def test_a_statement_stands_above_its_quotes() -> None:
    """The paper's words are a quote with its section; a record's line is none, and is credited."""
    statement = Statement(
        text="네 단계입니다.",
        evidence=(
            evidence("in four steps"),
            evidence("Comment: accepted", origin=Origin.ARXIV_RECORD, section="arXiv record"),
        ),
    )
    answer = Answer(paper=ref(), scope=Scope.ABSTRACT, statements=(statement,))

    message = answer_message(answer, Language.KO)

    assert list(message.blocks) == [
        heading(TITLE),
        said("네 단계입니다."),
        Quote(text="in four steps", source="Abstract"),
        Context(text=(Span(text="Comment: accepted — arXiv 기록"),)),
    ]
    assert message.summary == "네 단계입니다."
    assert statement_message(statement, Language.KO).blocks == message.blocks[1:]


def test_passages_are_never_taken_for_an_answer() -> None:
    """Without a model the nearest words are shown, and said to be just that."""
    answer = Answer(
        paper=ref(), scope=Scope.ABSTRACT, reason=AnswerReason.NO_MODEL, passages=(passage(),)
    )

    message = answer_message(answer, Language.EN)

    assert list(message.blocks) == [
        heading(TITLE),
        said("Not an answer: the passages nearest to your question, word for word."),
        Quote(text="We propose Shears.", source="Abstract"),
    ]
    assert message.summary == TITLE


def test_sample_text_is_never_in_quotation_marks() -> None:
    """It is ours and not the paper's: a quote of it would be a false one."""
    answer = Answer(
        paper=ref(),
        scope=Scope.ABSTRACT,
        reason=AnswerReason.NO_MODEL,
        passages=(passage("Made up.", Origin.SAMPLE),),
    )

    assert list(answer_message(answer, Language.EN).blocks) == [
        heading(TITLE),
        said(
            "Not an answer: the sample text nearest to your question. It is not the paper's words."
        ),
        heading("sample text, not the paper's words", level=3),
        said("Made up."),
    ]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reason", [AnswerReason.NO_PASSAGE, AnswerReason.NOT_IN_PAPER])
def test_an_abstention_says_why(language: Language, reason: AnswerReason) -> None:
    """Silence would look like a failure."""
    answer = Answer(paper=ref(), scope=Scope.ABSTRACT, reason=reason)
    words = catalogue(language).answer

    assert answer.abstained
    assert answer_message(answer, language).blocks[1] == said(getattr(words, reason.value))


def test_a_passage_as_long_as_a_paper_is_shortened_at_a_word() -> None:
    """What is posted has a length; what was read has none."""
    answer = Answer(
        paper=ref(),
        scope=Scope.FULL_TEXT,
        reason=AnswerReason.NO_MODEL,
        passages=(passage("word " * 3_999),),
    )

    shown = answer_message(answer, Language.EN).blocks[2]

    assert isinstance(shown, Quote)
    assert len(shown.text) <= 2_000
    assert shown.text.endswith("word…")
