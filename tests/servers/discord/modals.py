"""A modal that somebody fills in, within what its inputs allow.

https://docs.discord.com/developers/components/using-modal-components
"""

from collections.abc import Mapping
from typing import Any

Payload = dict[str, Any]

ROW, SELECT, TEXT_INPUT, TEXT, LABEL = 1, 3, 4, 10, 18
MOST_CHARACTERS = 4_000


def inputs(modal: Payload) -> list[Payload]:
    """What somebody can fill in, in order."""
    return [inner for part in modal["components"] for inner in _inside(part)]


def submitted(modal: Payload, values: Mapping[str, Any]) -> Payload:
    """The data of the interaction; `values` by `custom_id`, a select's as a list.

    Fails where Discord's client would not let somebody send it.
    """
    known = {each["custom_id"] for each in inputs(modal)}
    assert values.keys() <= known, f"the modal asks for {known}"
    parts = [_part(part, values) for part in modal["components"]]
    return {"custom_id": modal["custom_id"], "components": parts}


def _inside(part: Payload) -> list[Payload]:
    match part["type"]:
        case 18:
            return [part["component"]]
        case 1:
            return list(part["components"])
        case 10:
            return []
        case other:
            raise NotImplementedError(f"a part of a modal of type {other}")


def _part(part: Payload, values: Mapping[str, Any]) -> Payload:
    told = {"type": part["type"], "id": part["id"]}
    if part["type"] == TEXT:
        return told
    filled = [_filled(each, values.get(each["custom_id"])) for each in _inside(part)]
    return told | ({"component": filled[0]} if part["type"] == LABEL else {"components": filled})


def _filled(asked: Payload, value: Any) -> Payload:
    told = {name: asked[name] for name in ("type", "id", "custom_id")}
    required = asked.get("required", True)
    if asked["type"] == TEXT_INPUT:
        text = asked.get("value", "") if value is None else value
        assert text or not required, f"{asked['custom_id']} must be filled in"
        least, most = asked.get("min_length", 0), asked.get("max_length", MOST_CHARACTERS)
        assert not text or least <= len(text) <= most, f"{len(text)} characters for {asked}"
        return told | {"value": text}
    return told | {"values": chosen(asked, value or [], required=required)}


def chosen(select: Payload, values: list[str], *, required: bool = True) -> list[str]:
    """The values that somebody picks in a select, in its own order."""
    assert select["type"] == SELECT, f"a select of type {select['type']}"
    offered = [option["value"] for option in select["options"]]
    assert set(values) <= set(offered), f"{values} of {offered}"
    least = select.get("min_values", 1) if required else 0
    assert least <= len(values) <= select.get("max_values", 1), f"{values} are not so many"
    return [value for value in offered if value in values]
