"""What is said of all is said of all in the quotes too."""

import pytest

from bot.evidence.quantifiers import overstates_all


@pytest.mark.parametrize(
    ("statement", "quotes", "overstates"),
    [
        ("모든 벤치마크에서 개선", ["improves on all benchmarks except MATH"], True),
        ("It improves on all tasks", ["improves on all tasks but not on MATH"], True),
        ("所有基准都提升", ["improves on every benchmark, with the exception of MATH"], True),
        ("全てのベンチマークで改善", ["improves on nearly all benchmarks"], True),
        ("모두 개선", ["improves on most of the tasks"], True),
        ("모든 과제에서 개선", ["it excludes MATH", "it improves on the tasks"], True),
        ("MATH를 제외한 모든 벤치마크", ["improves on all benchmarks except MATH"], False),
        ("대부분의 벤치마크에서 개선", ["improves on most benchmarks"], False),
        ("모든 벤치마크에서 개선", ["improves on every benchmark"], False),
        ("모든 모델에서 개선", ["most of the cost is memory", "it helps each model"], False),
        ("모든 프레임을 처리", ["most methods skip frames.", "Ours processes frames"], False),
        ("It improves on all tasks", ["It improves on all tasks, most of all on MATH"], False),
        ("벤치마크에서 개선", ["improves on most benchmarks"], False),
        ("It removes all of the weights", ["it removes 40% of the weights"], True),
        ("It removes most of the weights", ["it removes 40% of the weights"], True),
        ("가중치를 모두 제거", ["it removes 40% of the weights"], True),
        ("去除了大部分权重", ["it removes 40% of the weights"], True),
        ("重みの大部分を削除", ["it removes 60% of the weights"], False),
        ("It helps all models", ["it removes 40% of the weights"], False),
        ("All tasks improve", ["Some tasks improve"], True),
    ],
)
def test_an_exception_is_not_dropped(
    statement: str, quotes: list[str], *, overstates: bool
) -> None:
    """The one benchmark where it fails may be the reader's."""
    assert overstates_all(statement, quotes) is overstates
