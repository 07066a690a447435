"""Denials and careful words bind the statement that takes up their clause, in four languages."""

import pytest

from bot.evidence.polarity import denial_disagrees, hedge_dropped


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("정확도뿐만 아니라 속도도 향상", "It improves accuracy as well as speed"),
        ("모델 크기에 관계없이 향상", "Gains hold across model sizes"),
        ("GPT-4에 못지않은 결과", "The results are on par with GPT-4"),
        ("끊임없이 바뀌는 환경", "an ever-changing environment"),
        ("精度だけでなく速度も向上", "It improves accuracy and speed"),
        ("まず、データを集める", "We first collect data"),
        ("少ないデータで学習できる", "It can be trained on small data"),
        ("性能が低下するかもしれない", "Performance may degrade"),
        ("不同规模的模型", "models of various sizes"),
        ("该方法不仅更快，还更省内存", "The method is faster and takes up little memory"),
        ("It is not only fast but small", "It is fast and small"),
    ],
)
def test_an_idiom_with_a_negative_word_denies_nothing(statement: str, quote: str) -> None:
    """Each language has phrases that hold a "not" and say yes; they are good translations."""
    assert not denial_disagrees(statement, quote)


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("학습 없이 동작", "a training-free method"),
        ("레이블이 불필요", "It eliminates the need for labels"),
        ("소형 모델에서는 효과가 없음", "It helps only large models"),
        ("정확도 유지", "It does not hurt accuracy"),
        ("backbone을 고정한 채 학습", "It is trained without modifying the backbone"),
        ("긴 입력에서 성능 저하", "It does not keep its quality on long inputs"),
        ("学習なしで動く", "a training-free method"),
        ("无需训练", "a training-free method"),
        ("免训练", "It does not require training"),
        ("It needs no labels", "It works label-free"),
        ("차이가 유의하지 않음", "The difference is insignificant"),
    ],
)
def test_a_denial_may_be_put_in_other_words(statement: str, quote: str) -> None:
    """What is "training-free" works "without training", in whatever language."""
    assert not denial_disagrees(statement, quote)


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Shears는 기존보다 2.5점 높음", "Without retraining, Shears gains 2.5 points"),
        ("Shears는 LLaMA 추론을 가속", "Shears speeds LLaMA up without retraining"),
        ("We release Shears and its data", "We release Shears and its data, but it does not scale"),
        ("코드 공개 범위는 Shears와 LLaMA", "Shears and LLaMA are open, while GPT-4 is not"),
    ],
)
def test_a_denial_in_another_clause_does_not_bind(statement: str, quote: str) -> None:
    """Quotes are sentences; what a statement takes from one of them may be the other half."""
    assert not denial_disagrees(statement, quote)


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("1B 미만 모델에도 도움이 됨", "It does not help models below 1B"),
        ("이미지를 만들 수 있음", "The model does not generate images"),
        ("비용을 감소시킴", "It does not reduce the cost"),
        ("재학습이 필요함", "It prunes without retraining"),
        ("정확도를 높이지 못함", "It improves accuracy under noise"),
        ("기존 방법보다 빠르지 않음", "It is faster than prior methods"),
        ("1B未満のモデルに有効である", "It does not help models below 1B"),
        ("精度が向上しない", "It improves accuracy"),
        ("该方法需要训练", "The method does not require training"),
        ("该方法不能提升精度", "The method improves accuracy"),
        ("Shears helps models below 1B", "Shears does not help models below 1B"),
        ("It does not degrade accuracy", "It keeps accuracy"),
        ("차이가 유의함", "The difference is insignificant"),
        ("The difference is significant", "The difference is not significant"),
        ("Models can be pruned", "Models cannot be pruned, although Shears is fast"),
    ],
)
def test_a_dropped_or_added_denial_is_told(statement: str, quote: str) -> None:
    """The worst error of all: the opposite of what the paper says, with its quote beside it."""
    assert denial_disagrees(statement, quote)


@pytest.mark.parametrize(
    ("statement", "quote", "dropped"),
    [
        ("성능이 떨어질 수 있음", "Performance may degrade", False),
        ("성능이 떨어짐", "Performance may degrade", True),
        ("중복에서 비롯됨을 시사", "Results suggest that it comes from duplicates", False),
        ("중복에서 비롯됨", "Results suggest that it comes from duplicates", True),
        ("性能が低下するかもしれない", "Performance may degrade", False),
        ("性能が低下する", "Performance may degrade", True),
        ("精度が改善される", "It may improve accuracy", True),
        ("性能可能下降", "Performance may degrade", False),
        ("性能下降", "Performance may degrade", True),
        ("It fails on long inputs", "It may fail on long inputs", True),
        ("It could fail on long inputs", "It may fail on long inputs", False),
        ("2026년 5월 공개", "It was released in May 2026", False),
        ("측정할 수 없었음", "It could not be measured", False),
        ("LLM의 잠재력을 끌어냄", "It unlocks the potential of LLMs", False),
        ("Shears removes 40%", "Shears removes 40%, which may hurt small models", False),
        ("Shears hurts small models", "Shears removes 40%, which may hurt small models", True),
    ],
)
def test_a_careful_word_is_kept(statement: str, quote: str, *, dropped: bool) -> None:
    """Nothing that "may degrade" just degrades; a month, or care about another thing, is no hedge."""
    assert hedge_dropped(statement, quote) is dropped
