"""What people are told when something fails: in their language, with what they can do about it."""

from bot.domain.errors import PapersBotError, PlatformError, PlatformProblem, Trouble
from bot.domain.language import Language
from bot.presentation.catalogue import catalogue


def failure_line(error: Exception, language: Language, how_to_invite: str = "") -> str:
    """The line for whoever waits for what failed; what exactly happened is for the log."""
    if isinstance(error, PlatformError):
        return problem_line(error.problem, language, how_to_invite)
    lines = catalogue(language).troubles
    if not isinstance(error, PapersBotError):
        return lines[Trouble.OTHER]
    if error.trouble is None:
        return str(error)
    return lines[error.trouble].replace("{about}", error.about)


def problem_line(problem: PlatformProblem, language: Language, how_to_invite: str = "") -> str:
    """What a chat platform objects to; `how_to_invite` is that platform's own sentence."""
    line = catalogue(language).problems[problem]
    return line.replace("{how_to_invite}", how_to_invite).strip()
