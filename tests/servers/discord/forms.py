"""What Discord takes as a modal.

https://docs.discord.com/developers/components/using-modal-components
"""

from typing import Any

from tests.servers.discord.components import (
    INPUT,
    LABEL,
    SELECT,
    TEXT,
    check_id,
    check_select,
    check_text,
    check_whole,
    required,
    short,
)
from tests.servers.discord.refusals import invalid

Payload = dict[str, Any]

MOST_PARTS, MOST_INPUT = 5, 4_000


def check_modal(data: Any) -> None:
    """Raises `Refusal`; its parts are labels with an input or a select each, and texts."""
    required(data, "title", 45, "data")
    required(data, "custom_id", 100, "data")
    parts = data.get("components") or []
    if not 1 <= len(parts) <= MOST_PARTS:
        message = f"Must be between 1 and {MOST_PARTS} in length."
        raise invalid("data.components", "BASE_TYPE_BAD_LENGTH", message)
    for n, part in enumerate(parts):
        _check_part(part, f"data.components.{n}")
    check_whole(parts, "data.components")


def _check_part(part: Payload, where: str) -> None:
    check_id(part, where)
    if part.get("type") == TEXT:
        check_text(part, where)
        return
    if part.get("type") != LABEL:
        raise invalid(where, "UNION_TYPE_CHOICES", "Value of field type must be in (10, 18).")
    required(part, "label", 45, where)
    short(part, "description", 100, where)
    inner = part.get("component") or {}
    where = f"{where}.component"
    check_id(inner, where)
    if inner.get("type") == INPUT:
        _check_input(inner, where)
    elif inner.get("type") == SELECT:
        if "disabled" in inner:
            raise invalid(f"{where}.disabled", "BASE_TYPE_CHOICES", "not in a modal")
        check_select(inner, where)
    else:
        raise invalid(where, "UNION_TYPE_CHOICES", "Value of field type must be in (3, 4).")


def _check_input(one: Payload, where: str) -> None:
    """https://docs.discord.com/developers/components/reference#text-input."""
    required(one, "custom_id", 100, where)
    short(one, "placeholder", 100, where)
    if one.get("style") not in {1, 2}:
        raise invalid(f"{where}.style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2).")
    least, most = one.get("min_length") or 0, one.get("max_length", MOST_INPUT)
    if not 0 <= least <= MOST_INPUT:
        raise invalid(f"{where}.min_length", "NUMBER_TYPE_MAX", f"is {least}")
    if not max(1, least) <= most <= MOST_INPUT:
        raise invalid(f"{where}.max_length", "NUMBER_TYPE_MAX", f"is {most}")
    short(one, "value", most, where)
