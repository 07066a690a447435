"""What Discord's client makes of a slash command: it lets nobody send what was not registered so.

https://docs.discord.com/developers/interactions/application-commands#application-command-object
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Payload = dict[str, Any]

SUB_COMMAND, GROUP, STRING, INTEGER, BOOLEAN, CHANNEL, NUMBER = 1, 2, 3, 4, 5, 7, 10
MOST_CHARACTERS = 6_000
MOST_INTEGER = 2**53


def leaves(command: Payload, locale: str) -> Iterator[tuple[str, str, Payload]]:
    """What of a command can be chosen: its whole name, and that and its description in a locale.

    Yields the name as it was registered, the line that somebody reads, and the definition.
    """
    if not any(o["type"] in (SUB_COMMAND, GROUP) for o in command.get("options", ())):
        yield command["name"], line(command, locale), command
        return
    for option in command["options"]:
        for name, shown, leaf in leaves(option, locale):
            yield f"{command['name']} {name}", f"{localised(command, locale)} {shown}", leaf


def localised(definition: Payload, locale: str, what: str = "name") -> str:
    """A name or a description as somebody reads it."""
    own = (definition.get(f"{what}_localizations") or {}).get(locale)
    return str(own or definition[what])


def line(definition: Payload, locale: str) -> str:
    """Name and description, as the picker shows them."""
    described = localised(definition, locale, "description")
    return f"{localised(definition, locale)}: {described}"


def filled(command: Payload, path: list[str], values: Mapping[str, Any]) -> Payload:
    """The data of an interaction: a command with its options filled in.

    Fails where Discord's client would not let somebody send it.
    """
    leaf, wrap = _found(command, path)
    known = {option["name"]: option for option in leaf.get("options", ())}
    assert values.keys() <= known.keys(), f"/{' '.join(path)} has {known.keys()}"
    missing = [o["name"] for o in known.values() if o.get("required") and o["name"] not in values]
    assert not missing, f"/{' '.join(path)} asks for {missing}"
    return wrap([_option(known[name], value) for name, value in values.items()])


def focused(command: Payload, path: list[str], values: Mapping[str, Any], name: str) -> Payload:
    """The data while somebody is typing one of the options, to be completed by the app.

    What is typed, and what is required, is not yet checked.
    """
    leaf, wrap = _found(command, path)
    known = {option["name"]: option for option in leaf.get("options", ())}
    assert known[name].get("autocomplete"), f"{name} of /{' '.join(path)} completes nothing"
    return wrap(
        [
            {"name": each, "type": known[each]["type"], "value": value}
            | ({"focused": True} if each == name else {})
            for each, value in values.items()
        ]
    )


def _found(command: Payload, path: list[str]) -> tuple[Payload, Callable[[list[Payload]], Payload]]:
    assert path[0] == command["name"]
    taken = [command]
    for name in path[1:]:
        inner = {o["name"]: o for o in taken[-1].get("options", ()) if o["type"] in (1, 2)}
        assert name in inner, f"/{' '.join(path)} is not registered, but {inner.keys()}"
        taken.append(inner[name])
    inside = taken[-1].get("options", ())
    assert not any(o["type"] in (SUB_COMMAND, GROUP) for o in inside), f"{path} alone is nothing"

    def wrap(options: list[Payload]) -> Payload:
        for definition in reversed(taken[1:]):
            name, kind = definition["name"], definition["type"]
            options = [{"name": name, "type": kind, "options": options}]
        return {"id": command["id"], "name": command["name"], "type": 1, "options": options}

    return taken[-1], wrap


def _option(definition: Payload, value: Any) -> Payload:
    name = definition["name"]
    if choices := definition.get("choices"):
        values = {choice["name"]: choice["value"] for choice in choices}
        value = values.get(value, value)
        assert value in values.values(), f"{name} is one of {values}"
    else:
        assert _fits(definition, value), f"{value!r} is nothing for {definition}"
    return {"name": name, "type": definition["type"], "value": value}


def _fits(definition: Payload, value: Any) -> bool:
    match definition["type"]:
        case 3:
            least, most = definition.get("min_length", 1), definition.get("max_length")
            return isinstance(value, str) and least <= len(value) <= (most or MOST_CHARACTERS)
        case 4:
            whole = isinstance(value, int) and not isinstance(value, bool)
            return whole and abs(value) <= MOST_INTEGER and _between(definition, value)
        case 10:
            return isinstance(value, int | float) and _between(definition, value)
        case 5:
            return isinstance(value, bool)
        case 7:
            return isinstance(value, str) and value.isdecimal()
        case other:
            raise NotImplementedError(f"options of type {other}")


def _between(definition: Payload, value: float) -> bool:
    least = definition.get("min_value", -MOST_INTEGER)
    return bool(least <= value <= definition.get("max_value", MOST_INTEGER))
