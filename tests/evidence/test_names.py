"""Names in a statement have to stand in its quotes; plain words need not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evidence.names import names_in, unknown_names, with_versions


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("Shears는 GPT-4보다 빠름", ["Shears", "GPT-4"]),
        ("Gemini는 느림", ["Gemini"]),
        ("GPT-4-level 성능의 Transformer-based 모델", ["GPT-4", "Transformer"]),
        ("SFT+RL과 LLaMA/Qwen 비교", ["SFT", "RL", "LLaMA", "Qwen"]),
        ("在MATH和GSM8K上使用Qwen2.5", ["MATH", "GSM8K", "Qwen2.5"]),
        ("We use Shears. Pruning is fast", ["Shears"]),
        ("The model's cost on LLaMA’s code", ["LLaMA"]),
        ("40GB, 7B, 2.5x, 24h, top-5, 8-bit, A/B, C++", []),
        ("learning, fine-tuning 그리고 state-of-the-art", []),
        ("4KAgent와 3DGS", ["4KAgent", "3DGS"]),
    ],
)
def test_names_are_told_from_words_and_sizes(statement: str, names: list[str]) -> None:
    """In English a first word is capital anyway; in Korean any capital word is a name."""
    assert names_in(statement) == names


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Self-RAG 적용", "we use SelfRAG"),
        ("LLaMA-3-8B에서", "on LLaMA 3 8B and others"),
        ("RAG 시스템", "retrieval-augmented generation"),
        ("MoE 구조", "a mixture of experts"),
        ("VLM 두 개", "vision-language models"),
        ("LLMs on GPUs", "one model"),
        ("2D와 3D 장면", "flat and solid scenes"),
        ("Transformers를", "a transformer"),
        ("U-Net 기반", "based on U-Net"),
        ("Qwen-2.5와 Llama 3.1", "Qwen2.5 and Llama-3.1-8B"),
        ("MBPP+에서", "on HumanEval+ and MBPP+"),
        ("DeepSeek-R1의 결과", "“DeepSeek‑R1” leads"),
    ],
)
def test_a_name_may_be_written_in_another_way(statement: str, source: str) -> None:
    """Hyphens, plural, case, an acronym of words in the quote: the same name."""
    assert unknown_names(statement, [source]) == []


@pytest.mark.parametrize(
    ("statement", "source", "unknown"),
    [
        ("GPT-4보다 우수", "GPT-3 has 4 heads", ["GPT-4"]),
        ("GPT-4보다 우수", "GPT-40 is better", ["GPT-4"]),
        ("RAG 시스템", "it improves coverage", ["RAG"]),
        ("Llama 모델", "LLaMAfied models", ["Llama"]),
        ("Gemini는 느림", "other models are slow", ["Gemini"]),
        ("Google과 Qwen", "Qwen models", ["Google"]),
        ("GPT-3은 심판", "GPT-3.5 is the judge", ["GPT-3"]),
        ("Qwen2에서 시작", "we start from Qwen2.5", ["Qwen2"]),
        ("LLaVA-1を使用", "LLaVA-1.5 is the base", ["LLaVA-1"]),
        ("基于Llama-3", "Llama-3.1-8B is the base", ["Llama-3"]),
        ("GSM8K+에서 평가", "we evaluate on GSM8K", ["GSM8K+"]),
        ("MBPP에서 평가", "we evaluate on MBPP+", ["MBPP"]),
        ("4KAgent가 앞섬", "an agent for 4K video leads", ["4KAgent"]),
    ],
)
def test_a_name_from_elsewhere_is_told(statement: str, source: str, unknown: list[str]) -> None:
    """Letters or parts that happen to stand somewhere in a quote make no name."""
    assert unknown_names(statement, [source]) == unknown


def test_every_source_may_know_the_name() -> None:
    """Quotes and the title back names together, an acronym only within one of them."""
    assert unknown_names("Shears와 LLaMA", ["LLaMA", "Shears: Pruning"]) == []
    assert unknown_names("ABC 방법", ["a big", "cat"]) == ["ABC"]


@pytest.mark.parametrize(
    ("statement", "unknown"),
    [
        ("Llama improves accuracy.", ["Llama"]),
        ("It is fast. Gemini is slower by far.", ["Gemini"]),
        ("Pruning improves the speed.", []),
        ("Accuracy rises on all tasks.", []),
        ("Research reveals a gap.", []),
        ("This is what helps most.", []),
        ("Qwen models improve most.", []),
        ("Mistral is fast.", []),
    ],
)
def test_a_name_may_head_an_english_sentence(statement: str, unknown: list[str]) -> None:
    """What does something and is no plain word is a name, though any first word is capital."""
    assert unknown_names(statement, ["the mistral models are quick"]) == unknown


@settings(deadline=None)
@given(st.text(max_size=100))
def test_a_text_knows_its_own_names(text: str) -> None:
    """A statement that is its quote can have no name that the quote lacks."""
    assert unknown_names(text, [text]) == []


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        ("Llama 3.1 기반", "Llama-3.1 기반"),
        ("LLaMA 2와 비교", "LLaMA 2와 비교"),
        ("Qwen 2.5 based", "Qwen-2.5 based"),
        ("Llama 3 기반", "Llama 3 기반"),
        ("Table 4 shows", "Table 4 shows"),
        ("GPT 4% 향상", "GPT 4% 향상"),
    ],
)
def test_a_version_after_a_space_belongs_to_a_known_name(statement: str, shown: str) -> None:
    """Papers write Llama-3.1 and people Llama 3.1; elsewhere a number stays a number."""
    assert with_versions(statement, ["Llama-3.1-8B and Qwen2.5 and GPT-4.1"]) == shown
