"""What to look for in the paper."""

import pytest

from bot.answers.search_words import follow_up, translated
from bot.domain.conversation import Turn
from bot.domain.errors import BudgetExceeded, ModelUnavailable
from bot.domain.language import Language
from tests.answers.conftest import Desk, asked
from tests.builders import NOON_AFTER

BEFORE = [
    Turn(author="person", text="Which datasets are used?", at=NOON_AFTER),
    Turn(author="bot", text="GSM8K and MATH.", at=NOON_AFTER),
]


@pytest.mark.parametrize(
    "question", ["why?", "How large are they?", "그럼 그 데이터셋 크기는?", "なぜ?", "那大小呢？"]
)
def test_a_question_that_leans_on_the_one_before_takes_its_words_along(question: str) -> None:
    """Alone it finds nothing."""
    words = follow_up(asked(question, history=BEFORE))

    assert words == f"{question} Which datasets are used?"


def test_a_question_that_stands_alone_is_looked_for_alone() -> None:
    """Old words would draw the wrong passages."""
    question = "Which learning rate and batch size were chosen for training?"

    assert follow_up(asked(question, history=BEFORE)) == question


async def test_the_questions_own_words_stay_beside_the_translation(desk: Desk) -> None:
    """Its names may be lost in it, and a paper may hold passages in the question's language."""
    desk.words = "accuracy retained"

    words = await translated(desk.model, desk.store, asked("GSM8K 정확도는?", Language.KO))

    assert words == "accuracy retained GSM8K 정확도는?"


async def test_a_model_that_gives_no_words_leaves_the_question_as_it_is(desk: Desk) -> None:
    """Some servers cut off short answers."""
    desk.failure = ModelUnavailable("cut off")

    assert await translated(desk.model, desk.store, asked("정확도는?", Language.KO)) == "정확도는?"


async def test_a_used_up_budget_is_no_reason_to_go_on(desk: Desk) -> None:
    """The next call would fail as well."""
    desk.failure = BudgetExceeded("used up")

    with pytest.raises(BudgetExceeded):
        await translated(desk.model, desk.store, asked("정확도는?", Language.KO))
