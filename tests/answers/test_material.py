"""What a question is answered from."""

from bot.answers.material import ReadPaper, history_lines, tokens
from bot.domain.conversation import Turn
from bot.domain.evidence import Lack, Scope
from tests.answers.conftest import asked, read
from tests.builders import NOON_AFTER, text


def test_only_the_newest_turns_are_shown_within_their_share() -> None:
    """A long thread must not push the paper out."""
    turns = [Turn(author="person", text=f"Question {n} " * 50, at=NOON_AFTER) for n in range(20)]

    lines = history_lines(turns)

    assert "Question 19" in lines
    assert "Question 0 " not in lines
    assert tokens(lines) <= 650


def test_no_history_leaves_no_trace_in_the_prompt() -> None:
    """A first question is the same for everybody."""
    assert history_lines([]) == ""


def test_the_scope_is_that_of_the_paper_that_was_read_least() -> None:
    """An answer from one full text and one abstract must not pass for more."""
    abstract = ReadPaper(None, text(lacking=Lack.NO_TEXT))

    both = asked(papers=[read(), abstract])

    assert (both.scope, both.lacking) == (Scope.ABSTRACT, Lack.NO_TEXT)
