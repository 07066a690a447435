"""A long message in parts: no word is lost, none is torn."""

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from grapheme import graphemes  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.message import Actions, Block, Feedback, Heading, Image, Message, Quote
from bot.presentation.split import split
from bot.presentation.spoken import spoken
from tests.presentation.any_digest import LAW
from tests.presentation.any_message import CHARACTERS, SENTENCES, messages

LINK = "https://arxiv.org/abs/2602.00001"


def message(*blocks: dict[str, Any]) -> Message:
    return Message.model_validate({"summary": "S", "blocks": blocks})


def paragraph(*texts: str) -> dict[str, Any]:
    return {"kind": "paragraph", "text": [{"text": text} for text in texts]}


def heading(text: str, level: int = 3) -> dict[str, Any]:
    return {"kind": "heading", "level": level, "text": [{"text": text}]}


def ask() -> dict[str, Any]:
    return {"kind": "actions", "actions": [{"action": "ask", "subject": "x", "label": "Ask"}]}


def letters(message: Message) -> int:
    return sum(len(said) for block in message.blocks for said in spoken(block))


def within(most: int, blocks: float = math.inf) -> Callable[[Message], bool]:
    """A platform that takes so many letters, and so many blocks."""
    return lambda part: letters(part) <= most and len(part.blocks) <= blocks


def lines(part: Message) -> list[str]:
    return [said for block in part.blocks for said in spoken(block)]


def parts_of(whole: Message, most: int, blocks: float = math.inf) -> list[list[str]]:
    return [lines(part) for part in split(whole, within(most, blocks))]


def test_what_fits_is_one_part() -> None:
    """Most papers need no second message."""
    whole = message(heading("A"), paragraph("b"), ask())

    assert split(whole, within(2)) == [whole]


def test_parts_end_between_sections_first() -> None:
    """A section is read in one piece, even where a little more would have fitted."""
    whole = message(
        heading("First"), paragraph("one"), heading("Second"), paragraph("two"), paragraph("end")
    )

    assert parts_of(whole, 18) == [["First", "one"], ["Second", "two", "end"]]


def test_a_heading_stays_with_what_follows() -> None:
    """At the end of a message it would be the heading of nothing."""
    whole = message(paragraph("one"), paragraph("two"), heading("Third", 3), paragraph("three"))

    assert parts_of(whole, 12) == [["one", "two"], ["Third", "three"]]


def test_a_heading_is_divided_only_where_it_alone_is_too_long() -> None:
    """Else it would be read as two."""
    whole = message(paragraph("one"), heading("A heading of words"), paragraph("two"))

    assert parts_of(whole, 18) == [["one"], ["A heading of words"], ["two"]]
    assert parts_of(whole, 13) == [["one"], ["A heading of "], ["words", "two"]]


def test_a_section_that_is_too_long_ends_after_a_sentence() -> None:
    """Its heading stands above the first of it."""
    whole = message(heading("Why"), paragraph("It is fast. It is small. It is free."))

    assert parts_of(whole, 30) == [["Why", "It is fast. It is small. "], ["It is free."]]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_of_every_language_are_known(sentence: str) -> None:
    """None of them is cut where its neighbour would have been whole."""
    parts = parts_of(message(paragraph(sentence * 20)), 100)

    assert all("".join(part).strip().endswith(sentence.strip()) for part in parts)


def test_without_a_full_stop_words_stay_whole() -> None:
    """As the last resort for a sentence that is longer than a message."""
    assert parts_of(message(paragraph("one two three four")), 9) == [
        ["one two "],
        ["three "],
        ["four"],
    ]


@pytest.mark.parametrize("character", CHARACTERS)
@pytest.mark.parametrize("most", [7, 8, 9, 11])
def test_what_people_see_as_one_character_is_never_torn(character: str, most: int) -> None:
    """Half a flag is another flag, half a family is somebody else."""
    whole = character * 30

    said = ["".join(part) for part in parts_of(message(paragraph(whole)), most)]

    assert [one for part in said for one in graphemes(part)] == list(graphemes(whole))


def test_a_link_is_not_cut_in_its_label() -> None:
    """Half of a label leads somewhere without saying where."""
    linked = {"text": "the code of the paper", "link": LINK}
    whole = message({"kind": "paragraph", "text": [{"text": "One reads "}, linked, {"text": "."}]})

    parts = split(whole, within(25))

    assert [lines(part) for part in parts] == [["One reads "], ["the code of the paper."]]


def test_a_list_ends_between_its_items() -> None:
    """Where they stop is easiest to see."""
    items = [[{"text": f"item {number}. So."}] for number in range(4)]
    whole = message(heading("List"), {"kind": "bullets", "items": items})

    assert parts_of(whole, 40) == [
        ["List", "• item 0. So.", "• item 1. So."],
        ["• item 2. So.", "• item 3. So."],
    ]


def test_a_quote_names_its_source_in_each_part() -> None:
    """A part of a quote is a quote."""
    quote = {"kind": "quote", "text": "It is fast. It is free.", "source": "Abstract"}

    first, second = split(message(quote), within(30))

    assert first.blocks == (Quote(text="It is fast.", source="Abstract"),)
    assert second.blocks == (Quote(text="It is free.", source="Abstract"),)


def test_buttons_come_with_the_end() -> None:
    """Whoever has read it all finds them there, and not in a message of their own."""
    whole = message(ask(), paragraph("One."), paragraph("Two."))

    first, second = split(whole, within(99, blocks=2))

    assert lines(first) == ["One."]
    assert second.blocks == (whole.blocks[2], whole.blocks[0])


def test_a_text_that_leaves_no_room_for_buttons_is_not_torn_for_them() -> None:
    """Buttons alone in a message are better than half a sentence beside them."""
    whole = message(paragraph("One. Two."), ask())

    assert [part.blocks for part in split(whole, within(99, blocks=1))] == [
        whole.blocks[:1],
        whole.blocks[1:],
    ]


def test_more_buttons_than_a_message_takes_go_on_in_the_next() -> None:
    """Thirty papers to choose from are rare; none of them may be missing."""
    row = Actions.model_validate({"actions": ask()["actions"] * 7})
    whole = message(paragraph("Which?")).model_copy(update={"blocks": (row, row)})

    def fits(part: Message) -> bool:
        rows = (block for block in part.blocks if isinstance(block, Actions))
        return sum(len(one.actions) for one in rows) <= 5

    parts = split(whole, fits)

    shown = [[len(b.actions) for b in part.blocks if isinstance(b, Actions)] for part in parts]
    assert shown == [[5], [2], [5], [2]]


def test_a_part_that_goes_on_is_announced_by_its_own_words() -> None:
    """The same notification twice would look like a mistake."""
    first, second = split(message(paragraph("One is here."), paragraph("Two.")), within(12))

    assert (first.summary, second.summary) == ("S", "Two.")


def without_spaces(blocks: tuple[Block, ...]) -> str:
    """What is said, in order; bullets and sources may be said once more in the next part."""
    said = "".join(line for block in blocks for line in _texts(block))
    return said.replace(" ", "")


def _texts(block: Block) -> list[str]:
    if isinstance(block, Quote):
        return [block.text]
    return [said.removeprefix("• ") for said in spoken(block)]


def steady(blocks: tuple[Block, ...]) -> list[Block]:
    """What cannot be divided."""
    return [b for b in blocks if isinstance(b, Image)]


@LAW
@given(messages(), st.integers(1, 3_000), st.integers(2, 9))
def test_every_word_stands_in_the_parts_in_its_order(
    any_message: Message, most: int, blocks: int
) -> None:
    """The law: nothing is lost or said twice, everything fits, and one part is enough for what fits."""
    fits = within(most, blocks)

    parts = split(any_message, fits)

    told = tuple(block for part in parts for block in part.blocks)
    assert without_spaces(told) == without_spaces(any_message.blocks)
    assert steady(told) == steady(any_message.blocks)
    end = [b for b in any_message.blocks if isinstance(b, Actions | Feedback)]
    assert [b for b in told if isinstance(b, Actions | Feedback)] == end
    pressable = [isinstance(block, Actions | Feedback) for block in told]
    assert pressable == sorted(pressable) or len(parts) == 1  # after all text
    assert parts == [any_message] or not fits(any_message)


@LAW
@given(messages(), st.integers(2_100, 6_000))
def test_each_part_fits_where_a_heading_does(any_message: Message, most: int) -> None:
    """A platform that takes the longest heading with a little text takes every part."""
    headings = sum(letters(message_of(b)) for b in any_message.blocks if isinstance(b, Heading))
    fits = within(most + headings, blocks=40)

    parts = split(any_message, fits)

    assert all(fits(part) for part in parts)
    for part, following in pairwise(parts):
        if isinstance(part.blocks[-1], Heading):
            assert isinstance(following.blocks[0], Heading | Image)  # no room for both


def message_of(*blocks: Block) -> Message:
    return Message(summary="S", blocks=blocks)
