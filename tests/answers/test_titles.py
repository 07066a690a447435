"""Titles named in a message: their coinages, their own words, never words of the trade."""

import json
from pathlib import Path

import pytest

from bot.answers.titles import hinted_titles, named_titles


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Shears: Pruning without Regret", "shears는 빨라?"),
        ("TreeShears Cuts Language Models", "is treeshears open?"),
        ("$\\text{Hedge}^2$: Trimming Twice", "Hedge2 code?"),
        ("OWL: Learning to See at Night", "OWL 데이터셋은?"),
        ("Owl-Eyes-7B Sees at Night", "owl-eyes-7b 크기?"),
        ("τ-hedge: Trimming in Time", "τ-hedge の限界は"),
        ("SHEARS: PRUNING WITHOUT REGRET", "Shears code?"),
        ("Night Gardens: A Survey of Owls", "what do Night Gardens cost"),
        ("How Gardens Grow", "how gardens grow, which data?"),
        ("Trimming Hedges at Midnight", "why are hedges trimmed at midnight?"),
    ],
)
def test_a_title_is_named(title: str, text: str) -> None:
    """By its name in any spelling people use."""
    assert named_titles(text, ["Something Else Entirely", title]) == [1]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Shears: Pruning without Regret", "are seashears used?"),
        ("Shears: Pruning without Regret", "does it beat Shears-2?"),
        ("OWL: Learning to See at Night", "is there an owl in the data?"),
        ("Attention: Sparse Language Models", "which attention do they use?"),
        ("Evaluating GPT-4 in 3D Worlds", "GPT-4로 평가했어? 3D 데이터야?"),
        ("LLM Agents: A Survey", "do LLM agents use tools?"),
        ("Large Language Models for Robots", "which large language models?"),
    ],
)
def test_a_word_that_any_question_may_hold_names_no_title(title: str, text: str) -> None:
    """Otherwise every second question would jump to another paper."""
    assert named_titles(text, ["Something Else Entirely", title]) == []


@pytest.mark.parametrize(
    ("text", "hinted"),
    [("and the gardens?", [0]), ("hedges?", []), ("owl?", [2]), ("which model?", [])],
)
def test_one_word_of_a_single_title_hints_at_it(text: str, hinted: list[int]) -> None:
    """Enough when nothing else tells; a word of two titles tells nothing."""
    titles = ["Gardens of Hedges", "Hedges of Roses", "OWL: Learning to See"]
    assert hinted_titles(text, titles) == hinted


@pytest.mark.slow
def test_questions_about_other_papers_name_no_title_of_real_days(shared_data: Path) -> None:
    """The words of 935 real questions against the titles of real daily lists."""
    days = [
        [entry["paper"]["title"] for entry in json.loads(file.read_text("utf-8"))[:5]]
        for file in sorted((shared_data / "hf").glob("2026-0*.json"))[:8]
    ]
    lines = (shared_data / "qa" / "questions.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    named = [q for n, q in enumerate(questions) if named_titles(q, days[n % len(days)])]
    assert named == []
