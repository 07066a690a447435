"""Numbers by value and unit, whatever the language; what belongs to a name is no number."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evidence.numbers import Number, numbers_in


def shown(text: str) -> list[str]:
    return [f"{number.value.normalize():f}{number.unit}" for number in numbers_in(text)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("three stages", "3"),
        ("Twenty-five tasks", "25"),
        ("two hundred people", "200"),
        ("a million images", "1000000"),
        ("one thousand images", "1000"),
        ("세 개의 단계", "3"),
        ("두 모델에서", "2"),
        ("열두 가지 언어", "12"),
        ("三つの段階", "3"),
        ("两个模型", "2"),
        ("二十三个任务", "23"),
        ("1,000 papers", "1000"),
        ("3만 장", "30000"),
        ("1만 2,000개", "12000"),
        ("3억 5천만 개", "350000000"),
        ("3万枚", "30000"),
        ("三百万个样本", "3000000"),
        ("1.2 million", "1200000"),
        ("120만 개", "1200000"),
        ("lr of 1e-5", "0.00001"),
        ("p < .05", "0.05"),
        ("3만큼 높음", "3"),
        ("top-5 accuracy", "5"),
        ("8-bit", "8"),
        ("8×A100", "8"),
        ("삼십 개", "30"),
        ("백 개의 데이터", "100"),
        ("백이십 가지", "120"),
        ("이백만 개", "2000000"),
        ("만 명", "10000"),
        ("스물네 개", "24"),
        ("서른 가지", "30"),
        ("三十の言語", "30"),
        ("百二十万件", "1200000"),
        ("五十人", "50"),
        ("千を超える", "1000"),
    ],
)
def test_a_number_has_one_value_in_every_language(text: str, number: str) -> None:
    """A Korean sentence about "1.2 million" says 120만: the same number."""
    assert shown(text) == [number]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4.1%", "4.1%"),
        ("4.1 %", "4.1%"),
        (r"4.1\%", "4.1%"),
        ("4.1 percent", "4.1%"),
        ("4.1퍼센트", "4.1%"),
        ("４.1％", "4.1%"),
        ("百分之40", "40%"),
        ("三十%", "30%"),
        ("십 퍼센트", "10%"),
        ("절반", "50%"),
        ("4.1-point", "4.1pt"),
        ("4.1 points", "4.1pt"),
        ("4.1포인트", "4.1pt"),
        ("백배", "100x"),
        ("an order of magnitude", "10x"),
        ("two orders of magnitude", "100x"),
        ("两个数量级", "100x"),
        ("4.1%p", "4.1%p"),
        ("4.1%p로", "4.1%p"),
        ("4.1%포인트", "4.1%p"),
        ("4.1 percentage points", "4.1%p"),
        ("+4.1pp", "4.1%p"),
        ("4.1个百分点", "4.1%p"),
        ("三个百分点", "3%p"),
        ("4.1パーセントポイント", "4.1%p"),
        ("2.5배 빠름", "2.5x"),
        ("두 배", "2x"),
        ("2.5x faster", "2.5x"),
        ("2.5× faster", "2.5x"),
        ("2.5times faster", "2.5x"),
        ("3-fold", "3x"),
        ("3倍", "3x"),
        ("80GB의 메모리", "80GB"),
        ("24-hour runs", "24h"),
        ("24시간 학습", "24h"),
        ("50 ms", "50ms"),
        ("3분 안에", "3min"),
        ("3분야", "3"),
        ("128K tokens", "128000tokens"),
        ("7B parameters", "7000000000parameters"),
        ("70억 파라미터", "7000000000parameters"),
        ("2배치", "2"),
    ],
)
def test_the_unit_is_part_of_the_number(text: str, number: str) -> None:
    """40%, 40%p, 40 times and 40 GB are four different results."""
    assert shown(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "GPT-2",
        "Qwen2.5",
        "LLaMA-3-8B",
        "Qwen2.5-7B-Instruct",
        "Mixtral-8x22B",
        "A100-80GB",
        "3D",
        "3-D",
        "2D-to-3D",
        "4DGS",
        "4KAgent",
        "W4A8",
        "o1-mini",
        "v1.5",
        "pass@1",
        "CC-BY-4.0",
        "H2O는",
        "one model",
        "一个模型",
        "두 번째 단계",
        "3번째",
        "第三个阶段",
        "2つ目",
        "제3자",
        "数十个任务",
        "三次元",
        "二次复杂度",
        "열 전달",
        "세계 최초",
        "모두 개선",
        "수백 개",
        "수 백 개",
        "몇십 개",
        "만일 그렇다면",
        "일만 실험",
        "만점",
        "십분 활용",
        "천장 영역",
        "백본 모델",
        "上百个",
        "十分な",
        "万一",
    ],
)
def test_a_name_an_order_or_an_article_is_no_number(text: str) -> None:
    """The 2 in GPT-2 backs no "two models", and "두 번째" needs no 2 in the quote."""
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3-5 layers", ["3", "5"]),
        ("2-3x", ["2x", "3x"]),
        ("2~3배", ["2x", "3x"]),
        ("10–20%", ["10%", "20%"]),
        ("10%에서 20%", ["10%", "20%"]),
        ("3 to 5 million", ["3000000", "5000000"]),
        ("300~500만", ["3000000", "5000000"]),
        ("7B-70B", ["7000000000", "70000000000"]),
        ("16×16", ["16", "16"]),
        ("1024x1024", ["1024", "1024"]),
        ("2026-02-16", ["2026", "2", "16"]),
        ("2026년 2월 16일", ["2026", "2", "16"]),
        ("from 2024 to 35%", ["2024", "35%"]),
        ("Qwen2.5-7B is 3x faster", ["3x"]),
        ("one to two orders of magnitude", ["10x", "100x"]),
        ("a third on two tasks", ["2"]),
        ("1/3 of 9 tasks", ["33.3333%", "9"]),
    ],
)
def test_ranges_sizes_and_dates_are_read_number_by_number(text: str, numbers: list[str]) -> None:
    """The first of a range has the unit of the last, however a language writes it."""
    assert shown(text) == numbers


@pytest.mark.parametrize(
    ("stated", "quoted", "agree"),
    [
        (("40", "%"), ("40", "%"), True),
        (("40.0", "%"), ("40", "%"), True),
        (("24", ""), ("24", "h"), True),
        (("24", "h"), ("24", ""), False),
        (("24", "h"), ("24", "min"), False),
        (("40", "%"), ("40", ""), False),
        (("40", ""), ("40", "%"), False),
        (("40", "%"), ("40", "%p"), False),
        (("2", "x"), ("2", ""), False),
        (("4.1", "%p"), ("4.1", "pt"), True),
        (("4.1", "pt"), ("4.1", "%p"), True),
        (("4.1", "pt"), ("4.1", ""), True),
        (("4.1", ""), ("4.1", "pt"), True),
        (("4.1", "pt"), ("4.1", "%"), False),
        (("4.1", "%"), ("4.1", "pt"), False),
        (("40", ""), ("41", ""), False),
    ],
)
def test_units_agree_only_where_they_say_the_same(
    stated: tuple[str, str], quoted: tuple[str, str], *, agree: bool
) -> None:
    """To say "24" of "24 hours" is short, "40" of "40%" wrong; points may be percentage points."""
    statement, quote = (Number(Decimal(value), unit) for value, unit in (stated, quoted))

    assert statement.agrees(quote) is agree


def test_a_hostile_exponent_stays_text() -> None:
    """Written out, it would be a number of a billion digits in a message."""
    assert max(len(number) for number in shown("1e999999999, 1e99 and 1e9")) <= 100


@settings(deadline=None)
@given(
    st.integers(2, 10**9), st.sampled_from(["{:,} papers", "{}개", "{}個", "{} papers", "약 {}"])
)
def test_any_whole_number_is_read_as_it_is_written(value: int, form: str) -> None:
    """With or without thousands separators, next to any script."""
    assert numbers_in(form.format(value)) == [Number(Decimal(value), "")]


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """Digits of all scripts, signs and scales in any order break nothing."""
    assert all(number.value >= 0 for number in numbers_in(text))
