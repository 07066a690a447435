"""The number of a table, a year or a rank counts no things."""

import pytest

from bot.evidence.gate import disagreement


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("It is tested on three tasks.", "Table 3 shows the tasks."),
        ("네 개의 과제에서 평가", "Section 4 lists the tasks."),
        ("7つのタスクで評価", "Prior work [7] uses many tasks."),
        ("在2024个任务上评估", "It was compared in 2024 on many tasks."),
        ("It has 2 losses.", "Equation (2) gives the loss."),
        ("장면 세 개를 복원", "It renders 3D scenes."),
        ("It is trained on 7 billion images.", "It is built on Qwen2.5-7B."),
        ("GPU 3대를 사용", "Training takes 3 hours on eight GPUs."),
        ("It has 5 heads.", "It improves top-5 accuracy."),
    ],
)
def test_a_label_backs_no_count(statement: str, quote: str) -> None:
    """The digit stands in the quote and means something else."""
    fault = disagreement(statement, [quote], ["Qwen2.5-7B"])

    assert fault is not None
    assert fault.kind == "number"


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Table 3 shows gains.", "Table 3 shows gains on all tasks."),
        ("표 3에 결과가 있음", "Table 3 shows the results."),
        ("2024년에 공개", "It was released in 2024."),
        ("2026년 5월 3일 공개", "It was released on May 3, 2026."),
        ("7B 모델을 사용", "We use Qwen2.5-7B."),
        ("13B 파라미터", "We use LLaMA-13B."),
        ("3次元シーン", "It renders 3D scenes."),
        ("8 GPUs are used.", "We train on 8 A100 cards."),
        ("It uses 2,000 samples.", "It is trained in 2000 samples."),
    ],
)
def test_a_label_may_be_said_again(statement: str, quote: str) -> None:
    """Where nothing is counted it is an honest number."""
    assert disagreement(statement, [quote]) is None
