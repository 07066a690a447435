"""Answers: statements that are backed, or the reason why there is none."""

import pytest
from pydantic import ValidationError

from bot.domain.conversation import AnswerReason, Statement
from tests.builders import answer, evidence


def test_a_statement_without_a_quote_is_none() -> None:
    """What cannot be backed is not said."""
    assert Statement(text="It prunes.", evidence=(evidence(),)).text == "It prunes."
    with pytest.raises(ValidationError, match="at least 1"):
        Statement(text="It prunes.", evidence=())


def test_an_answer_has_statements_or_the_reason_why_not() -> None:
    """An empty answer without a reason would be shown as nothing at all."""
    statement = Statement(text="It prunes.", evidence=(evidence(),))

    assert not answer(statement).abstained
    wrong: list[dict[str, object]] = [
        {},
        {"statements": (statement,), "reason": AnswerReason.NOT_IN_PAPER},
    ]
    for fields in wrong:
        with pytest.raises(ValidationError, match="either statements or the reason"):
            answer(**{"reason": None, **fields})
