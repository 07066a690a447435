"""Slack's limits: each holds to the character, and what is over is named."""

from typing import Any

import pytest

from tests.servers.slack.limits import faults, view_faults

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def section(text: str) -> Block:
    return {"type": "section", "text": mrkdwn(text)}


def button(**more: Any) -> Block:
    return {"type": "button", "text": plain("Ask"), "action_id": "ask"} | more


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def buttons(count: int) -> Block:
    return actions(*(button(action_id=f"ask{n}") for n in range(count)))


def image(**more: Any) -> Block:
    return {"type": "image", "image_url": "https://host/a.png", "alt_text": "A figure"} | more


def rich(*leaves: Block) -> Block:
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": list(leaves)}],
    }


def leaf(**more: Any) -> Block:
    return {"type": "text", "text": "words"} | more


def feedback(value: str) -> Block:
    side = {"text": plain("Good"), "value": value}
    element = {"type": "feedback_buttons", "action_id": "f"}
    return {
        "type": "context_actions",
        "elements": [element | {"positive_button": side, "negative_button": side}],
    }


AT_THE_LIMIT: dict[str, list[Block]] = {
    "blocks": [{"type": "divider"}] * 50,
    "section": [section("a" * 3_000)],
    "fields": [{"type": "section", "fields": [mrkdwn("a")] * 10}],
    "a field": [{"type": "section", "fields": [mrkdwn("a" * 2_000)]}],
    "header": [{"type": "header", "text": plain("a" * 150)}],
    "context": [{"type": "context", "elements": [mrkdwn("a")] * 10}],
    "buttons": [buttons(25)],
    "a label": [actions(button(text=plain("a" * 75)))],
    "a value": [actions(button(value="a" * 2_000))],
    "an action_id": [actions(button(action_id="a" * 255))],
    "a block_id": [{"type": "divider", "block_id": "a" * 255}],
    "an address": [image(image_url="https://host/".ljust(3_000, "a"))],
    "alt": [image(alt_text="a" * 2_000)],
    "markdown": [{"type": "markdown", "text": "a" * 12_000}],
    "feedback": [feedback("a" * 2_000)],
    "all text": [section("a" * 3_000)] * 4 + [section("a" * 700)],
}
OVER_THE_LIMIT: dict[str, tuple[list[Block], str]] = {
    "blocks": ([{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    "section": (
        [section("a" * 3_001)],
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    "fields": ([{"type": "section", "fields": [mrkdwn("a")] * 11}], "no more than 10 items"),
    "a field": ([{"type": "section", "fields": [mrkdwn("a" * 2_001)]}], "less than 2001"),
    "header": ([{"type": "header", "text": plain("a" * 151)}], "less than 151"),
    "context": ([{"type": "context", "elements": [mrkdwn("a")] * 11}], "no more than 10 items"),
    "buttons": ([buttons(26)], "no more than 25 items allowed [json-pointer:/blocks/0/elements]"),
    "a label": ([actions(button(text=plain("a" * 76)))], "less than 76"),
    "a value": ([actions(button(value="a" * 2_001))], "less than 2001"),
    "an action_id": ([actions(button(action_id="a" * 256))], "less than 256"),
    "a block_id": ([{"type": "divider", "block_id": "a" * 256}], "less than 256"),
    "an address": ([image(image_url="https://host/".ljust(3_001, "a"))], "less than 3001"),
    "alt": ([image(alt_text="a" * 2_001)], "less than 2001"),
    "markdown": ([{"type": "markdown", "text": "a" * 12_001}], "less than 12001"),
    "feedback": ([feedback("a" * 2_001)], "less than 2001"),
    "all text": ([section("a" * 3_000)] * 4 + [section("a" * 701)], "msg_blocks_too_long"),
    "all markdown": ([{"type": "markdown", "text": "a" * 6_001}] * 2, "12001 characters in all"),
}
NEVER: dict[str, tuple[Block, str]] = {
    "an unknown block": ({"type": "poster"}, "unsupported type: poster"),
    "a block without a type": ({"text": "a"}, "missing required field: type"),
    "an unknown field": (
        {"type": "divider", "colour": "red"},
        "invalid additional property: colour",
    ),
    "emoji in mrkdwn": (
        {"type": "section", "text": mrkdwn("a") | {"emoji": True}},
        "invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    "mrkdwn in a header": ({"type": "header", "text": mrkdwn("a")}, "unsupported type: mrkdwn"),
    "a bare string": ({"type": "section", "text": "a"}, "must provide an object"),
    "an empty section": ({"type": "section"}, "must define one of: text, fields"),
    "empty text": (section(""), "must be more than 0 characters"),
    "an input": ({"type": "input"}, "unsupported type: input"),
    "an image without alt": (
        {"type": "image", "image_url": "https://host/a.png"},
        "missing required field: alt_text",
    ),
    "a picture by script": (image(image_url="javascript:alert(1)"), "must be a valid url"),
    "an address with a space": (image(image_url="https://host/a b"), "must be a valid url"),
    "buttons in a context": (
        {"type": "context", "elements": [button()]},
        "unsupported type: button",
    ),
    "one action_id twice": (actions(button(), button()), '`action_id` "ask" already exists'),
    "a style that is none": (rich(leaf(style={"big": True})), "invalid additional property: big"),
    "a style as a word": (rich(leaf(style="bold")), "must provide an object"),
    "empty rich text": (rich(leaf(text="")), "must be more than 0 characters"),
    "a link without address": (
        rich({"type": "link", "text": "a"}),
        "missing required field: url",
    ),
    "a link by script": (rich({"type": "link", "url": "javascript:1"}), "must be a valid url"),
    "a leaf at the top": ({"type": "rich_text", "elements": [leaf()]}, "unsupported type: text"),
    "a list of leaves": (
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [leaf()]}],
        },
        "unsupported type: text",
    ),
}


@pytest.mark.parametrize("blocks", AT_THE_LIMIT.values(), ids=AT_THE_LIMIT)
def test_what_is_just_within_a_limit_is_taken(blocks: list[Block]) -> None:
    """A server that refuses too much would forbid what Slack allows."""
    assert faults({"text": "a", "blocks": blocks}) == []


@pytest.mark.parametrize(("blocks", "said"), OVER_THE_LIMIT.values(), ids=OVER_THE_LIMIT)
def test_one_more_is_refused_and_named(blocks: list[Block], said: str) -> None:
    """A limit that is off by one, or not there, would let through what Slack refuses."""
    assert said in "\n".join(faults({"text": "a", "blocks": blocks}))


@pytest.mark.parametrize(("block", "said"), NEVER.values(), ids=NEVER)
def test_a_block_that_slack_does_not_know_is_refused(block: Block, said: str) -> None:
    """Shapes are checked as strictly as sizes: a wrong kind of text fails only at Slack."""
    assert said in "\n".join(faults({"text": "a", "blocks": [block]}))


def test_every_kind_of_rich_text_is_taken() -> None:
    """All that our renderer may want of rich text is allowed."""
    style = {"bold": True, "italic": True, "code": True, "strike": True}
    line = {"type": "rich_text_section", "elements": [leaf(style=style)]}
    link = {"type": "link", "url": "https://arxiv.org/abs/2602.11111", "text": "arXiv"}
    elements = [
        line,
        {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [line, line]},
        {"type": "rich_text_quote", "elements": [leaf(), link]},
        {"type": "rich_text_preformatted", "elements": [leaf()]},
    ]

    assert faults({"text": "a", "blocks": [{"type": "rich_text", "elements": elements}]}) == []


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({}, "no_text"),
        ({"text": " \n"}, "no_text"),
        ({"text": "a" * 40_001}, "msg_too_long"),
        ({"text": "a", "blocks": "[]"}, "invalid_blocks_format"),
        ({"text": "a", "markdown_text": "a"}, "markdown_text_conflict"),
        ({"markdown_text": "a" * 12_001}, "msg_too_long"),
        ({"text": "a", "metadata": {"event_type": "papers"}}, "invalid_metadata_format"),
        (
            {"text": "a", "metadata": {"event_type": "p", "event_payload": {"key": "a" * 8_000}}},
            "metadata_too_large",
        ),
        ({"text": "a", "blocks": [{"type": "divider", "block_id": "b"}] * 2}, "invalid_blocks"),
    ],
)
def test_a_message_as_a_whole_has_its_own_refusals(payload: Block, code: str) -> None:
    """Each has its own code, and our adapter its own consequence for each."""
    assert faults(payload)[0].startswith(f"{code}:")


def modal(**more: Any) -> Block:
    return {"type": "modal", "title": plain("A question"), "blocks": [section("a")]} | more


INPUT = {
    "type": "input",
    "block_id": "b",
    "label": plain("Question"),
    "element": {"type": "plain_text_input", "action_id": "a", "multiline": True},
}


@pytest.mark.parametrize(
    "view",
    [
        modal(),
        modal(title=plain("a" * 24), private_metadata="a" * 3_000, external_id="a" * 255),
        modal(blocks=[INPUT], submit=plain("Ask")),
        {"type": "home", "blocks": [{"type": "divider"}] * 100},
    ],
)
def test_views_within_their_limits_are_taken(view: Block) -> None:
    """Views have other limits than messages: twice the blocks, and inputs."""
    assert view_faults(view) == []


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (modal(title=plain("a" * 25)), "less than 25 characters [json-pointer:/view/title/text]"),
        (modal(private_metadata="a" * 3_001), "less than 3001"),
        (modal(external_id="a" * 256), "less than 256"),
        (modal(blocks=[{"type": "divider"}] * 101), "no more than 100 items"),
        (modal(blocks=[INPUT]), "missing required field: submit"),
        (modal(blocks=[feedback("a")]), "unsupported type: context_actions"),
        ({"type": "modal", "blocks": []}, "missing required field: title"),
        ({"type": "home", "blocks": [], "title": plain("a")}, "invalid additional property"),
        ({"type": "window", "blocks": []}, "unsupported type: window"),
    ],
)
def test_views_over_their_limits_are_refused(view: Block, said: str) -> None:
    """A modal that Slack refuses is a button that does nothing."""
    assert said in "\n".join(view_faults(view))
