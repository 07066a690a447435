"""Shares in words and fractions are percentages, in four languages."""

import pytest

from bot.evidence.shares import read_shares


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("half of the cost", "50"),
        ("절반", "50"),
        ("2/3 of the weights", "66.6667"),
        ("two-thirds of the weights", "66.6667"),
        ("3분의 2", "66.6667"),
        ("三分之二", "66.6667"),
        ("三分の二", "66.6667"),
        ("삼분의 일", "33.3333"),
        ("cut by a third.", "33.3333"),
        ("three quarters", "75"),
        ("1/8th of the cost", "12.5"),
        ("百分之四十", "40"),
        ("百分之40.5", "40.5"),
        ("精度が三割向上", "30"),
        ("3할", "30"),
        ("四成", "40"),
    ],
)
def test_a_share_has_one_value(text: str, percent: str) -> None:
    """A Korean sentence about two thirds says 3분의 2."""
    assert [f"{value.normalize():f}" for _, value in read_shares(text)] == [percent]


@pytest.mark.parametrize(
    "text",
    [
        "a third party",
        "a third stage",
        "24/7",
        "80/20",
        "8/16 bits",
        "1/2/3",
        "2/16/2026",
        "half-precision",
        "役割",
        "3割引",
        "3成分",
        "成为",
        "할당",
        "십분 활용",
        "3/0",
    ],
)
def test_what_only_looks_like_a_share_is_none(text: str) -> None:
    """Dates, splits, sizes and words that hold the character."""
    assert list(read_shares(text)) == []
