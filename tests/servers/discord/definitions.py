"""What Discord takes as application commands.

https://docs.discord.com/developers/interactions/application-commands
"""

import re
from typing import Any

from tests.servers.discord.refusals import invalid

Payload = dict[str, Any]

_NAME = re.compile(r"[-_'\w]{1,32}")
_MOST_CHARACTERS = 8_000


def check_commands(commands: Any) -> None:
    """Raises `Refusal` for what cannot be registered."""
    names = [(one.get("type", 1), one.get("name")) for one in commands]
    if len(set(names)) < len(names):
        raise invalid("0.name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "names must be unique")
    for n, command in enumerate(commands):
        _check(command, str(n), menu=command.get("type", 1) != 1)
        if _length(command) > _MOST_CHARACTERS:
            raise invalid(str(n), "APPLICATION_COMMAND_TOO_LARGE", f"{_length(command)} characters")


def _check(one: Payload, where: str, *, menu: bool = False) -> None:
    for name in [one.get("name", ""), *(one.get("name_localizations") or {}).values()]:
        fits = 1 <= len(name) <= 32 if menu else _NAME.fullmatch(name) and name == name.lower()
        if not fits:
            raise invalid(f"{where}.name", "APPLICATION_COMMAND_INVALID_NAME", name)
    if not menu:
        for text in [
            one.get("description", ""),
            *(one.get("description_localizations") or {}).values(),
        ]:
            if not 1 <= len(text) <= 100:
                raise invalid(f"{where}.description", "BASE_TYPE_BAD_LENGTH", text)
    options = one.get("options") or []
    if len(options) > 25:
        raise invalid(f"{where}.options", "BASE_TYPE_MAX_LENGTH", "25 at most")
    asked = [bool(option.get("required")) for option in options]
    if asked != sorted(asked, reverse=True):
        raise invalid(f"{where}.options", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "first")
    for n, option in enumerate(options):
        _check(option, f"{where}.options.{n}")


def _length(one: Payload) -> int:
    def longest(what: str) -> int:
        local = (one.get(f"{what}_localizations") or {}).values()
        return max(map(len, [one.get(what) or "", *local]))

    return longest("name") + longest("description") + sum(map(_length, one.get("options") or []))
