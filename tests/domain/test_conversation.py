"""Answers: statements that are backed, or the reason why there is none."""

import pytest
from pydantic import ValidationError

from bot.domain.conversation import Answer, AnswerReason, Statement
from bot.domain.evidence import Scope
from tests.builders import evidence, ref


def test_a_statement_without_a_quote_is_none() -> None:
    """What cannot be backed is not said."""
    assert Statement(text="It prunes.", evidence=(evidence(),)).text == "It prunes."
    with pytest.raises(ValidationError, match="at least 1"):
        Statement(text="It prunes.", evidence=())


def test_an_answer_has_statements_or_the_reason_why_not() -> None:
    """An empty answer without a reason would be shown as nothing at all."""
    statement = Statement(text="It prunes.", evidence=(evidence(),))

    answered = Answer(paper=ref(), scope=Scope.ABSTRACT, statements=(statement,))

    assert not answered.abstained
    for fields in ({}, {"statements": (statement,), "reason": AnswerReason.NOT_IN_PAPER}):
        with pytest.raises(ValidationError, match="either statements or the reason"):
            Answer.model_validate({"paper": ref(), "scope": Scope.ABSTRACT, **fields})
