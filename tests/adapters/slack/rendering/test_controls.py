"""What a button says when it is pressed is what it was made for."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.rendering.controls import actions, feedback, pressed
from bot.chat.buttons import Pressed
from bot.domain.message import Action, Actions, Feedback
from tests.adapters.slack.mrkdwn import ENTITIES
from tests.presentation.any_digest import LAW, words
from tests.presentation.any_message import actions as any_actions


def returned(button: dict[str, Any]) -> dict[str, Any]:
    """As Slack hands it back: some values have become entities on the way."""
    value = button["value"]
    for entity, letter in reversed(ENTITIES.items()):
        value = value.replace(letter, entity)
    return {"type": "button", "action_id": button["action_id"], "value": value}


@LAW
@given(any_actions())
def test_every_button_is_read_back(row: Actions) -> None:
    """Also of more than a row takes, with subjects of any kind, by ids that are unique in a row."""
    rows = [made["elements"] for made in actions(row)]

    read = [pressed(returned(button)) for buttons in rows for button in buttons]

    assert read == [Pressed(one.action, one.subject, one.question) for one in row.actions]
    for buttons in rows:
        assert len({button["action_id"] for button in buttons}) == len(buttons) <= 25


def test_the_first_button_of_a_kind_has_the_name_of_its_kind() -> None:
    """Listeners wait for it by that name."""
    ask = Action(action="why_rating", subject="2602.00001", label="Why?")

    (row,) = actions(Actions(actions=(ask, ask)))

    names = [button["action_id"] for button in row["elements"]]
    assert names == ["papers_why_rating", "papers_why_rating_2"]


@LAW
@given(words(200), st.sampled_from(["good", "bad"]))
def test_feedback_says_what_is_thought_of_which_answer(question: str, verdict: str) -> None:
    """The verdict stands where buttons have their subject."""
    (buttons,) = feedback(Feedback(question=question, good="Helpful", bad="Not"))["elements"]
    side = buttons["positive_button" if verdict == "good" else "negative_button"]

    said = pressed(returned({"action_id": buttons["action_id"], **side}))

    assert said == Pressed("feedback", verdict, question)


@pytest.mark.parametrize(
    "action",
    [
        {},
        {"action_id": "papers_ask"},
        {"action_id": "papers_ask", "value": "2602.00001"},
        {"action_id": "papers_ask", "value": "[]"},
        {"action_id": "papers_ask", "value": '{"subject": 1, "question": null}'},
        {"action_id": "other_ask", "value": '{"subject": "x", "question": null}'},
        {"action_id": None, "value": None},
    ],
)
def test_a_foreign_button_is_refused(action: dict[str, Any]) -> None:
    """An older version's, or another app's: nothing is done for it."""
    with pytest.raises(ValueError, match=r"ours|JSON|value"):
        pressed(action)
