"""In another language than the paper, told by script."""

import pytest

from bot.retrieval.script import asks_across
from tests.builders import text

ENGLISH = "Shears prunes a language model. It keeps accuracy in Korean, as in 정확도, and more."
KOREAN = "Shears는 언어 모델을 가지치기한다. GPU 하나로 충분하며 정확도가 유지된다."
JAPANESE = "Shearsは言語モデルを剪定する。精度は維持される。"
CHINESE = "Shears对语言模型进行剪枝，保持准确率。"


@pytest.mark.parametrize(
    ("question", "paper", "across"),
    [
        ("How accurate is it?", ENGLISH, False),
        ("Wie genau ist es?", ENGLISH, False),
        ("", ENGLISH, False),
        ("GPT-4o-mini와 Llama-3.1-70B-Instruct 차이?", ENGLISH, True),
        ("精度は?", ENGLISH, True),
        ("准确率？", ENGLISH, True),
        ("정확도는?", KOREAN, False),
        ("GPU 정확도는? (精度)", KOREAN, False),
        ("How accurate is it?", KOREAN, True),
        ("精度は?", KOREAN, True),
        ("精度は?", JAPANESE, False),
        ("准确率？", CHINESE, False),
        ("精度は?", CHINESE, True),
        ("정확도는?", JAPANESE, True),
    ],
)
def test_the_script_tells(question: str, paper: str, across: bool) -> None:  # noqa: FBT001
    """A name in Latin letters, or an example in Hangul, does not change the language."""
    assert asks_across(question, text(paper)) is across
