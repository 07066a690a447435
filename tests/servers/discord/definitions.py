"""What Discord takes as application commands.

https://docs.discord.com/developers/interactions/application-commands
"""

import re
from collections import Counter
from typing import Any

from discord import Locale

from tests.servers.discord.refusals import Refusal, invalid

Payload = dict[str, Any]

CHAT, USER, MENU = 1, 2, 3
MOST_COMMANDS = {CHAT: 100, USER: 15, MENU: 15}
MOST_CHARACTERS, MOST_OPTIONS, MOST_CHOICES = 8_000, 25, 25
SUB_COMMAND, GROUP = 1, 2
_CHOOSABLE = {3, 4, 10}  # a text, an integer, a number
_OPTION_TYPES = set(range(1, 12))
_NAME = re.compile(r"[-_'\w]{1,32}")  # \w: letters and digits of all scripts, and the underscore
_LOCALES = {str(locale) for locale in Locale}


def check_commands(commands: Any) -> None:
    """Raises `Refusal` for what cannot be registered in the place of all that was before."""
    if not isinstance(commands, list):
        raise invalid("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    kinds = Counter(one.get("type", CHAT) for one in commands)
    for kind, most in MOST_COMMANDS.items():
        if kinds[kind] > most:
            raise Refusal(400, 30032, "Maximum number of application commands reached")
    names = [(one.get("type", CHAT), one.get("name")) for one in commands]
    for n, command in enumerate(commands):
        if names.index(names[n]) < n:
            message = "Application command names must be unique"
            raise invalid(str(n), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
        _check_command(command, str(n))


def _check_command(one: Payload, where: str) -> None:
    kind = one.get("type", CHAT)
    if kind not in MOST_COMMANDS:
        raise _choices(f"{where}.type", MOST_COMMANDS)
    _check_words(one, where, menu=kind != CHAT)
    if kind != CHAT and one.get("options"):
        code = "APPLICATION_COMMAND_INVALID_OPTIONS"
        raise invalid(f"{where}.options", code, "Context menu commands cannot have options")
    allowed = one.get("default_member_permissions")
    if allowed is not None and not str(allowed).isdecimal():
        code, message = "NUMBER_TYPE_COERCE", f'Value "{allowed}" is not int.'
        raise invalid(f"{where}.default_member_permissions", code, message)
    for name, known in (("contexts", {0, 1, 2}), ("integration_types", {0, 1})):
        if not set(one.get(name) or ()) <= known:
            raise _choices(f"{where}.{name}", known)
    _check_options(one.get("options") or [], where, top=True)
    if _length(one) > MOST_CHARACTERS:
        message = f"Command exceeds maximum size ({MOST_CHARACTERS})"
        raise invalid(where, "APPLICATION_COMMAND_TOO_LARGE", message)


def _check_words(one: Payload, where: str, *, menu: bool = False) -> None:
    """The name and the description, in each language."""
    for field in ("name", "description"):
        translated = one.get(f"{field}_localizations") or {}
        if unknown := translated.keys() - _LOCALES:
            raise _choices(f"{where}.{field}_localizations.{unknown.pop()}", _LOCALES)
        for text in [one.get(field) or "", *translated.values()]:
            if field == "name" and not _is_name(text, menu=menu):
                code = "APPLICATION_COMMAND_INVALID_NAME"
                raise invalid(f"{where}.name", code, "Command name is invalid")
            if field == "description" and not (text == "" if menu else 1 <= len(text) <= 100):
                message = "Must be between 1 and 100 in length."
                raise invalid(f"{where}.description", "BASE_TYPE_BAD_LENGTH", message)


def _is_name(text: str, *, menu: bool) -> bool:
    if menu:
        return 1 <= len(text) <= 32
    return _NAME.fullmatch(text) is not None and text == text.lower()


def _check_options(options: list[Payload], where: str, *, top: bool = False) -> None:
    if len(options) > MOST_OPTIONS:
        message = f"Must be {MOST_OPTIONS} or fewer in length."
        raise invalid(f"{where}.options", "BASE_TYPE_MAX_LENGTH", message)
    names = [option.get("name") for option in options]
    nested = [option.get("type") in {SUB_COMMAND, GROUP} for option in options]
    if any(nested) and not all(nested):
        message = "Sub-command and sub-command group option types are mutually exclusive"
        code = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
        raise invalid(f"{where}.options", code, message)
    for n, option in enumerate(options):
        here = f"{where}.options.{n}"
        if names.index(names[n]) < n:
            message = "Option names must be unique"
            raise invalid(here, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message)
        if option.get("required") and n and not options[n - 1].get("required"):
            message = "Required options must be placed before non-required options"
            raise invalid(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        _check_option(option, here, top=top)


def _check_option(one: Payload, where: str, *, top: bool) -> None:
    kind = one.get("type")
    if kind not in _OPTION_TYPES or (kind == GROUP and not top):
        raise _choices(f"{where}.type", _OPTION_TYPES)
    _check_words(one, where)
    inside = one.get("options") or []
    if inside and kind not in {SUB_COMMAND, GROUP}:
        raise _choices(f"{where}.options", {SUB_COMMAND, GROUP})
    if kind == GROUP and any(option.get("type") != SUB_COMMAND for option in inside):
        raise _choices(f"{where}.options", {SUB_COMMAND})
    if kind == SUB_COMMAND and any(option.get("type") in {SUB_COMMAND, GROUP} for option in inside):
        raise _choices(f"{where}.options", _OPTION_TYPES - {SUB_COMMAND, GROUP})
    _check_options(inside, where)
    _check_choices(one, where)


def _check_choices(one: Payload, where: str) -> None:
    choices, kind = one.get("choices") or [], one["type"]
    completes = bool(one.get("autocomplete"))
    if (choices or completes) and kind not in _CHOOSABLE:
        raise _choices(f"{where}.type", _CHOOSABLE)
    if choices and completes:
        code = "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID"
        raise invalid(where, code, "Autocomplete and choices are mutually exclusive")
    if len(choices) > MOST_CHOICES:
        message = f"Must be {MOST_CHOICES} or fewer in length."
        raise invalid(f"{where}.choices", "BASE_TYPE_MAX_LENGTH", message)
    for n, choice in enumerate(choices):
        texts = [choice.get("name") or "", *(choice.get("name_localizations") or {}).values()]
        texts += [choice["value"]] if kind == 3 else []
        if not all(1 <= len(text) <= 100 for text in texts):
            message = "Must be between 1 and 100 in length."
            raise invalid(f"{where}.choices.{n}", "BASE_TYPE_BAD_LENGTH", message)


def _length(one: Payload) -> int:
    """Of each field that is translated the longest counts."""

    def longest(what: str) -> int:
        translated = (one.get(f"{what}_localizations") or {}).values()
        return max(map(len, [one.get(what) or "", *translated]))

    own = longest("name") + longest("description") + len(str(one.get("value", "")))
    return own + sum(_length(part) for n in ("options", "choices") for part in one.get(n) or ())


def _choices(where: str, known: Any) -> Refusal:
    return invalid(where, "BASE_TYPE_CHOICES", f"Value must be one of {sorted(known)}.")
