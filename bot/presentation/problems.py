"""What a chat platform objects to, as people there are told."""

from bot.domain.errors import PlatformProblem
from bot.domain.language import Language
from bot.presentation.catalogue import catalogue


def problem_line(problem: PlatformProblem, language: Language) -> str:
    """What it means, and what whoever reads it can do."""
    return catalogue(language).problems[problem]
