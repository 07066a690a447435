"""Components of a message: each limit holds, and what is over is named."""

import pytest

from tests.servers.discord.content import check
from tests.servers.discord.parts import (
    Part,
    address,
    button,
    buttons,
    container,
    embed,
    gallery,
    layout,
    link,
    menu,
    option,
    picture,
    row,
    section,
    text,
    why_of,
)
from tests.servers.discord.refusals import Refusal

AT_THE_LIMIT: dict[str, Part] = {
    "components": layout(*[text("a")] * 40),
    "all text": layout(text("a" * 3_999), text("a")),
    "a custom_id": layout(row(button(custom_id="a" * 100))),
    "a label": layout(row(button(label="a" * 80))),
    "an emoji alone": layout(row(button(label=None, emoji={"name": "📄"}))),
    "the address of a button": layout(row(link(address(512)))),
    "buttons": layout(row(*buttons(5))),
    "options": layout(row(menu(25))),
    "an option": layout(row(option(label="a" * 100, value="a" * 100, description="a" * 100))),
    "a placeholder": layout(row(menu(placeholder="a" * 150))),
    "a choice of all": layout(row(menu(3, min_values=0, max_values=3))),
    "texts of a section": layout(section(text(), text(), text())),
    "a picture": layout(
        section(text(), accessory=picture(address(2_048), description="a" * 1_024))
    ),
    "pictures": layout(gallery(10)),
    "an id": layout(text(id=2**31 - 1)),
    "colour": layout(container(text(), accent_color=0xFFFFFF)),
}
OVER_THE_LIMIT: dict[str, tuple[Part, str]] = {
    "a layout without its flag": (
        {"components": [text()]},
        "components.0 UNION_TYPE_CHOICES",
    ),
    "a layout with content": (
        layout(text()) | {"content": ""},
        "content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "a layout with an embed": (
        layout(text()) | embed(title="a"),
        "embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "components": (
        layout(container(*[text("a")] * 40)),
        "components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
    ),
    "a text": (layout(text("a" * 4_001)), "components.0.content BASE_TYPE_MAX_LENGTH"),
    "a text of nothing": (layout(text(" \n ")), "components.0.content BASE_TYPE_REQUIRED"),
    "all text": (
        layout(container(text("a" * 2_000)), section(text("a" * 2_001))),
        "components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    ),
    "a custom_id": (
        layout(row(button(custom_id="a" * 101))),
        "components.0.components.0.custom_id BASE_TYPE_MAX_LENGTH",
    ),
    "no custom_id": (
        layout(row(button(custom_id=None))),
        "components.0.components.0.custom_id BASE_TYPE_REQUIRED",
    ),
    "the same custom_id": (
        layout(section(text()), section(text())),
        "components COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    "the same id": (layout(text(id=7), text(id=7)), "components COMPONENT_ID_DUPLICATED"),
    "an id": (layout(text(id=2**31)), "components.0.id NUMBER_TYPE_MAX"),
    "a label": (
        layout(row(button(label="a" * 81))),
        "components.0.components.0.label BASE_TYPE_MAX_LENGTH",
    ),
    "no label": (
        layout(row(button(label=""))),
        "components.0.components.0 BUTTON_COMPONENT_INVALID_EMOJI",
    ),
    "a style": (layout(row(button(style=9))), "components.0.components.0.style BASE_TYPE_CHOICES"),
    "an address with custom_id": (
        layout(row(link(address(20)) | {"custom_id": "a"})),
        "components.0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
    ),
    "the address of a button": (
        layout(row(link(address(513)))),
        "components.0.components.0.url BASE_TYPE_MAX_LENGTH",
    ),
    "another scheme": (
        layout(row(link("javascript:alert(1)"))),
        "components.0.components.0.url URL_TYPE_INVALID_SCHEME",
    ),
    "no host": (
        layout(row(link("https:///abs/2602.00001"))),
        "components.0.components.0.url URL_TYPE_INVALID_URL",
    ),
    "half an address": (
        layout(row(link("https://[::1/a"))),
        "components.0.components.0.url URL_TYPE_INVALID_URL",
    ),
    "a gap in an address": (
        layout(row(link("https://host/a b"))),
        "components.0.components.0.url URL_TYPE_INVALID_URL",
    ),
    "buttons": (layout(row(*buttons(6))), "components.0.components BASE_TYPE_BAD_LENGTH"),
    "a row of nothing": (layout(row()), "components.0.components BASE_TYPE_BAD_LENGTH"),
    "a button at the top": (layout(button()), "components.0 UNION_TYPE_CHOICES"),
    "a text in a row": (layout(row(text())), "components.0.components.0 UNION_TYPE_CHOICES"),
    "a box in a box": (
        layout(container(container(text()))),
        "components.0.components.0 UNION_TYPE_CHOICES",
    ),
    "a menu beside a button": (
        layout(row(menu(), button())),
        "components.0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    ),
    "options": (
        layout(row(menu(26))),
        "components.0.components.0.options BASE_TYPE_BAD_LENGTH",
    ),
    "the same option": (
        layout(row(menu(options=[{"label": "a", "value": "a"}, {"label": "b", "value": "a"}]))),
        "components.0.components.0.options SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
    ),
    "an option": (
        layout(row(option(description="a" * 101))),
        "components.0.components.0.options.0.description BASE_TYPE_MAX_LENGTH",
    ),
    "a choice of more than all": (
        layout(row(menu(2, max_values=3))),
        "components.0.components.0.max_values NUMBER_TYPE_MAX",
    ),
    "a placeholder": (
        layout(row(menu(placeholder="a" * 151))),
        "components.0.components.0.placeholder BASE_TYPE_MAX_LENGTH",
    ),
    "texts of a section": (
        layout(section(*[text()] * 4)),
        "components.0.components BASE_TYPE_BAD_LENGTH",
    ),
    "a section without more": (
        layout({"type": 9, "components": [text()]}),
        "components.0.accessory MODEL_TYPE_CONVERT",
    ),
    "a picture": (
        layout(section(text(), accessory=picture(address(2_049)))),
        "components.0.accessory.media.url BASE_TYPE_MAX_LENGTH",
    ),
    "a picture that was not sent": (
        layout(section(text(), accessory=picture("attachment://a.png"))),
        "components.0.accessory.media.url URL_TYPE_INVALID_SCHEME",
    ),
    "what is said of a picture": (
        layout(section(text(), accessory=picture(description="a" * 1_025))),
        "components.0.accessory.description BASE_TYPE_MAX_LENGTH",
    ),
    "pictures": (layout(gallery(11)), "components.0.items BASE_TYPE_BAD_LENGTH"),
    "colour": (
        layout(container(text(), accent_color=0x1000000)),
        "components.0.accent_color NUMBER_TYPE_MAX",
    ),
    "a gap": (layout({"type": 14, "spacing": 3}), "components.0.spacing BASE_TYPE_CHOICES"),
}


@pytest.mark.parametrize("what", AT_THE_LIMIT)
def test_a_message_may_use_all_that_is_allowed(what: str) -> None:
    """What is refused too early would make the product split what need not be split."""
    check(AT_THE_LIMIT[what])


@pytest.mark.parametrize("what", OVER_THE_LIMIT)
def test_a_message_may_use_no_more(what: str) -> None:
    """What is not refused here is refused before people."""
    body, why = OVER_THE_LIMIT[what]

    with pytest.raises(Refusal) as refused:
        check(body)

    assert why_of(refused.value) == why
