"""Errors: one line for people."""

from bot.domain.errors import InputError, NotSent, PapersBotError


def test_an_error_is_one_line_for_people() -> None:
    """Foreign text in it neither breaks the line nor floods the log."""
    error = NotSent("busy\n\x1b[2J" + "x" * 1_000, retry_after=3.0)

    assert str(error).startswith("busy [2Jx")
    assert len(str(error)) == 500
    assert (error.retryable, error.retry_after) == (True, 3.0)
    assert not InputError("no such file").retryable
    assert isinstance(error, PapersBotError)
