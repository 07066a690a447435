"""Which paper a message is about."""

from typing import Any

import pytest

from bot.chat.papers_in import paper_in

_BLOCK = {"type": "rich_text", "elements": [{"elements": [{"type": "link", "url": "https://arxiv.org/pdf/2602.00003v2.pdf"}]}]}  # fmt: skip


@pytest.mark.parametrize(
    ("message", "paper"),
    [
        ({"text": "<https://arxiv.org/abs/2602.00001>"}, "2602.00001"),
        ({"text": "<https://www.arxiv.org/pdf/2602.00001v3|this one>!"}, "2602.00001v3"),
        ({"text": "https://huggingface.co/papers/2602.00001#community"}, "2602.00001"),
        ({"text": "<https://arxiv.org/abs/math.GT/0309136>"}, "math.GT/0309136"),
        ({"text": "arXiv:2602.00001, by the way"}, "2602.00001"),
        ({"text": "have you seen 2602.00001?"}, "2602.00001"),
        ({"text": "2602.00001의 데이터셋"}, "2602.00001"),
        ({"text": "2602.00002 and <https://arxiv.org/abs/2602.00001>"}, "2602.00001"),
        ({"text": "look", "blocks": [_BLOCK]}, "2602.00003v2"),
        ({"text": "", "attachments": [{"from_url": "https://arxiv.org/html/2602.00004"}]}, "2602.00004"),
        ({"text": "<https://arxiv.org/abs/2602.00001> <https://arxiv.org/abs/2602.00002>"}, "2602.00001"),
    ],
)  # fmt: skip
def test_the_first_link_or_else_the_first_id_is_meant(message: dict[str, Any], paper: str) -> None:
    """People share links in every form that Slack and arXiv have."""
    assert paper_in(message) == paper


@pytest.mark.parametrize(
    "text",
    [
        "",
        "it costs 1234.56789 won",
        "call 2602.000012345",
        "https://example.com/2602.00001/x",
        "version 12602.00001",
        "<https://arxiv.org/list/cs.CL/recent>",
        "2602.00001.5",
    ],
)
def test_a_number_that_is_no_paper_is_none(text: str) -> None:
    """A summary of some other paper would puzzle whoever asked."""
    assert paper_in({"text": text}) is None


def test_a_message_nested_without_end_is_read_to_a_depth() -> None:
    """What comes from outside must not exhaust the stack."""
    nested: Any = "https://arxiv.org/abs/2602.00001"
    for _ in range(5_000):
        nested = [nested]

    assert paper_in({"text": "", "blocks": nested}) is None
