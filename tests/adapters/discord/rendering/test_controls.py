"""What a button says when it is pressed is what it was made for."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.rendering.controls import actions, feedback, pressed
from bot.chat.buttons import Pressed
from bot.domain.message import Action, Actions, Feedback
from tests.adapters.discord.limits import BUTTON, MENU, everything, faults
from tests.presentation.any_digest import LAW, words
from tests.presentation.any_message import actions as any_actions

QUESTION = "1468000000000000000"


def made(block: Actions) -> list[dict[str, Any]]:
    """The rows."""
    return [row.to_component_dict() for row in actions(block, set())]


def said(rows: list[dict[str, Any]]) -> list[Pressed]:
    """What each button says, and each option of a menu, in order."""
    heard = []
    for one in everything(rows):
        if one["type"] == BUTTON:
            heard.append(pressed(one["custom_id"]))
        elif one["type"] == MENU:
            heard += [pressed(one["custom_id"], [option["value"]]) for option in one["options"]]
    return heard


def choices(count: int, title: str = "Shears") -> Actions:
    """Papers to choose from."""
    row = [
        Action(action="choose", subject=f"2602.{n:05}", label=f"#{n} {title}", question=QUESTION)
        for n in range(1, count + 1)
    ]
    return Actions(actions=tuple(row))


@LAW
@given(any_actions())
def test_every_button_that_is_shown_is_read_back(block: Actions) -> None:
    """Whatever stands in a subject; what has no room in an id to say what it does is not shown."""
    rows = made(block)

    wished = [Pressed(one.action, one.subject, one.question) for one in block.actions]
    assert set(said(rows)) <= set(wished)
    assert {one for one in wished if sum(map(len, filter(None, one))) < 20} <= set(said(rows))
    assert [fault for fault in faults(rows) if "components" not in fault] == []


@pytest.mark.parametrize(
    ("block", "kinds"),
    [
        (choices(5), [BUTTON] * 5),
        (choices(6), [MENU]),
        (choices(2, "Pruning Language Models without any Regret"), [MENU]),
        (choices(30), [MENU, MENU]),
    ],
)
def test_papers_are_chosen_by_buttons_while_these_can_be_read(
    block: Actions, kinds: list[int]
) -> None:
    """Discord advises 38 characters for a button, and a menu takes 25 options."""
    rows = made(block)

    assert [one["type"] for row in rows for one in row["components"]] == kinds
    assert said(rows) == [Pressed("choose", one.subject, QUESTION) for one in block.actions]


def test_an_id_is_as_it_was_before() -> None:
    """Buttons of messages that were posted by an older version still have to work."""
    row = Actions(
        actions=(
            Action(action="ask", subject="2602.00001", label="Ask"),
            Action(action="share", subject="math.GT/0309136", label="Share", question=QUESTION),
        )
    )

    ids = [one["custom_id"] for one in made(row)[0]["components"]]

    assert ids == ["papers:ask:2602.00001:", f"papers:share:math.GT/0309136:{QUESTION}"]


def test_the_same_button_twice_is_one() -> None:
    """Discord refuses a message in which two buttons have one id."""
    ask = Action(action="ask", subject="2602.00001", label="Ask")

    assert said(made(Actions(actions=(ask, ask)))) == [Pressed("ask", "2602.00001", None)]


@LAW
@given(words(80), st.sampled_from(["good", "bad"]))
def test_feedback_says_what_is_thought_of_which_answer(question: str, verdict: str) -> None:
    """The verdict stands where buttons have their subject."""
    block = Feedback(question=question, good="Helpful", bad="Not")

    rows = [row.to_component_dict() for row in feedback(block, set())]

    if rows:
        assert said(rows)[verdict == "bad"] == Pressed("feedback", verdict, question)


@pytest.mark.parametrize(
    "custom_id",
    ["", "papers:", "papers:ask", "papers:ask:1", "papers:ask:1:2:3", "Papers:ask:1:", "x"],
)
def test_a_foreign_button_is_refused(custom_id: str) -> None:
    """An older version's, or another app's: nothing is done for it."""
    with pytest.raises(ValueError, match="not ours"):
        pressed(custom_id)
