"""The parts that Slack's schemas are put together from: each tells what is wrong, and where.

The wording of faults is Slack's own, as it is quoted in its SDKs' issue trackers.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit


class Fault(NamedTuple):
    """What is wrong with a part of a payload."""

    text: str
    pointer: str

    def __str__(self) -> str:
        return f"{self.text} [json-pointer:{self.pointer}]"


Check = Callable[[Any, str], Iterator[Fault]]


def string(most: int, least: int = 1) -> Check:
    """Text of so many characters."""

    def check(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield Fault("must provide a string", at)
        elif len(value) > most:
            yield Fault(f"must be less than {most + 1} characters", at)
        elif len(value) < least:
            yield Fault(f"must be more than {least - 1} characters", at)

    return check


def flag(value: Any, at: str) -> Iterator[Fault]:
    """True or false."""
    if not isinstance(value, bool):
        yield Fault("must provide a boolean", at)


def number(least: int, most: int) -> Check:
    """A whole number between the two."""

    def check(value: Any, at: str) -> Iterator[Fault]:
        if isinstance(value, bool) or not isinstance(value, int):
            yield Fault("must provide an integer", at)
        elif not least <= value <= most:
            yield Fault(f"must be between {least} and {most}", at)

    return check


def one_of(*values: str) -> Check:
    """One of some words."""

    def check(value: Any, at: str) -> Iterator[Fault]:
        if value not in values:
            yield Fault(f"must be a valid enum value: {', '.join(values)}", at)

    return check


def url(most: int = 3_000, schemes: tuple[str, ...] = ("http", "https")) -> Check:
    """An address."""
    length = string(most)

    def check(value: Any, at: str) -> Iterator[Fault]:
        faults = list(length(value, at))
        yield from faults
        if not faults and not _is_address(value, schemes):
            yield Fault("must be a valid url", at)

    return check


def _is_address(value: str, schemes: tuple[str, ...]) -> bool:
    if any(character.isspace() or character in "<>|" for character in value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.netloc or parts.scheme == "mailto")


def items(check_item: Check, most: int, least: int = 1) -> Check:
    """A list of so many items."""

    def check(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield Fault("must provide an array", at)
            return
        if len(value) > most:
            yield Fault(f"no more than {most} items allowed", at)
        if len(value) < least:
            yield Fault(f"no fewer than {least} items allowed", at)
        for index, item in enumerate(value):
            yield from check_item(item, f"{at}/{index}")

    return check


def record(
    required: Mapping[str, Check] | None = None,
    optional: Mapping[str, Check] | None = None,
    either: tuple[str, ...] = (),
) -> Check:
    """An object with these fields and no others; `type` is the business of `tagged`."""
    must, may = required or {}, optional or {}

    def check(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault("must provide an object", at)
            return
        for name in must:
            if name not in value:
                yield Fault(f"missing required field: {name}", at)
        if either and not any(name in value for name in either):
            yield Fault(f"must define one of: {', '.join(either)}", at)
        for name, part in value.items():
            known = must.get(name) or may.get(name)
            if known is not None:
                yield from known(part, f"{at}/{name}")
            elif name != "type":
                yield Fault(f"invalid additional property: {name}", at)

    return check


def tagged(kinds: Mapping[str, Check]) -> Check:
    """An object whose `type` says what it has to look like."""

    def check(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault("must provide an object", at)
        elif "type" not in value:
            yield Fault("missing required field: type", at)
        elif value["type"] not in kinds:
            yield Fault(f"unsupported type: {value['type']}", f"{at}/type")
        else:
            yield from kinds[value["type"]](value, at)

    return check
