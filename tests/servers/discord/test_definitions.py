"""Commands that can be registered, and those that cannot."""

from typing import Any

import discord
import pytest

from tests.servers.discord.app import Bot
from tests.servers.discord.clients import Hearing, ask
from tests.servers.discord.definitions import check_commands
from tests.servers.discord.refusals import Refusal
from tests.servers.discord.server import Discord

Payload = dict[str, Any]


def command(*options: Payload, **more: Any) -> Payload:
    return {"name": "papers", "description": "Papers", "options": list(options)} | more


def option(**more: Any) -> Payload:
    return {"type": 3, "name": "day", "description": "Which day"} | more


def nested(kind: int, *options: Payload, name: str = "ask") -> Payload:
    return option(type=kind, name=name, options=list(options))


def menu(**more: Any) -> Payload:
    return {"type": 3, "name": "Summarise this paper", "description": ""} | more


TAKEN: dict[str, Payload] = {
    "a name in Korean": command(name_localizations={"ko": "논문"}),
    "a long name": command(name="a" * 32, description="a" * 100),
    "options": command(*(option(name=f"o{n}") for n in range(25))),
    "groups": command(nested(2, nested(1, option()))),
    "choices": command(option(choices=[{"name": "a" * 100, "value": "a" * 100}] * 25)),
    "those who may": command(default_member_permissions="16", contexts=[0, 1, 2]),
    "a menu": menu(name_localizations={"ko": "이 논문 요약"}),
}
REFUSED: dict[str, tuple[Payload, str]] = {
    "a capital": (command(name="Papers"), "APPLICATION_COMMAND_INVALID_NAME"),
    "a capital elsewhere": (
        command(name_localizations={"de": "Papiere"}),
        "APPLICATION_COMMAND_INVALID_NAME",
    ),
    "a gap": (command(name="the papers"), "APPLICATION_COMMAND_INVALID_NAME"),
    "a long name": (command(name="a" * 33), "APPLICATION_COMMAND_INVALID_NAME"),
    "no description": (command(description=""), "BASE_TYPE_BAD_LENGTH"),
    "a long description": (
        command(description_localizations={"ko": "가" * 101}),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "no language": (command(name_localizations={"kr": "논문"}), "BASE_TYPE_CHOICES"),
    "many options": (command(*(option(name=f"o{n}") for n in range(26))), "BASE_TYPE_MAX_LENGTH"),
    "the same option": (
        command(option(), option()),
        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
    ),
    "required last": (
        command(option(), option(name="other", required=True)),
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    "an option beside a command": (
        command(nested(1), option()),
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ),
    "a command in a command": (command(nested(1, nested(1))), "BASE_TYPE_CHOICES"),
    "a group in a group": (command(nested(2, nested(2))), "BASE_TYPE_CHOICES"),
    "an option in a group": (command(nested(2, option())), "BASE_TYPE_CHOICES"),
    "many choices": (
        command(option(choices=[{"name": "a", "value": "a"}] * 26)),
        "BASE_TYPE_MAX_LENGTH",
    ),
    "a long choice": (
        command(option(choices=[{"name": "a" * 101, "value": "a"}])),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "choices that are completed": (
        command(option(autocomplete=True, choices=[{"name": "a", "value": "a"}])),
        "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID",
    ),
    "a channel that is completed": (
        command(option(type=7, autocomplete=True)),
        "BASE_TYPE_CHOICES",
    ),
    "no place": (command(contexts=[3]), "BASE_TYPE_CHOICES"),
    "no permission": (command(default_member_permissions="manage"), "NUMBER_TYPE_COERCE"),
    "a menu that is described": (menu(description="a"), "BASE_TYPE_BAD_LENGTH"),
    "a menu with options": (menu(options=[option()]), "APPLICATION_COMMAND_INVALID_OPTIONS"),
}


@pytest.mark.parametrize("what", TAKEN)
def test_a_command_may_use_all_that_is_allowed(what: str) -> None:
    """In any script."""
    check_commands([TAKEN[what]])


@pytest.mark.parametrize("what", REFUSED)
def test_a_command_may_use_no_more(what: str) -> None:
    """All commands are refused with it."""
    wrong, why = REFUSED[what]

    with pytest.raises(Refusal) as refused:
        check_commands([command(name="other"), wrong])

    assert why in str(refused.value)


def test_all_that_is_said_of_a_command_has_a_limit() -> None:
    """Of each text in several languages the longest counts."""
    options = [option(name=f"o{n}", description="a" * 98) for n in range(7)]
    options.append(option(name="o", description="a" * 78))
    commands = [nested(1, *options, name=f"c{n}") for n in range(10)]  # 790 characters each

    check_commands([command(*commands, name="a", description_localizations={"ko": "가" * 99})])
    with pytest.raises(Refusal) as refused:
        check_commands([command(*commands, name="a", description="a" * 100)])

    assert "APPLICATION_COMMAND_TOO_LARGE" in str(refused.value)


def test_names_are_unique_among_commands_of_a_kind() -> None:
    """A menu may be called as a command is."""
    check_commands([command(), menu(name="papers")])

    with pytest.raises(Refusal) as refused:
        check_commands([command(), command()])

    assert "APPLICATION_COMMANDS_DUPLICATE_NAME" in str(refused.value)


def test_there_are_so_many_menus_at_most() -> None:
    """Fifteen, of commands a hundred."""
    menus = [menu(name=f"{n}") for n in range(16)]
    check_commands(menus[:15])

    with pytest.raises(Refusal) as refused:
        check_commands(menus)

    assert refused.value.body["code"] == 30032


async def test_what_is_registered_takes_the_place_of_all_before(server: Discord, bot: Bot) -> None:
    """What keeps its name keeps its id, which those who use it have before them."""
    before = {one["name"]: one["id"] for one in server.world.application.commands}

    bot.tree.remove_command("admin")
    after = await bot.tree.sync()

    assert {one.name: str(one.id) for one in after} == {
        name: before[name] for name in ("papers", "Summarise")
    }
    assert server.world.application.syncs == 2


async def test_nobody_registers_for_another_app(server: Discord, rest: Hearing) -> None:
    """By its id."""
    with pytest.raises(discord.NotFound) as refused:
        await ask(rest, "GET", "/applications/1/commands")

    assert refused.value.code == 10002
