"""What people press: buttons and menus, and what Discord says when they do.

What a button does stands in its `custom_id` alone, `papers:<kind>:<subject>:<question>`, so it
works after a restart. https://docs.discord.com/developers/components/reference
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from discord import ButtonStyle, SelectOption, ui

from adapters.discord.rendering.limits import (
    BUTTONS,
    CUSTOM_ID,
    LABEL,
    OPTION,
    OPTIONS,
    length,
    short,
)
from bot.chat.buttons import Pressed
from bot.domain.message import Action, Actions, Feedback

Row = ui.ActionRow[ui.LayoutView]

_READABLE = 38  # characters on a button, by Discord's guidelines for them
_CUSTOM_ID = re.compile(r"papers:([a-z_]+):([^:]*):([^:]*)")
_MAIN = {"ask", "post", "share"}


def actions(block: Actions, taken: set[str]) -> Iterator[Row]:
    """Rows of buttons; papers to choose from as a menu where that is easier to read.

    `taken` are the ids of the message so far: what does the same as another button is left out, and
    so is what has no room in an id to say what it is for.
    """
    for choosing, some in itertools.groupby(block.actions, lambda one: one.action == "choose"):
        group = list(some)
        if choosing and (len(group) > BUTTONS or any(_is_long(one) for one in group)):
            yield from _menus(group, taken)
        else:
            yield from _rows(map(_button, group), taken)


def feedback(block: Feedback, taken: set[str]) -> Iterator[Row]:
    """Two buttons under an answer."""
    verdicts = (("good", block.good), ("bad", block.bad))
    made = (_made("feedback", verdict, block.question, label) for verdict, label in verdicts)
    return _rows(made, taken)


def pressed(custom_id: str, values: Sequence[str] = ()) -> Pressed:
    """What was pressed; `values` are those of a menu. Raises `ValueError` when it is not ours."""
    told = _CUSTOM_ID.fullmatch(custom_id)
    if told is None:
        raise ValueError("a button that is not ours")
    subject = values[0] if values else _unquoted(told[2])
    return Pressed(told[1], subject, _unquoted(told[3]) or None)


def _rows(buttons: Iterable[ui.Button[ui.LayoutView]], taken: set[str]) -> Iterator[Row]:
    kept = [button for button in buttons if _takes(taken, button.custom_id)]
    for start in range(0, len(kept), BUTTONS):
        yield ui.ActionRow(*kept[start : start + BUTTONS])


def _menus(choices: Iterable[Action], taken: set[str]) -> Iterator[Row]:
    for question, some in itertools.groupby(choices, lambda one: one.question):
        options = {one.subject: one for one in some if length(one.subject) <= OPTION}
        given = [SelectOption(label=short(o.label, OPTION), value=s) for s, o in options.items()]
        for start in range(0, len(given), OPTIONS):
            numbered = (_custom_id("choose", str(n), question) for n in itertools.count())
            custom_id = next(one for one in numbered if one not in taken)
            if _takes(taken, custom_id):
                menu = ui.Select[ui.LayoutView](custom_id=custom_id)
                menu.options = given[start : start + OPTIONS]
                yield ui.ActionRow(menu)


def _takes(taken: set[str], custom_id: str | None) -> bool:
    """Whether an id can be used, which it then is."""
    if custom_id is None or length(custom_id) > CUSTOM_ID or custom_id in taken:
        return False
    taken.add(custom_id)
    return True


def _button(action: Action) -> ui.Button[ui.LayoutView]:
    return _made(action.action, action.subject, action.question, action.label)


def _made(kind: str, subject: str, question: str | None, label: str) -> ui.Button[ui.LayoutView]:
    style = ButtonStyle.primary if kind in _MAIN else ButtonStyle.secondary
    custom_id = _custom_id(kind, subject, question)
    return ui.Button(style=style, label=short(label, LABEL), custom_id=custom_id)


def _is_long(action: Action) -> bool:
    return length(action.label) > _READABLE


def _custom_id(kind: str, subject: str, question: str | None) -> str:
    return f"papers:{kind}:{_quoted(subject)}:{_quoted(question or '')}"


def _quoted(text: str) -> str:
    return text.replace("%", "%25").replace(":", "%3A")


def _unquoted(text: str) -> str:
    return text.replace("%3A", ":").replace("%25", "%")
