"""Tags are what a paper is about; topics are found by the words people type."""

from typing import Any

import pytest

from bot.digest.tag import find_topics, matches, tags_of, vocabulary
from bot.domain.errors import UsageError
from tests.builders import paper, record

PLAIN = "A method is described. It works well."


def tags(title: str = "A Method", abstract: str = PLAIN, **fields: Any) -> tuple[str, ...]:
    return tags_of(paper(title=title, abstract=abstract, **fields))


@pytest.mark.parametrize(
    "abstract",
    [
        "Coverage, leverage, storage: the average fragment. Paragraphs encourage coverage.",
        "A rag rug and a drag race. Rag, rags and rag dolls.",
        "We sample SAMple samples and same SAMs2.",
        "Remote motes emote; moe and Moe moved.",
    ],
)
def test_letters_inside_a_word_are_no_tag(abstract: str) -> None:
    """A tag RAG on a paper about "coverage" makes a reader distrust all the others."""
    assert not {"RAG", "Segmentation", "Mixture of Experts"} & set(tags("On Coverage", abstract))


@pytest.mark.parametrize(
    ("title", "tag"),
    [
        ("RAG at Scale", "RAG"),
        ("Better RAGs", "RAG"),
        ("Retrieval Augmented Generation", "RAG"),
        ("Vision‑Language Models See", "MLLM"),
        ("Text-to-SQL with Ease", "Tabular Data"),
        ("LLM-as-a-Judge, Judged", "Evaluation"),
        ("SWE-Bench Goes On", "Code Generation"),
        ("A MoE of MoEs", "Mixture of Experts"),
        ("(Multi-)Agent Debate", "Agent"),
        ("Fine Tuning Models", "Fine-tuning"),
        ("Mamba:Fast", "State Space Model"),
    ],
)
def test_a_word_of_the_title_is_a_tag(title: str, tag: str) -> None:
    """Aliases, plurals, hyphens or spaces, the case that people use in titles."""
    assert tag in tags(title)


def test_one_mention_in_the_abstract_is_not_enough() -> None:
    """A paper that names RAG once beside its subject is not about RAG; one keyword is."""
    once, twice = "We mention RAG.", "We improve RAG. RAG gets better."

    assert "RAG" not in tags(abstract=once)
    assert "RAG" in tags(abstract=twice)
    assert "RAG" in tags(keywords=("RAG",))
    assert "Robotics" not in tags(arxiv=record(categories=("cs.RO",)))
    assert "Robotics" in tags(abstract="A robot.", arxiv=record(categories=("cs.RO",)))


def test_a_video_translation_is_not_about_languages() -> None:
    """A word with another meaning in the field is no alias by itself."""
    assert "Multilingual" not in tags("Video-to-Video Translation")


@pytest.mark.parametrize(
    ("title", "abstract", "tag"),
    [
        (
            "Grounding Claims in Records",
            "Grounding helps. Grounded claims need grounding.",
            "Detection",
        ),
        ("A Memory-Efficient Trainer", "It halves memory usage and GPU memory.", "Memory"),
        ("Photometric Alignment", "Alignment of colours. Alignment of light.", "Alignment"),
        ("A Robust Cutter", "A robust tool. It stays robust.", "Robustness"),
        ("Drawing Faster", "Inference takes long. At inference it draws.", "Inference"),
        ("Image Manipulation", "Manipulation of pictures, local manipulation.", "Robotics"),
        ("Users Made Up", "A user simulator. The simulator asks.", "World Model"),
        ("Cutters Tested", "Results on six benchmarks. On other benchmarks it fails.", "Benchmark"),
        ("Cutters Trained", "Trained on datasets; tested on other datasets.", "Dataset"),
    ],
)
def test_a_word_that_mostly_means_something_else_is_no_tag(
    title: str, abstract: str, tag: str
) -> None:
    """Whoever filters by a topic wants papers about it, not those that share a word with it."""
    assert tag not in tags(title, abstract)


@pytest.mark.parametrize(
    ("title", "abstract", "tag"),
    [
        ("Visual Grounding Anew", PLAIN, "Detection"),
        ("Memory for Agents", PLAIN, "Memory"),
        ("Agents Remember", "Agent memory grows. Memories are sorted.", "Memory"),
        ("Cutters Compared", "We introduce CutBench, a benchmark of 80 cuts.", "Benchmark"),
        ("Cuts Collected", "We give a large-scale dataset with a million cuts.", "Dataset"),
    ],
)
def test_what_is_about_it_keeps_its_tag(title: str, abstract: str, tag: str) -> None:
    """The words that are left still find it; what a paper introduces it says once."""
    assert tag in tags(title, abstract)


@pytest.mark.parametrize(
    ("keyword", "tag", "about"),
    [
        ("agent memory", "Memory", True),
        ("memory-augmented models", "Memory", False),
        ("hallucination detection", "Hallucination", True),
        ("multimodal large language models", "MLLM", True),
        ("multimodal large language models", "Multimodal", False),
        ("retrieval-augmented generation", "RAG", True),
        ("Transformer-based counterparts", "Transformer", False),
        ("robotic manipulation", "Robotics", True),
    ],
)
def test_a_keyword_is_about_what_it_ends_with(keyword: str, tag: str, *, about: bool) -> None:
    """They are long and made by a machine: what stands in the midst of one is not the subject."""
    assert (tag in tags(keywords=(keyword,))) is about


def test_the_most_spoken_of_come_first_and_at_most_eight() -> None:
    """The line of tags has little room; ties go by the vocabulary's order."""
    title = "LLM Agent Reasoning Benchmark for Video, Audio, Music, Speech Recognition and Memory"
    found = tags(title, "Music is music. " + PLAIN)

    assert len(found) == 8
    assert found[:3] == ("Music", "LLM", "Agent")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("LLM", "LLM"),
        ("llms", "LLM"),
        (" rag ", "RAG"),
        ("vlm", "MLLM"),
        ("text to sql", "Tabular Data"),
        ("video generation", "Video Generation"),
        ("large language models", "LLM"),
        ("cot", "Reasoning"),
    ],
)
def test_people_find_a_topic_in_their_spelling(typed: str, name: str) -> None:
    """Nobody types capitals and hyphens as the vocabulary has them."""
    assert [topic.name for topic in find_topics((typed,))] == [name]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("robotix", "Robotics"),
        ("Agnet", "Agent"),
        ("에이전트", "LLM"),
        ("", "such as"),
        (".*", "such"),
    ],
)
def test_an_unknown_topic_is_answered_with_what_is_near(typed: str, hint: str) -> None:
    """One line that says what was wrong and what would work; a pattern is only text."""
    with pytest.raises(UsageError, match=hint):
        find_topics(("LLM", typed))


def test_a_topic_matches_by_one_word_anywhere_or_by_category() -> None:
    """A filter is asked for: one mention is enough, though not for a tag."""
    (topic,) = find_topics(("Robotics",))

    assert matches(topic, paper(abstract="It moves a robot."))
    assert matches(topic, paper(keywords=("robots",)))
    assert matches(topic, paper(arxiv=record(categories=("cs.LG", "cs.RO"))))
    assert not matches(topic, paper(abstract="It moves robotically.", keywords=("cs.RO",)))


def test_every_tag_is_found_by_its_own_name() -> None:
    """A tag that its own name does not find would be a topic nobody can subscribe to."""
    for tag in vocabulary():
        assert find_topics((tag.name.lower(),)) == (tag,)
