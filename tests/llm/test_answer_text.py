"""What stands in a model's answer, whatever the model puts around it."""

import json
from typing import Any

import pytest

from bot.llm.answer_text import ItemReader, object_of

TAGGED = "We end each trace with </think> and {braces}."


@pytest.mark.parametrize(
    "answer",
    [
        '{"word": "pong"}',
        '\n\n {"word": "pong"} \n',
        '```json\n{"word": "pong"}\n```',
        'Here you are:\n```\n{"word": "pong"}\n```\nAnything else? :-}',
        'The set {x} has one element: {"word": "pong"}',
        '<think>The user wants {"word": "ping"}.</think>{"word": "pong"}',
        "\n<thinking>\nHm.\n</thinking>\n\n" + '{"word": "pong"}',
        'Okay, they want JSON with a word.</think>\n{"word": "pong"}',
        '{"word": "pong"}{"word": "again"}',
    ],
)
def test_the_object_is_found_in_what_is_around_it(answer: str) -> None:
    """Small models fence, chat and think aloud; the answer is the same."""
    assert object_of(answer) == {"word": "pong"}


@pytest.mark.parametrize(
    "before", ["", "<think>They write </think> tags.", "Quoting their tags:\n```json\n"]
)
def test_tags_inside_the_answer_are_the_papers_words(before: str) -> None:
    """Papers on reasoning write about such tags: a verbatim quote must stay verbatim."""
    text = "<think>plan</think> " + TAGGED
    end = "</think>" if before.startswith("<think>") else ""

    assert object_of(before + end + json.dumps({"quote": text})) == {"quote": text}


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "I cannot do that.",
        "{x}",
        '{"word": "po',
        '{"claims": [{"text": "whole"}',
        '<think>{"word": "pong"}',
        '{"word": ' + "[" * 100_000,
        '{"word": "pong",}',
    ],
)
def test_a_broken_answer_is_no_object(answer: str) -> None:
    """Above all, a whole part of a broken answer never passes for the answer."""
    with pytest.raises(ValueError, match=r"."):
        object_of(answer)


ITEMS: list[dict[str, Any]] = [
    {"quotes": ["a set {x} of ]} marks", 'and "quoted\\" ones'], "text": "first"},
    {"quotes": [], "text": "", "nested": {"a": [{"b": {}}]}},
    {"quotes": [TAGGED], "text": "가지치기 🙂"},
]


@pytest.mark.parametrize("size", [1, 2, 7, 10_000])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("```json\n", "\n```"),
        ('<think>first {"items": [{"text": "a draft"}]}</think>\n', ""),
        ("Here is {what} you asked for: ", " Done {x}."),
    ],
)
def test_each_item_comes_once_and_as_soon_as_it_is_whole(
    before: str, after: str, size: int
) -> None:
    """Whatever the chunks: braces in strings and in thoughts open and close nothing."""
    answer = before + json.dumps({"items": ITEMS}, ensure_ascii=False, indent=1) + after
    reader = ItemReader()
    heard: list[tuple[Any, int]] = []

    for start in range(0, len(answer), size):
        heard += [(item, len(reader.text)) for item in reader.read(answer[start : start + size])]

    assert [item for item, _ in heard] == ITEMS
    assert reader.given == 3
    for item, length in heard:  # the text that had come holds little more than the item
        end = answer.index(json.dumps(item["text"], ensure_ascii=False)) + len(item["text"])
        assert length <= end + 100 + size


@pytest.mark.parametrize(
    "answer",
    ['{"items": []}', '{"other": [{"text": "a"}]}', '[{"text": "a"}]', '{"items": {"a": 1}}'],
)
def test_where_there_is_no_list_no_item_is_given(answer: str) -> None:
    """Objects in other places are not items."""
    assert list(ItemReader().read(answer)) == []
