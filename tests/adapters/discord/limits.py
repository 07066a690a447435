"""What Discord refuses of a layout or a modal, in order to be told before it does.

https://docs.discord.com/developers/components/reference; that a layout takes 4,000 characters is
said by discord.py (LayoutView.content_length) and by the refusals of the API.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

Component = dict[str, Any]

ROW, BUTTON, MENU, INPUT, SECTION, TEXT, THUMBNAIL, GALLERY = 1, 2, 3, 4, 9, 10, 11, 12
SEPARATOR, CONTAINER, LABEL = 14, 17, 18
_TOP = {ROW, SECTION, TEXT, GALLERY, SEPARATOR, CONTAINER}
_INSIDE = {
    ROW: {BUTTON, MENU},
    SECTION: {TEXT},
    CONTAINER: {ROW, SECTION, TEXT, GALLERY, SEPARATOR},
}
_LENGTHS = {
    BUTTON: {"label": 80, "custom_id": 100},
    MENU: {"custom_id": 100},
    INPUT: {"custom_id": 100, "placeholder": 100},
    TEXT: {"content": 4_000},
    LABEL: {"label": 45},
}
_AMOUNTS = {
    ROW: {"components": 5},
    MENU: {"options": 25},
    SECTION: {"components": 3},
    GALLERY: {"items": 10},
}


def units(text: str) -> int:
    """As JavaScript counts, which is never less than the server does."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def everything(components: list[Component]) -> Iterator[Component]:
    """Every component, those inside others too."""
    for one in components:
        yield one
        yield from everything(one.get("components", []))
        yield from everything([one[name] for name in ("accessory", "component") if name in one])


def texts(components: list[Component]) -> list[str]:
    """The source of every text display, in order."""
    return [one["content"] for one in everything(components) if one["type"] == TEXT]


def faults(components: list[Component]) -> list[str]:
    """Why a message of these components is refused; empty when it is taken."""
    whole = list(everything(components))
    found = [f"{one['type']} at the top" for one in components if one["type"] not in _TOP]
    if not 1 <= len(whole) <= 40:
        found.append(f"{len(whole)} components")
    if (text := sum(map(units, texts(components)))) > 4_000:
        found.append(f"{text} characters of text")
    ids = Counter(one["custom_id"] for one in whole if "custom_id" in one)
    found += [f"{count} times {name}" for name, count in ids.items() if count > 1]
    return found + [fault for one in whole for fault in _faults(one)]


def modal_faults(modal: dict[str, Any]) -> list[str]:
    """Why a modal is refused."""
    found = [] if 1 <= len(modal["components"]) <= 5 else ["components"]
    for name, most in (("title", 45), ("custom_id", 100)):
        found += _long(name, modal[name], most)
    for one in modal["components"]:
        if one["type"] not in {TEXT, LABEL}:
            found.append(f"{one['type']} in a modal")
    return found + [fault for one in everything(modal["components"]) for fault in _faults(one)]


def _faults(one: Component) -> Iterator[str]:
    kind, inside = one["type"], one.get("components", [])
    for name, most in _LENGTHS.get(kind, {}).items():
        yield from _long(name, one[name], most)
    for name, most in _AMOUNTS.get(kind, {}).items():
        if not 1 <= len(one[name]) <= most:
            yield f"{len(one[name])} {name} in {kind}"
    yield from (f"{c['type']} in {kind}" for c in inside if c["type"] not in _INSIDE[kind])
    if not 0 <= (one.get("id") or 0) < 2**31:
        yield "id"
    if kind == ROW and len(inside) > 1 and any(child["type"] == MENU for child in inside):
        yield "a menu beside something"
    if kind == MENU and len({option["value"] for option in one["options"]}) < len(one["options"]):
        yield "the same value twice"
    if kind == SECTION and one["accessory"]["type"] not in {BUTTON, THUMBNAIL}:
        yield "accessory"
    for option in one.get("options", []):
        yield from (
            fault for name in ("label", "value") for fault in _long(name, option[name], 100)
        )
    for picture in [*one.get("items", []), *([one] if kind == THUMBNAIL else [])]:
        yield from _long("description", picture["description"], 1_024)
        yield from _long("media", picture["media"]["url"], 2_048)


def _long(what: str, text: str, most: int) -> Iterator[str]:
    if not 1 <= units(text.strip()) <= most:
        yield f"{what} of {units(text)}"
