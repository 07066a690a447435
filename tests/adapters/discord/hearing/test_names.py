"""The names of commands: valid for Discord, and those that the rest of the product goes by."""

import re
from typing import get_args

import pytest
from discord import Locale
from discord.app_commands import locale_str

from adapters.discord.hearing.names import (
    Menu,
    Option,
    Translations,
    command_about,
    command_name,
    group_about,
    menu_name,
    option_about,
    option_name,
)
from bot.commands.names import named
from bot.domain.command import COMMAND_KINDS, CommandKind
from bot.domain.language import Language

OPTIONS: tuple[Option, ...] = get_args(Option)
MENUS: tuple[Menu, ...] = get_args(Menu)
NAMES = [*map(command_name, COMMAND_KINDS), *map(option_name, OPTIONS)]
DESCRIPTIONS = [group_about(), *map(command_about, COMMAND_KINDS), *map(option_about, OPTIONS)]


def in_each(text: locale_str) -> list[str]:
    """What it is in each language; English is the one for all others."""
    assert text.message == text.extras["en"]
    return [text.extras[language.value] for language in Language]


@pytest.mark.parametrize("name", NAMES, ids=str)
def test_discord_takes_each_name(name: locale_str) -> None:
    """One that it refuses leaves everybody without any command."""
    for one in in_each(name):
        assert re.fullmatch(r"[-_'\w]{1,32}", one)
        assert one == one.lower()


@pytest.mark.parametrize("menu", MENUS)
def test_discord_takes_what_stands_in_a_menu(menu: Menu) -> None:
    """There spaces and capitals are allowed."""
    assert all(0 < len(one) <= 32 for one in in_each(menu_name(menu)))


@pytest.mark.parametrize("description", DESCRIPTIONS, ids=str)
def test_discord_takes_each_description(description: locale_str) -> None:
    """At most a hundred characters, and none is cut off within a word."""
    for one in in_each(description):
        assert 0 < len(one) < 100


@pytest.mark.parametrize("kind", COMMAND_KINDS)
def test_each_name_is_understood_in_a_message_too(kind: CommandKind) -> None:
    """What people know from `/papers` they type in direct messages without it."""
    for name in in_each(command_name(kind)):
        understood = named([name])
        assert understood is not None
        assert understood.kind == kind


@pytest.mark.parametrize("names", [NAMES[: len(COMMAND_KINDS)], NAMES[len(COMMAND_KINDS) :]])
def test_no_two_have_the_same_name(names: list[locale_str]) -> None:
    """Discord refuses all commands then, in one language or in all."""
    for language in Language:
        assert len({name.extras[language.value] for name in names}) == len(names)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        (Locale.korean, "오늘"),
        (Locale.japanese, "今日"),
        (Locale.chinese, "今天"),
        (Locale.taiwan_chinese, None),
        (Locale.french, None),
        (Locale.american_english, None),
    ],
)
async def test_each_discord_shows_its_language(locale: Locale, text: str | None) -> None:
    """Where there is none of ours the English name stands."""
    context: object = None

    assert await Translations().translate(command_name("today"), locale, context) == text  # type: ignore[arg-type]
