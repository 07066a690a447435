"""What people press: buttons and feedback, and what Slack says when they do.

A button carries its subject and question as JSON in its `value`; what it does stands in its
`action_id`, which is unique in its row: `papers_<kind>`, and with a number from the second on.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from bot.chat.buttons import Pressed
from bot.domain.message import Action, Actions, Feedback

_IN_A_ROW = 25
_ACTION_ID = re.compile(r"papers_([a-z_]+?)(?:_[0-9]+)?")


def actions(block: Actions) -> Iterator[dict[str, Any]]:
    """Rows of buttons."""
    for start in range(0, len(block.actions), _IN_A_ROW):
        seen: Counter[str] = Counter()
        row = []
        for action in block.actions[start : start + _IN_A_ROW]:
            seen[action.action] += 1
            row.append(_button(action, seen[action.action]))
        yield {"type": "actions", "elements": row}


def feedback(block: Feedback) -> dict[str, Any]:
    """Two small buttons under an answer."""

    def button(label: str, verdict: str) -> dict[str, Any]:
        return {"text": _label(label), "value": _value(verdict, block.question)}

    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "papers_feedback",
                "positive_button": button(block.good, "good"),
                "negative_button": button(block.bad, "bad"),
            }
        ],
    }


def pressed(action: Mapping[str, Any]) -> Pressed:
    """What was pressed. Raises `ValueError` when it is no button of ours."""
    kind = _ACTION_ID.fullmatch(str(action.get("action_id")))
    if kind is None:
        raise ValueError("a button that is not ours")
    match json.loads(str(action.get("value"))):
        case {"subject": str(subject), "question": None | str() as question}:
            return Pressed(kind[1], subject, question)
        case _:
            raise ValueError(f"a button papers_{kind[1]} with a value that is not ours")


def _button(action: Action, number: int) -> dict[str, Any]:
    name = f"papers_{action.action}"
    return {
        "type": "button",
        "action_id": name if number == 1 else f"{name}_{number}",
        "text": _label(action.label),
        "value": _value(action.subject, action.question),
    }


def _label(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _value(subject: str, question: str | None) -> str:
    """Slack hands some values back with &, < and > as entities: here they stand as escapes."""
    given = {"subject": subject, "question": question}
    value = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[&<>]", lambda mark: f"\\u{ord(mark[0]):04x}", value)
