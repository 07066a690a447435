"""What Discord takes as components of a message or a modal, judged by its own table of limits.

https://docs.discord.com/developers/components/reference
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.servers.discord.refusals import Refusal, invalid, too_long

Payload = dict[str, Any]

ROW, BUTTON, SELECT, INPUT, SECTION, TEXT, THUMBNAIL, GALLERY, DIVIDER, CONTAINER, LABEL = (
    1, 2, 3, 4, 9, 10, 11, 12, 14, 17, 18,
)  # fmt: skip
MOST_COMPONENTS = 40  # nested ones counted
MOST_TEXT = 4_000  # characters of all text displays of a message
MOST_ID = 2**31 - 1
_TOP = {ROW, SECTION, TEXT, GALLERY, DIVIDER, CONTAINER}
_INSIDE = {
    CONTAINER: {ROW, SECTION, TEXT, GALLERY, DIVIDER},
    SECTION: {TEXT},
    ROW: {BUTTON, SELECT},
}
_MOST_INSIDE = {SECTION: 3, ROW: 5}
_FORM = {LABEL, TEXT, ROW}


def check_layout(components: Any, where: str = "components") -> None:
    """Raises `Refusal` for what is no layout of Components V2."""
    if not isinstance(components, list) or not components:
        raise Refusal(400, 50006, "Cannot send an empty message")
    for n, one in enumerate(components):
        _check(one, f"{where}.{n}", _TOP)
    _check_whole(components, where)


def check_rows(components: Any) -> None:
    """The components of a message that has `content`: five rows at most."""
    if not isinstance(components, list) or len(components) > 5:
        raise invalid("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    for n, one in enumerate(components):
        _check(one, f"components.{n}", {ROW})
    _check_whole(components, "components")


def check_modal(data: Any) -> None:
    """Raises `Refusal` for what is no modal."""
    _text(data, "title", 45, "data")
    _text(data, "custom_id", 100, "data")
    parts = data.get("components") or []
    if not 1 <= len(parts) <= 5:
        raise invalid(
            "data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length."
        )
    for n, part in enumerate(parts):
        where = f"data.components.{n}"
        if part.get("type") not in _FORM:
            raise invalid(where, "UNION_TYPE_CHOICES", f"Value of field type must be in {_FORM}.")
        if part["type"] == LABEL:
            _text(part, "label", 45, where)
            _check_input(part["component"], f"{where}.component")
    _check_whole(parts, "data.components")


def walk(components: list[Payload]) -> Iterator[Payload]:
    """All components, nested ones too, from top to bottom."""
    for one in components:
        yield one
        yield from walk(one.get("components") or [])
        yield from walk([one[name] for name in ("accessory", "component") if one.get(name)])


def numbered(components: list[Payload]) -> list[Payload]:
    """As Discord keeps them: each has an `id`, in order where none was given."""
    taken = {one["id"] for one in walk(components) if one.get("id")}
    free = (n for n in range(1, MOST_ID) if n not in taken)
    for one in walk(components):
        if not one.get("id"):
            one["id"] = next(free)
    return components


def words_of(components: list[Payload]) -> str:
    """What people read of them."""
    shown = (one.get("content") or one.get("label") or "" for one in walk(components))
    return "\n".join(text for text in shown if text)


def _check_whole(components: list[Payload], where: str) -> None:
    every = list(walk(components))
    if len(every) > MOST_COMPONENTS:
        raise invalid(where, "COMPONENT_LAYOUT_MAX_TOTAL_COMPONENTS", f"{len(every)} components")
    text = sum(_units(one["content"]) for one in every if one["type"] == TEXT)
    if text > MOST_TEXT:
        raise invalid(where, "COMPONENT_MAX_TOTAL_COMPONENT_TEXT_LENGTH", f"{text} characters")
    for name in ("custom_id", "id"):
        counted = Counter(one[name] for one in every if one.get(name))
        if twice := [value for value, n in counted.items() if n > 1]:
            raise invalid(where, "COMPONENT_CUSTOM_ID_DUPLICATED", f"{name} {twice} is duplicated")


def _check(one: Any, where: str, allowed: set[int]) -> None:
    if not isinstance(one, dict) or one.get("type") not in allowed:
        raise invalid(where, "UNION_TYPE_CHOICES", f"Value of field type must be in {allowed}.")
    number = one.get("id")
    if number is not None and not (isinstance(number, int) and 0 <= number <= MOST_ID):
        raise invalid(f"{where}.id", "NUMBER_TYPE_MAX", f"must be an int32, is {number}")
    if (kind := one["type"]) in _INSIDE:
        _check_inside(one, where)
    if (check := _OWN.get(kind)) is not None:
        check(one, where)


def _check_inside(one: Payload, where: str) -> None:
    kind, inner = one["type"], one.get("components") or []
    if not 1 <= len(inner) <= _MOST_INSIDE.get(kind, MOST_COMPONENTS):
        raise invalid(f"{where}.components", "BASE_TYPE_BAD_LENGTH", f"{len(inner)} components")
    for n, part in enumerate(inner):
        _check(part, f"{where}.components.{n}", _INSIDE[kind])
    if kind == ROW and any(p["type"] == SELECT for p in inner) and len(inner) > 1:
        raise invalid(f"{where}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "too wide")


def _check_section(one: Payload, where: str) -> None:
    _check(one.get("accessory"), f"{where}.accessory", {BUTTON, THUMBNAIL})


def _check_text(one: Payload, where: str) -> None:
    if not str(one.get("content") or "").strip():
        raise invalid(f"{where}.content", "BASE_TYPE_REQUIRED", "This field is required")
    _text(one, "content", MOST_TEXT, where)


def _check_gallery(one: Payload, where: str) -> None:
    items = one.get("items") or []
    if not 1 <= len(items) <= 10:
        raise invalid(f"{where}.items", "BASE_TYPE_BAD_LENGTH", f"{len(items)} items")
    for n, item in enumerate(items):
        _check_media(item, f"{where}.items.{n}")


def _check_button(one: Payload, where: str) -> None:
    if one.get("style") == 5:
        _address(one.get("url"), 512, f"{where}.url")
    else:
        _text(one, "custom_id", 100, where)
    if not one.get("label") and not one.get("emoji"):
        raise invalid(f"{where}.label", "BUTTON_COMPONENT_LABEL_REQUIRED", "needs a label")
    _text(one, "label", 80, where)


def _check_select(one: Payload, where: str) -> None:
    _text(one, "custom_id", 100, where)
    _text(one | {"placeholder": one.get("placeholder") or "x"}, "placeholder", 150, where)
    options = one.get("options") or []
    if not 1 <= len(options) <= 25:
        raise invalid(f"{where}.options", "BASE_TYPE_BAD_LENGTH", f"{len(options)} options")
    for n, option in enumerate(options):
        _text(option, "label", 100, f"{where}.options.{n}")
        _text(option, "value", 100, f"{where}.options.{n}")
    if len({option["value"] for option in options}) < len(options):
        raise invalid(f"{where}.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "twice")


def _check_input(one: Payload, where: str) -> None:
    _text(one, "custom_id", 100, where)
    if one.get("placeholder") is not None:
        _text(one, "placeholder", 100, where)
    if not 1 <= (one.get("max_length") or MOST_TEXT) <= MOST_TEXT:
        raise invalid(f"{where}.max_length", "NUMBER_TYPE_MAX", "at most 4000")


def _check_media(one: Payload, where: str) -> None:
    _address((one.get("media") or {}).get("url"), 2_048, f"{where}.media.url")
    if _units(one.get("description") or "") > 1_024:
        raise too_long(f"{where}.description", 1_024)


def _address(url: Any, most: int, where: str) -> None:
    parts = urlsplit(str(url))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise invalid(where, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
    if len(str(url)) > most:
        raise too_long(where, most)


def _text(one: Payload, name: str, most: int, where: str) -> None:
    text = one.get(name)
    if not isinstance(text, str) or not text:
        raise invalid(f"{where}.{name}", "BASE_TYPE_REQUIRED", "This field is required")
    if _units(text) > most:
        raise too_long(f"{where}.{name}", most)


def _units(text: str) -> int:
    """Characters as Discord may count them: by UTF-16, to be on the safe side."""
    return len(text.encode("utf-16-le")) // 2


_OWN: dict[int, Callable[[Payload, str], None]] = {
    SECTION: _check_section,
    TEXT: _check_text,
    BUTTON: _check_button,
    SELECT: _check_select,
    THUMBNAIL: _check_media,
    GALLERY: _check_gallery,
}
