"""TeX's escapes of ordinary signs are how people type them, not what they say."""

import pytest

from bot.sources.tex import plain_signs


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (r"a 40\% gain in Q\&A", "a 40% gain in Q&A"),
        (r"snake\_case costs \$5", "snake_case costs $5"),
        (r"$\text{Transformer}^2$", r"$\text{Transformer}^2$"),
        (r"\color{red}", r"\color{red}"),
    ],
)
def test_escapes_of_ordinary_signs_are_undone(typed: str, meant: str) -> None:
    """A reader sees 40%, and a model that writes 40% agrees with its quote; formulas stay."""
    assert plain_signs(typed) == meant
