"""What a model wrote acts on nobody: plain words of the right language pass, nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.language import Language
from bot.evidence.sanitise import foreign_mark, other_language, plain


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("- **Shears** 제안", "Shears 제안"),
        ("• 새로운 방법", "새로운 방법"),
        ("1. 3개 벤치마크에서 평가", "3개 벤치마크에서 평가"),
        ("2) 새로운 방법", "새로운 방법"),
        ("## 요약", "요약"),
        ("**1. 요약**", "요약"),
        ("> - **`prune()`** 호출", "prune() 호출"),
        ("한 줄\n두\u200b 줄\u202e", "한 줄 두 줄"),
        ("1\u00ad5% 달\u200c성\ufe0f", "15% 달성"),
        ("> 90% 달성", "> 90% 달성"),
        ("- 3% 감소", "- 3% 감소"),
        ("3D 모델과 2 * 3 * 4", "3D 모델과 2 * 3 * 4"),
        ("snake_case와 a ** b", "snake_case와 a ** b"),
        ("**", "**"),
    ],
)
def test_marks_around_words_are_taken_off(written: str, bare: str) -> None:
    """Models set lists and bold out of habit; the words are good and a sign is no list mark."""
    assert plain(written) == bare


@pytest.mark.parametrize(
    "text",
    [
        "see https://evil.example/x",
        "slack://open",
        "t.co/abc를 보세요",
        "자세히는evil.com에서",
        "www.evil.example",
        "discord.gg/abc",
        "[여기](x)를 클릭",
        "javascript:alert(1)",
        "<b>굵게</b>",
        "<img src=x",
        "<!-- hidden -->",
        "<@U1>에게",
        "<@&123>에게",
        "<!channel> 알림",
        "<#C1> 참고",
        "<:smile:123>",
        "@everyone 보세요",
        "모두@everyone",
        "@here",
        "고마워요 @bob",
        "자세한 내용은 evil.ai 참고",
        "evil.co.kr에서 확인",
        "//evil.ai",
        "메일은 a@b.co 로",
        "mailto:x",
        "[click][1]",
        "||spoiler||",
        "~~지움~~",
        "＠everyone 보세요",
        "https：//evil.ai",
        "ｗｗｗ.evil.example",
    ],
)
def test_what_acts_is_refused(text: str) -> None:
    """Links, mentions and markup of either platform never come out of a paper's text."""
    assert foreign_mark(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "C++와 C#으로 구현",
        "a < b 이고 c > d",
        "오차 <5%",
        "x -> y <-> z",
        "pass@1과 Recall @10",
        "user@domain 형식",
        "입력/출력 및 24/7",
        "i.e./e.g. v1.5/v2",
        "A&B, Q&A #1",
        "[CLS] token (x)",
        "1:1 비율, 오전 9:30",
        "p_i * q_i = 0.5",
    ],
)
def test_words_that_only_look_like_marks_pass(text: str) -> None:
    """Engineers write with such signs; escaping is the renderers' work."""
    assert foreign_mark(text) is None


def test_a_dotted_name_passes_when_its_source_has_it() -> None:
    """Node.js looks like a domain; only what the paper says may look like one."""
    assert foreign_mark("Node.js로 구현", ["We use Node.js and llama.cpp."]) is None
    assert foreign_mark("Evil.js로 구현", ["We use Node.js and llama.cpp."]) is not None


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Shears 제안", "ko"),
        ("GPT-4 대비 2.5배 빠름", "ko"),
        ("LLM fine-tuning 시 데이터셋 구축 비용을 줄일 수 있습니다", "ko"),
        ("Shearsを提案", "ja"),
        ("実験の結果、精度が向上した", "ja"),
        ("提出Shears方法", "zh"),
        ("实验结果表明，该方法优于LLaMA", "zh"),
        ("We prune α-weights of LLaMA", "en"),
        ("Experiments on three benchmarks 결과", "en"),
        ("Мы предлагаем метод", ""),
        ("Мы предлагаем новый метод 제안", ""),
        ("40% → 2.5", ""),
        ("", ""),
        (
            "Shears는 grouped-query pruning(GQP)과 sliding window scoring(SWS)을 사용합니다.",
            "ko en",
        ),
    ],
)
def test_each_language_is_told_from_the_others(text: str, languages: str) -> None:
    """Terms may stay English and a point may be short, but a sentence is of one language."""
    fitting = {language for language in Language if other_language(text, language) is None}

    assert fitting == set(languages.split())


@settings(deadline=None)
@given(
    st.lists(st.sampled_from("** __ ` - > # 1. 3 %  • 점 a \n".split(" ")), max_size=12).map(
        "".join
    )
)
def test_plain_words_stay_as_they_are(text: str) -> None:
    """What was checked is what is shown: making it plain twice changes nothing more."""
    assert plain(plain(text)) == plain(text)
