"""What people are told when a chat platform objects."""

import pytest

from bot.domain.errors import PlatformProblem
from bot.domain.language import Language
from bot.presentation.problems import problem_line


@pytest.mark.parametrize("language", Language)
def test_each_problem_has_a_line_of_its_own(language: Language) -> None:
    """Whoever reads it has to know whether to invite the bot, to wait, or to call somebody."""
    lines = {problem_line(problem, language) for problem in PlatformProblem}

    assert len(lines) == len(PlatformProblem)
    assert "/invite" in problem_line(PlatformProblem.NOT_A_MEMBER, language)
