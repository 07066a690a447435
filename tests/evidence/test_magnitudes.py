"""Rough numbers are neither made up nor of another magnitude."""

from decimal import Decimal

import pytest

from bot.evidence.magnitudes import unbacked_magnitude
from bot.evidence.numbers import Number


@pytest.mark.parametrize(
    ("statement", "quote", "unbacked"),
    [
        ("수백 개의 데이터셋", "hundreds of datasets", None),
        ("수만 개의 예제", "tens of thousands of examples", None),
        ("수십억 개", "billions of parameters", None),
        ("数百のデータ", "hundreds of samples", None),
        ("几十个任务", "dozens of tasks", None),
        ("hundreds of thousands of users", "several hundred thousand users", None),
        ("정확도만 수만 증가", "accuracy", None),
        ("수백 개의 데이터셋", "several datasets", "수백"),
        ("수천 개", "hundreds of datasets", "수천"),
        ("数千のタスク", "dozens of tasks", "数千"),
        ("几百个任务", "dozens of tasks", "几百"),
        ("Hundreds of tasks", "many tasks", "Hundreds"),
        ("십여 개의 과제", "three tasks", "십여"),
        ("在十余个任务上", "three tasks", "十余"),
        ("네댓 개의 과제", "three tasks", "네댓"),
    ],
)
def test_a_rough_number_has_to_be_in_the_quotes(
    statement: str, quote: str, unbacked: str | None
) -> None:
    """Nobody checks "hundreds", so it is easily made up."""
    assert unbacked_magnitude(statement, [quote], []) == unbacked


@pytest.mark.parametrize(("value", "unbacked"), [(350, None), (35, "수백"), (3_500, "수백")])
def test_an_exact_number_may_be_rounded_to_its_magnitude(value: int, unbacked: str | None) -> None:
    """350 data sets are hundreds."""
    assert unbacked_magnitude("수백 개", [], [Number(Decimal(value), "")]) == unbacked
