"""A bound belongs to its number: it is neither dropped nor added nor turned round."""

import pytest

from bot.evidence.bounds import bound_differs


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("최대 40% 절감", "cuts cost by up to 40%"),
        ("비용을 40%까지 절감", "cuts cost by up to 40%"),
        ("최대40%削減", "cuts up to 40%"),
        ("最高可减少40%", "cuts up to 40%"),
        ("32K 토큰까지 확장", "scales up to 32K tokens"),
        ("최대 3,000 토큰", "a maximum length of 3,000 tokens"),
        ("100개 이상의 언어", "more than 100 languages"),
        ("100여 개 언어", "more than 100 languages"),
        ("100개 이상의 언어", "over 100 languages"),
        ("100개 언어 지원", "over 100 languages"),
        ("100言語以上", "at least 100 languages"),
        ("至少需要三个GPU", "requires at least three GPUs"),
        ("2배 이상 높임", "it more than doubles the speed"),
        ("파라미터 10억 개 미만", "models below 1B parameters"),
        ("no more than 5%", "at most 5%"),
        ("3개의 이상 탐지 벤치마크", "three anomaly detection benchmarks"),
        ("LLaMA-3 is fast", "up to three models"),
        ("0.05 미만", "p < 0.05"),
        ("거의 40%", "nearly 40%"),
        ("正好40%", "it is 40%"),
        ("It works over 3 baselines", "gains over 3 baselines"),
        ("It plays over 20 years", "a club managed for 20 years"),
        ("exceeds 40 ms", "above 40 ms"),
    ],
)
def test_a_bound_may_be_put_in_other_words(statement: str, quote: str) -> None:
    """Each language has its own; "over" is often no bound at all, and 이상 may mean anomaly."""
    assert bound_differs(statement, [quote]) is None


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("40% 절감", "cuts cost by up to 40%"),
        ("cuts cost by 40%", "cuts cost by up to 40%"),
        ("减少40%", "cuts up to 40%"),
        ("内存减少40%", "cuts memory by up to 40%"),
        ("100言語に対応", "100 or more languages"),
        ("100개 언어", "100+ languages"),
        ("최대 40% 절감", "cuts cost by 40%"),
        ("at least 40%", "it cuts cost by 40%"),
        ("최소 40% 절감", "cuts cost by up to 40%"),
        ("100개 이하의 언어", "at least 100 languages"),
        ("more than 5%", "no more than 5%"),
        ("p is below 0.05", "p > 0.05 in all tests"),
        ("p is 0.05", "p < 0.05 in all tests"),
        ("latency is above 40 ms", "latency is below 40 ms"),
        ("latency is 40 ms", "latency is below 40 ms"),
        ("latency exceeds 40 ms", "latency is under 40 ms"),
        ("it removes over 40%", "it removes 40%"),
        ("it removes nearly 40%", "it removes 40%"),
        ("40% 가까이 제거", "it removes 40%"),
        ("exactly 40%", "about 40%"),
        ("정확히 40%", "roughly 40%"),
    ],
)
def test_a_dropped_added_or_inverted_bound_is_told(statement: str, quote: str) -> None:
    """The best case is not the case, and the least is not the most."""
    assert bound_differs(statement, [quote]) is not None


def test_one_place_without_the_bound_is_enough() -> None:
    """A paper says "up to 40%" of all and "40%" of one."""
    quotes = ["cuts cost by up to 40%", "on MATH it cuts cost by 40%"]

    assert bound_differs("MATH에서 40% 절감", quotes) is None
