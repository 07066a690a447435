"""Denials and careful words bind the statement that takes up their clause, in four languages."""

import pytest

from bot.evidence.polarity import denial_disagrees, hedge_dropped, only_asks


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
        ("긴 입력에서 잘 동작하지 않음", "It fails on long inputs"),
        ("코드 비공개", "The code is not released"),
        ("安全ではない", "It is unsafe"),
        ("难以处理长文本", "It struggles with long texts"),
        ("거짓 양성을 줄임", "It has fewer false positives"),
        ("It fails on long inputs", "It does not work on long inputs"),
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
        ("It works on long inputs", "It fails on long inputs"),
        ("It has a theory of errors", "It lacks a theory of errors"),
        ("It is safe on long inputs", "It is unsafe on long inputs"),
        ("All of the tasks improve", "None of the tasks improve"),
        ("Everything improves with Shears", "Nothing improves with Shears"),
        ("Results are consistent across seeds", "Results are inconsistent across seeds"),
        ("Pruning improves accuracy", "Contrary to the belief, pruning improves accuracy no more"),
        ("Shears is safe to deploy", "We refute the claim that Shears is safe to deploy"),
        ("Shears is safe to deploy", "We doubt that Shears is safe to deploy"),
        ("It hardly improves accuracy", "It improves accuracy"),
        ("It is false that Shears improves accuracy", "Shears improves accuracy"),
        ("가중치 제거에 실패했습니다", "Shears keeps the weights"),
        ("코드는 미공개입니다", "The code is released"),
        ("정확도가 오른다는 것은 거짓입니다", "It improves accuracy"),
        ("오를 리 만무합니다", "It improves accuracy"),
        ("学習に失敗した", "It learns well"),
        ("精度が上がるとは限りません", "It improves accuracy"),
        ("难以提升精度", "It improves accuracy"),
        ("提升精度失败了。", "It improves accuracy"),
        ("코드는 무료로 공개되었습니다", "The code is not released yet"),
        ("낮은 비용으로 작은 모델에 도움이 됩니다", "It does not help small models"),
        ("가중치를 제거하지 못합니다", "It removes the weights"),
        ("重みを削除できない", "It removes the weights"),
        ("不能去除权重", "It removes the weights"),
        ("It has open code", "Code | ✗"),
        ("It was run on the code task", "Code task | N/A"),
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
        ("The code is released", "We will release the code upon acceptance", True),
        ("코드는 공개되어 있습니다", "The code will be released", True),
        ("コードは公開されている", "The code will be released", True),
        ("代码已经公开", "The code will be released", True),
        ("코드 공개 예정", "We plan to release the code", False),
        ("コードは公開予定", "The code will be released", False),
        ("代码将公开", "The code will be released", False),
        ("将训练时间缩短", "It may shorten training", True),
        ("It scales to 70B models", "We expect the method to scale to 70B models", True),
        ("It scales to 70B models", "We believe it scales to 70B models", True),
        ("It helps small models", "We conjecture that it helps small models", True),
        ("It helps small models", "In principle it helps small models", True),
        ("It helps small models", "It tends to help small models", True),
        ("가끔 도움이 됨", "It sometimes helps", False),
        ("It helps small models", "If retrained, it helps small models", True),
        ("재학습하면 도움이 됨", "If retrained, it helps small models", False),
        ("제안된 방법은 학습을 단축합니다", "The proposed method may shorten training", True),
        ("結果表明训练缩短", "It may shorten training", True),
        ("可能な限りの短縮を実現", "It may shorten training", True),
        ("It prunes in steps", "Models should be small. It prunes in steps", False),
    ],
)
def test_a_careful_word_is_kept(statement: str, quote: str, *, dropped: bool) -> None:
    """Nothing that "may degrade" just degrades; a month, or care about another thing, is no hedge."""
    assert hedge_dropped(statement, quote) is dropped


@pytest.mark.parametrize(
    ("statement", "quotes", "asks"),
    [
        ("Shears helps small models.", ["Does Shears help small models?"], True),
        ("작은 모델에 도움이 됨", ["Does Shears help small models?"], True),
        ("작은 모델에 도움이 되는지 질문함", ["Does Shears help small models?"], False),
        ("Shears helps.", ["Does Shears help small models? It does."], False),
        ("Shears helps.", ["Does Shears help?", "It helps by 2.5 points."], False),
        ("Shears helps.", [], False),
    ],
)
def test_a_question_backs_no_answer(statement: str, quotes: list[str], *, asks: bool) -> None:
    """A paper that asks has not yet said."""
    assert only_asks(statement, quotes) is asks
