"""Prompt files: each renders with real input, and no mistake in one goes unseen."""

from importlib.resources import files
from pathlib import Path

import pytest

from bot.llm.prompts import Prompt, PromptError, load, messages

NAMES = sorted(
    path.relative_to(str(files("prompts"))).with_suffix("").as_posix()
    for path in Path(str(files("prompts"))).glob("*/*.md")
)
GIVEN = {
    "title": "Shears: Pruning without Regret",
    "text": "[Abstract]\nWe propose Shears.",
    "signals": "- code: the code is available",
    "claims": '1. Shears prunes.\n   quote: "We propose Shears"',
    "faults": "- claim: Shears triples speed\n  refused: the number 3 is in no quote",
    "language": "Korean",
    "style": "합니다체로 쓴다.",
    "papers": "=== PAPER BEGINS: Shears ===\nWe propose Shears.\n=== PAPER ENDS ===",
    "history": "Before that:\nReader: What is new?\nYou: Shears prunes in four steps.\n\n",
    "question": "벤치마크는 몇 개인가요?",
}


def inputs_of(name: str) -> dict[str, str]:
    prompt = load(name)
    context = load(prompt.context).inputs if prompt.context else frozenset[str]()
    return {key: GIVEN[key] for key in prompt.inputs | context}


@pytest.mark.parametrize("name", NAMES)
def test_each_file_renders_with_real_input(name: str) -> None:
    """All of its input arrives, no placeholder is left, and its id says where it is."""
    rendered = messages(name, inputs_of(name))

    text = "\n".join(text for _, text in rendered)
    assert all(value in text for value in inputs_of(name).values())
    assert "{{" not in text
    assert (load(name).ref.id, load(name).ref.version >= 1) == (name.replace("/", "."), True)


def test_a_whole_prompt_reads_like_this() -> None:
    """The paper comes first and alike for every call, so that a provider's cache can work."""
    (system, context), (user, task) = messages("digest/extract", inputs_of("digest/extract"))

    assert (system, user) == ("system", "user")
    assert context.endswith(
        "Title: Shears: Pruning without Regret\n\n"
        "=== PAPER TEXT BEGINS ===\n[Abstract]\nWe propose Shears.\n=== PAPER TEXT ENDS ==="
    )
    assert task.startswith("Task: list what the paper states.")
    assert task.endswith("- code: the code is available")


def test_marks_inside_an_input_stay_inert() -> None:
    """A paper that writes {{text}} or a backslash gets itself back, not another input."""
    hostile = "a {{title}} and {{secret}} \\1 \\g<0> +++"

    (_, context), _ = messages("digest/extract", {**inputs_of("digest/extract"), "text": hostile})

    assert f"\n{hostile}\n" in context


def test_a_missing_input_is_an_error() -> None:
    """A prompt with a hole in it must not reach a model."""
    with pytest.raises(PromptError, match=r"digest\.paper lacks the input text"):
        messages("digest/extract", {"title": "T", "signals": "none"})


def test_an_unknown_input_is_an_error() -> None:
    """A misspelled name would be left out silently."""
    with pytest.raises(PromptError, match="digest/extract knows no input tittle"):
        messages("digest/extract", {**inputs_of("digest/extract"), "tittle": "T"})


def test_a_context_is_shared() -> None:
    """Rendering is by name alone: two prompts on one paper begin with the same words."""
    extract = messages("digest/extract", inputs_of("digest/extract"))
    write = messages("digest/write", inputs_of("digest/write"))

    assert extract[0] == write[0]


def test_the_files_are_what_they_say() -> None:
    """`output` names the form that the code asks for."""
    prompts: list[Prompt] = [load(name) for name in NAMES]

    assert {"Extraction", "Repair", "Writing", "SentenceRepair", "Pong"} <= {
        prompt.output for prompt in prompts
    }
