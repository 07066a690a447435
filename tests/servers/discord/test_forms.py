"""Modals: each limit holds, and what is over is named."""

import pytest

from tests.servers.discord.forms import check_modal
from tests.servers.discord.parts import (
    Part,
    button,
    label,
    menu,
    modal,
    row,
    text,
    why_of,
    words,
)
from tests.servers.discord.refusals import Refusal

AT_THE_LIMIT: dict[str, Part] = {
    "title": modal(label(words()), title="a" * 45),
    "parts": modal(*[label(words(custom_id=f"{n}")) for n in range(4)], text()),
    "a label": modal(label(words(), label="a" * 45, description="a" * 100)),
    "an input": modal(label(words(placeholder="a" * 100, max_length=4_000, min_length=4_000))),
    "a value": modal(label(words(value="a" * 20, max_length=20))),
    "a menu": modal(label(menu(25, required=False, min_values=0))),
}
OVER_THE_LIMIT: dict[str, tuple[Part, str]] = {
    "title": (modal(label(words()), title="a" * 46), "data.title BASE_TYPE_MAX_LENGTH"),
    "nothing": (modal(), "data.components BASE_TYPE_BAD_LENGTH"),
    "parts": (modal(*[text()] * 6), "data.components BASE_TYPE_BAD_LENGTH"),
    "a label": (
        modal(label(words(), label="a" * 46)),
        "data.components.0.label BASE_TYPE_MAX_LENGTH",
    ),
    "a button": (modal(row(button())), "data.components.0 UNION_TYPE_CHOICES"),
    "a labelled button": (modal(label(button())), "data.components.0.component UNION_TYPE_CHOICES"),
    "a style": (
        modal(label(words(style=3))),
        "data.components.0.component.style BASE_TYPE_CHOICES",
    ),
    "a length": (
        modal(label(words(max_length=4_001))),
        "data.components.0.component.max_length NUMBER_TYPE_MAX",
    ),
    "a value": (
        modal(label(words(value="a" * 21, max_length=20))),
        "data.components.0.component.value BASE_TYPE_MAX_LENGTH",
    ),
    "a hint": (
        modal(label(words(placeholder="a" * 101))),
        "data.components.0.component.placeholder BASE_TYPE_MAX_LENGTH",
    ),
    "the same input": (
        modal(label(words()), label(words())),
        "data.components COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
}


@pytest.mark.parametrize("what", AT_THE_LIMIT)
def test_a_modal_may_use_all_that_is_allowed(what: str) -> None:
    """A modal that is refused leaves somebody without any answer."""
    check_modal(AT_THE_LIMIT[what])


@pytest.mark.parametrize("what", OVER_THE_LIMIT)
def test_a_modal_may_use_no_more(what: str) -> None:
    """The modal is all that a button is answered with."""
    body, why = OVER_THE_LIMIT[what]

    with pytest.raises(Refusal) as refused:
        check_modal(body)

    assert why_of(refused.value) == why
