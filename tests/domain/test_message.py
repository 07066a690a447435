"""Neutral messages: plain words in a few kinds of blocks."""

import pytest
from pydantic import ValidationError

from bot.domain.message import Message


def test_a_message_holds_nothing_that_acts() -> None:
    """Every platform's renderer may trust its text to be words on one line."""
    message = Message.model_validate(
        {
            "summary": "S\n",
            "blocks": [
                {"kind": "paragraph", "text": [{"text": "a\x1b[31m\n"}, {"text": "\u202eb"}]},
                {"kind": "quote", "text": "c\nd", "source": "e\x07"},
            ],
        }
    )

    assert message.model_dump(mode="json", exclude_defaults=True)["blocks"] == [
        {"text": [{"text": "a[31m "}, {"text": "b"}]},
        {"text": "c d", "source": "e"},
    ]


@pytest.mark.parametrize(
    "block",
    [
        {"kind": "table", "rows": []},
        {"kind": "paragraph", "text": [{"text": ""}]},
        {"kind": "paragraph", "text": [{"text": "x", "link": "javascript:alert(1)"}]},
        {"kind": "heading", "level": 4, "text": [{"text": "x"}]},
        {"kind": "actions", "actions": [{"action": "delete", "subject": "x", "label": "x"}]},
    ],
)
def test_a_block_that_no_renderer_knows_is_refused(block: dict[str, object]) -> None:
    """Each renderer matches on the same few kinds."""
    with pytest.raises(ValidationError):
        Message.model_validate({"summary": "S", "blocks": [block]})
