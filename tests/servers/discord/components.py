"""What Discord takes as components of a message, judged by its own table of limits.

https://docs.discord.com/developers/components/reference
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.servers.discord.refusals import empty, invalid, too_long

Payload = dict[str, Any]

ROW, BUTTON, SELECT, INPUT, SECTION, TEXT, THUMBNAIL, GALLERY, DIVIDER, CONTAINER, LABEL = (
    1, 2, 3, 4, 9, 10, 11, 12, 14, 17, 18,
)  # fmt: skip
MOST_COMPONENTS, MOST_ROWS = 40, 5  # nested ones counted; and without the flag of layouts
# Of all text displays. It is not documented; the refusal says "Components displayable text size
# exceeds maximum size of 4000", as for `LayoutView.content_length` of discord.py.
MOST_TEXT = 4_000
MOST_ID = 2**31 - 1
_TOP = {ROW, SECTION, TEXT, GALLERY, DIVIDER, CONTAINER}
_INSIDE = {
    CONTAINER: {ROW, SECTION, TEXT, GALLERY, DIVIDER},
    SECTION: {TEXT},
    ROW: {BUTTON, SELECT},
}
_MOST_INSIDE = {SECTION: 3, ROW: 5}
_LINK, _BUTTON_STYLES = 5, {1, 2, 3, 4, 5}


def check_layout(components: Any) -> None:
    """Raises `Refusal` for what is no layout of Components V2."""
    if not components:
        raise empty()
    _check_all(components, "components", _TOP, MOST_COMPONENTS)
    check_whole(components, "components")


def check_rows(components: Any) -> None:
    """Raises `Refusal` for what stands under a message that has `content`."""
    _check_all(components, "components", {ROW}, MOST_ROWS)
    check_whole(components, "components")


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


def check_whole(components: list[Payload], where: str) -> None:
    """What holds for all of them together."""
    every = list(walk(components))
    if len(every) > MOST_COMPONENTS:
        message = f"Components exceed the maximum of {MOST_COMPONENTS}"
        raise invalid(where, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    if sum(units(one["content"]) for one in every if one["type"] == TEXT) > MOST_TEXT:
        message = f"Components displayable text size exceeds maximum size of {MOST_TEXT}"
        raise invalid(where, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)
    for name in ("custom_id", "id"):
        counted = Counter(one[name] for one in every if one.get(name))
        if twice := [value for value, n in counted.items() if n > 1]:
            message = f"Component {name} cannot be duplicated: {twice}"
            raise invalid(where, f"COMPONENT_{name.upper()}_DUPLICATED", message)


def check_id(one: Any, where: str) -> None:
    """https://docs.discord.com/developers/components/reference#anatomy-of-a-component."""
    if not isinstance(one, dict):
        raise invalid(where, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
    number = one.get("id")
    if number is not None and not (isinstance(number, int) and 0 <= number <= MOST_ID):
        raise invalid(f"{where}.id", "NUMBER_TYPE_MAX", f"must be an int32, is {number}")


def check_text(one: Payload, where: str) -> None:
    """https://docs.discord.com/developers/components/reference#text-display."""
    if not str(one.get("content") or "").strip():
        raise invalid(f"{where}.content", "BASE_TYPE_REQUIRED", "This field is required")
    required(one, "content", MOST_TEXT, where)


def check_select(one: Payload, where: str) -> None:
    """https://docs.discord.com/developers/components/reference#string-select."""
    required(one, "custom_id", 100, where)
    short(one, "placeholder", 150, where)
    options = one.get("options") or []
    if not 1 <= len(options) <= 25:
        message = "Must be between 1 and 25 in length."
        raise invalid(f"{where}.options", "BASE_TYPE_BAD_LENGTH", message)
    for n, option in enumerate(options):
        required(option, "label", 100, f"{where}.options.{n}")
        required(option, "value", 100, f"{where}.options.{n}")
        short(option, "description", 100, f"{where}.options.{n}")
    if len({option["value"] for option in options}) < len(options):
        message = "The specified option value is already used"
        raise invalid(f"{where}.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
    least, most = one.get("min_values", 1), one.get("max_values", 1)
    chosen = sum(bool(option.get("default")) for option in options)
    if not (0 <= least <= most and 1 <= most <= len(options) and chosen <= most):
        message = f"{least} to {most} of {len(options)}, {chosen} by default"
        raise invalid(f"{where}.max_values", "NUMBER_TYPE_MAX", message)


def required(one: Payload, name: str, most: int, where: str) -> None:
    """Raises `Refusal` where a field is not there, or too long."""
    if not isinstance(one.get(name), str) or not one[name]:
        raise invalid(f"{where}.{name}", "BASE_TYPE_REQUIRED", "This field is required")
    short(one, name, most, where)


def short(one: Payload, name: str, most: int, where: str) -> None:
    """Raises `Refusal` where a field is too long, if it is there."""
    if units(one.get(name) or "") > most:
        raise too_long(f"{where}.{name}", most)


def units(text: str) -> int:
    """Characters as Discord may count them: by UTF-16, to be on the safe side."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _check_all(components: Any, where: str, allowed: set[int], most: int) -> None:
    if not isinstance(components, list) or not 1 <= len(components) <= most:
        message = f"Must be between 1 and {most} in length."
        raise invalid(where, "BASE_TYPE_BAD_LENGTH", message)
    for n, one in enumerate(components):
        _check(one, f"{where}.{n}", allowed)


def _check(one: Any, where: str, allowed: set[int]) -> None:
    check_id(one, where)
    kind = one.get("type")
    if kind not in allowed:
        message = f'Value of field "type" must be one of {tuple(sorted(allowed))}.'
        raise invalid(where, "UNION_TYPE_CHOICES", message)
    if kind in _INSIDE:
        inside = one.get("components") or []
        most = _MOST_INSIDE.get(kind, MOST_COMPONENTS)
        _check_all(inside, f"{where}.components", _INSIDE[kind], most)
    if (check := _OWN.get(kind)) is not None:
        check(one, where)


def _check_row(one: Payload, where: str) -> None:
    inside = one["components"]
    if len(inside) > 1 and any(part["type"] == SELECT for part in inside):
        code = "COMPONENT_LAYOUT_WIDTH_EXCEEDED"
        raise invalid(f"{where}.components", code, "The specified component exceeds maximum width")


def _check_section(one: Payload, where: str) -> None:
    _check(one.get("accessory"), f"{where}.accessory", {BUTTON, THUMBNAIL})


def _check_gallery(one: Payload, where: str) -> None:
    items = one.get("items") or []
    if not 1 <= len(items) <= 10:
        raise invalid(
            f"{where}.items", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 10 in length."
        )
    for n, item in enumerate(items):
        _check_media(item, f"{where}.items.{n}")


def _check_divider(one: Payload, where: str) -> None:
    if one.get("spacing", 1) not in {1, 2}:
        raise invalid(f"{where}.spacing", "BASE_TYPE_CHOICES", "Value must be one of (1, 2).")


def _check_container(one: Payload, where: str) -> None:
    colour = one.get("accent_color")
    if colour is not None and not 0 <= colour <= 0xFFFFFF:
        raise invalid(f"{where}.accent_color", "NUMBER_TYPE_MAX", f"is {colour}")


def _check_button(one: Payload, where: str) -> None:
    style = one.get("style")
    if style not in _BUTTON_STYLES:
        raise invalid(
            f"{where}.style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5)."
        )
    wrong = "custom_id" if style == _LINK else "url"
    if one.get(wrong) is not None:
        code = "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"
        raise invalid(f"{where}.{wrong}", code, "A custom id and url cannot both be specified")
    if style == _LINK:
        _check_address(one.get("url"), 512, f"{where}.url", {"http", "https", "discord"})
    else:
        required(one, "custom_id", 100, where)
    if not one.get("label") and not one.get("emoji"):
        raise invalid(where, "BUTTON_COMPONENT_INVALID_EMOJI", "A label or emoji is required")
    short(one, "label", 80, where)


def _check_media(one: Payload, where: str) -> None:
    """Files cannot be sent here, so `attachment://` names none."""
    address = (one.get("media") or {}).get("url")
    _check_address(address, 2_048, f"{where}.media.url", {"http", "https"})
    short(one, "description", 1_024, where)


def _check_address(url: Any, most: int, where: str, schemes: set[str]) -> None:
    if not isinstance(url, str) or not url:
        raise invalid(where, "BASE_TYPE_REQUIRED", "This field is required")
    if len(url) > most:
        raise too_long(where, most)
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:  # such as an IPv6 address without an end
        raise invalid(where, "URL_TYPE_INVALID_URL", "Not a well formed URL.") from None
    if parts.scheme not in schemes:
        message = f'Scheme "{parts.scheme}" is not supported. Scheme must be one of {schemes}.'
        raise invalid(where, "URL_TYPE_INVALID_SCHEME", message)
    if not host or any(letter.isspace() for letter in url):
        raise invalid(where, "URL_TYPE_INVALID_URL", "Not a well formed URL.")


_OWN: dict[int, Callable[[Payload, str], None]] = {
    ROW: _check_row,
    SECTION: _check_section,
    TEXT: check_text,
    BUTTON: _check_button,
    SELECT: check_select,
    THUMBNAIL: _check_media,
    GALLERY: _check_gallery,
    DIVIDER: _check_divider,
    CONTAINER: _check_container,
}
