"""A change goes the way that its quote says, in four languages."""

import pytest

from bot.evidence.directions import goes_the_other_way, swaps_ends


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("기존보다 2.5점 낮습니다", "outperforms prior methods by 2.5 points"),
        ("30% 증가", "latency decreases by 30%"),
        ("accuracy falls by 4.1%", "accuracy rises by 4.1%"),
        ("Shears underperforms it by 2.5 points", "outperforms it by 2.5 points"),
        ("精度が2.5ポイント低い", "accuracy is higher by 2.5 points"),
        ("准确率降低2.5个点", "accuracy is higher by 2.5 points"),
        ("3배 느림", "it is 3x faster"),
        ("it uses 40% more memory", "it uses 40% less memory"),
        ("정확도가 4.1% 감소", "improves accuracy by 4.1%"),
    ],
)
def test_a_change_turned_round_is_told(statement: str, quote: str) -> None:
    """The number is right and all the rest is wrong."""
    assert goes_the_other_way(statement, [quote]) is not None


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("기존보다 2.5점 높습니다", "outperforms prior methods by 2.5 points"),
        ("지연 시간을 3배 줄임", "speeds inference up by 3x"),
        ("오류를 30% 줄임", "improves the error rate by 30%"),
        ("perplexity is 15% lower", "outperforms it by 15% in perplexity"),
        ("메모리를 40% 줄이고 정확도를 2.5점 높임", "It cuts memory by 40% and gains 2.5 points"),
        ("3개 벤치마크에서 비용을 줄임", "gains on 3 benchmarks"),
        ("30% 증가", "it does not decrease by 30%"),
        ("30% 증가", "it decreases by 40%"),
        ("30%", "it decreases by 30%"),
        ("정확도 향상", "accuracy rises by 4.1%"),
    ],
)
def test_a_change_may_be_seen_from_another_side(statement: str, quote: str) -> None:
    """Faster is less time, and better is fewer errors."""
    assert goes_the_other_way(statement, [quote]) is None


def test_quotes_that_go_both_ways_bind_nothing() -> None:
    """What rises by 3% in one place and falls by 3% in another may be said either way."""
    assert goes_the_other_way("3% 감소", ["it rises by 3%", "it falls by 3%"]) is None


@pytest.mark.parametrize(
    ("statement", "swapped"),
    [
        ("Latency falls from 40 ms to 97 ms.", True),
        ("지연이 40ms에서 97ms로 변함", True),
        ("遅延が40msから97msになった", True),
        ("延迟从40ms降至97ms", True),
        ("Latency falls from 97 ms to 40 ms.", False),
        ("지연이 97ms에서 40ms로 변함", False),
        ("40ms, 전에는 97ms", False),
    ],
)
def test_from_and_to_are_not_swapped(statement: str, *, swapped: bool) -> None:
    """Both numbers are right, and the result is the opposite."""
    found = swaps_ends(statement, ["Latency falls from 97 ms to 40 ms."])

    assert (found is not None) is swapped
