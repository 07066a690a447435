"""Three hours are not three weeks, and tokens not parameters, in four languages."""

import pytest

from bot.evidence.gate import disagreement


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("학습에 3주가 걸립니다.", "Training takes 3 hours."),
        ("학습에 3개월이 걸립니다.", "Training takes 3 weeks."),
        ("학습에 3년이 걸립니다.", "Training takes 3 days."),
        ("学習に3日かかる。", "Training takes 3 hours."),
        ("训练需要三周。", "Training takes 3 days."),
        ("Training takes 3 months.", "Training takes 3 weeks."),
        ("The model has 15T parameters.", "It is trained on 15T tokens."),
        ("토큰 70억 개로 학습", "The model has 7B parameters."),
        ("The context is 128,000 characters.", "The context is 128K tokens."),
        ("We train for 3 steps.", "We train for 3 epochs."),
        ("It runs at 30 Hz.", "It runs at 30 fps."),
        ("It needs 24 KB.", "It needs 24 GB."),
        ("It needs 24 GPUs.", "It needs 24 GB of memory."),
        ("비용은 500유로입니다.", "The run costs 500 dollars."),
        ("It takes 500 GPU hours.", "The run costs $500."),
    ],
)
def test_another_unit_is_another_claim(statement: str, quote: str) -> None:
    """The value alone says nothing."""
    fault = disagreement(statement, [quote])

    assert fault is not None
    assert fault.kind == "number"


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("8대의 A100 GPU로 3일 걸립니다.", "Training takes 3 days on 8 A100 GPUs."),
        ("3주간 학습", "trained for three weeks"),
        ("学習は3日かかる。", "Training takes 3 days."),
        ("训练需要三周", "It takes three weeks."),
        ("70억 개의 파라미터", "a 7B model"),
        ("파라미터 70억 개", "The model has 7B parameters."),
        ("七十亿参数", "a model of 7B parameters"),
        ("비용은 500달러", "It costs $500."),
        ("$500", "It costs 500 dollars."),
        ("30fps로 동작", "It runs at 30 frames per second."),
        ("24 GPU 시간", "It takes 24 GPU hours."),
        ("1e-4의 학습률", "a learning rate of 1 × 10^{-4}"),
        ("10만 스텝", "after $10^5$ steps"),
        ("10만 개의 샘플", "10⁵ samples"),
        ("10B개 이상의 토큰", "more than 10B tokens"),
        ("7B 파라미터 모델", "the 7B variant of it"),
        ("상위 5개 결과", "the top-5 results"),
        ("이미지 100만 장", "1 000 000 images"),
    ],
)
def test_the_same_quantity_may_be_written_otherwise(statement: str, quote: str) -> None:
    """Each language has its own words, and papers leave out what a number counts."""
    assert disagreement(statement, [quote], ["A100"]) is None


@pytest.mark.parametrize("statement", ["The rate is 10.", "学习率为1"])
def test_a_power_of_ten_is_one_number(statement: str) -> None:
    """Neither its base nor its factor stands for it."""
    assert disagreement(statement, ["The rate is 1 × 10^{-4} here."]) is not None
