"""Answers as neutral messages: statements with their quotes, or passages said to be passages."""

import pytest

from bot.domain.conversation import AnswerReason, Statement
from bot.domain.evidence import Lack, Origin, Scope, TextForm
from bot.domain.language import Language
from bot.domain.message import Context, Heading, Paragraph, Quote, Span
from bot.presentation.answer import (
    answer_message,
    feedback,
    rest_of,
    statement_message,
    title_message,
)
from bot.presentation.catalogue import catalogue
from tests.builders import answer, evidence, ref, statement

TITLE = "Shears: Pruning without Regret"
WORDS = catalogue(Language.EN).answer


def said(text: str) -> Paragraph:
    return Paragraph.model_validate({"text": [{"text": text}]})


def noted(text: str) -> Context:
    return Context(text=(Span(text=text),))


def heading(text: str, level: int = 2) -> Heading:
    return Heading.model_validate({"level": level, "text": [{"text": text}]})


def test_a_statement_stands_above_its_quotes() -> None:
    """The paper's words are a quote with its section; a record's line is none, and is credited."""
    stated = Statement(
        text="네 단계입니다.",
        evidence=(
            evidence("in four steps"),
            evidence("Comment: accepted", origin=Origin.ARXIV_RECORD, section="arXiv record"),
        ),
    )

    message = answer_message(answer(stated, scope=Scope.FULL_TEXT), Language.KO)

    assert list(message.blocks) == [
        heading(TITLE),
        said("네 단계입니다."),
        Quote(text="in four steps", source="Abstract"),
        noted("Comment: accepted — arXiv 기록"),
        noted("본문을 읽음"),
    ]
    assert message.summary == "네 단계입니다."
    assert statement_message(stated, Language.KO).blocks == message.blocks[1:-1]


def test_of_two_papers_each_quote_says_whose_it_is() -> None:
    """The word "Abstract" alone would be either's; the title is shortened, the section is not."""
    papers = (ref("2602.00001"), ref("2602.00002", title="Tongs: " + "Sparse " * 20))
    stated = Statement(
        text="Tongs is faster.",
        evidence=(
            evidence("We propose Shears", paper_id="2602.00001"),
            evidence("It runs in 12 ms", paper_id="2602.00002", section="4.2 Main Results"),
            evidence("Authors: B. Reader", paper_id="2602.00002", origin=Origin.ARXIV_RECORD),
        ),
    )

    blocks = answer_message(
        answer(stated, papers=papers, scope=Scope.FULL_TEXT), Language.EN
    ).blocks

    sources = [block.source for block in blocks if isinstance(block, Quote)]
    assert sources == [
        f"{TITLE} · Abstract",
        "Tongs: Sparse Sparse Sparse Sparse… · 4.2 Main Results",
    ]
    assert blocks[-2] == noted(
        "Authors: B. Reader — Tongs: Sparse Sparse Sparse Sparse… · arXiv record"
    )
    assert title_message(papers).summary.startswith(f"{TITLE} · Tongs: Sparse")


def test_passages_are_never_taken_for_an_answer() -> None:
    """Without a model the nearest words are shown, and said to be just that."""
    passages = (evidence("We propose Shears."),)

    message = answer_message(answer(reason=AnswerReason.NO_MODEL, passages=passages), Language.EN)

    assert list(message.blocks) == [
        heading(TITLE),
        said(WORDS.no_model),
        Quote(text="We propose Shears.", source="Abstract"),
        noted("read the abstract only"),
    ]
    assert message.summary == TITLE


def test_sample_text_is_never_in_quotation_marks() -> None:
    """It is ours and not the paper's: a quote of it would be a false one."""
    passages = (evidence("Made up.", origin=Origin.SAMPLE),)

    message = answer_message(answer(reason=AnswerReason.NO_MODEL, passages=passages), Language.EN)

    assert list(message.blocks) == [
        heading(TITLE),
        said(
            "Not an answer: the sample text nearest to your question. It is not the paper's words."
        ),
        heading("sample text, not the paper's words", level=3),
        said("Made up."),
    ]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reason", AnswerReason)
def test_an_abstention_says_why(language: Language, reason: AnswerReason) -> None:
    """Silence would look like a failure; no two reasons read alike."""
    full = answer(reason=reason, scope=Scope.FULL_TEXT)

    line = answer_message(full, language).blocks[1]

    assert line == said(getattr(catalogue(language).answer, reason.value))
    others = [
        full.model_copy(update={"reason": other}) for other in AnswerReason if other != reason
    ]
    assert line not in [answer_message(other, language).blocks[1] for other in others]


def test_what_the_abstract_does_not_tell_the_paper_may() -> None:
    """Saying "the paper does not say" would be a claim about pages that nobody read."""
    nearest = (evidence("We propose Shears."),)
    blocks = {
        scope: answer_message(answer(scope=scope, passages=nearest), Language.EN).blocks
        for scope in Scope
    }

    assert blocks[Scope.ABSTRACT][1] == said(WORDS.not_in_abstract)
    assert blocks[Scope.FULL_TEXT][1] == said(WORDS.not_in_paper)
    for shown in blocks.values():
        assert shown[2:-1] == (
            heading(WORDS.nearest, level=3),
            Quote(text="We propose Shears.", source="Abstract"),
        )


@pytest.mark.parametrize(
    ("fields", "notes"),
    [
        ({"scope": Scope.FULL_TEXT, "form": TextForm.PDF}, ["read the full text (PDF)"]),
        (
            {"scope": Scope.FULL_TEXT, "form": TextForm.PDF, "lacking": Lack.BEGINNING},
            ["read only the beginning, as the full text is long (PDF)"],
        ),
        ({"scope": Scope.ABSTRACT}, ["read the abstract only"]),
        (
            {"scope": Scope.ABSTRACT, "cut_off": True, "lacking": Lack.UNREACHABLE},
            [WORDS.cut_off, "read the abstract only, as arXiv did not give the full text"],
        ),
    ],
)
def test_below_the_statements_stands_what_they_lack(
    fields: dict[str, object], notes: list[str]
) -> None:
    """Every answer says what was read for it, and what is missing."""
    assert rest_of(answer(statement(), **fields), Language.EN) == [noted(note) for note in notes]


def test_a_passage_as_long_as_a_paper_is_shortened_at_a_word() -> None:
    """What is posted has a length; what was read has none."""
    passages = (evidence("word " * 399),)

    shown = answer_message(
        answer(reason=AnswerReason.NO_MODEL, passages=passages), Language.EN
    ).blocks[2]

    assert isinstance(shown, Quote)
    assert len(shown.text) <= 1_900
    assert shown.text.endswith("word…")


@pytest.mark.parametrize("language", Language)
def test_an_answer_can_be_judged(language: Language) -> None:
    """By two buttons that name the question and are told apart without their pictures."""
    buttons = feedback("m7", language)

    assert buttons.question == "m7"
    assert buttons.good != buttons.bad
