"""A minus sign is part of what a number says."""

import pytest

from bot.evidence.signs import sign_differs


@pytest.mark.parametrize(
    ("statement", "quote", "differs"),
    [
        ("Accuracy changes by 2.5 points.", "Accuracy changes by -2.5 points.", True),
        ("정확도 변화는 2.5점", "Accuracy changes by –2.5 points.", True),
        ("精度の変化は-2.5ポイント", "Accuracy changes by 2.5 points.", True),
        ("温度为5", "The temperature is -5.", True),
        ("정확도 -2.5점", "Accuracy falls by 2.5 points.", False),
        ("2.5점 하락", "Accuracy changes by -2.5 points.", False),
        ("2.5ポイント低下", "It changes by -2.5 points.", False),
        ("3-5개의 층", "3 - 5 layers", False),
        ("GPT-4와 8비트", "GPT-4 in 8-bit", False),
        ("2.5점", "-2.5 on MATH and 2.5 on AIME", False),
    ],
)
def test_a_sign_is_kept_unless_a_word_says_it(statement: str, quote: str, *, differs: bool) -> None:
    """A loss shown as a gain has the right digits; "falls by" and a hyphen are no other number."""
    assert (sign_differs(statement, [quote]) is not None) is differs
