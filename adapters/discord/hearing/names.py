"""What commands and their options are called, in the language of each person's Discord."""

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from discord import Locale
from discord.app_commands import TranslationContext, Translator, locale_str
from pydantic import BaseModel, ConfigDict, TypeAdapter

from bot.domain.command import CommandKind
from bot.domain.language import Language
from bot.presentation.catalogue import catalogue

Option = Literal["live", "day", "words", "paper", "question"]
Menu = Literal["summarise", "remove"]

_LONGEST = 100  # characters of a description
_LANGUAGES = {
    Locale.korean: Language.KO,
    Locale.japanese: Language.JA,
    Locale.chinese: Language.ZH,
}


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _OptionWords(_Strict):
    name: str
    about: str


class _Names(_Strict):
    papers: str
    commands: dict[CommandKind, str]
    options: dict[Option, _OptionWords]
    menus: dict[Menu, str]


class Translations(Translator):
    """Takes what `in_all` has said in each language; English is what there is for all others.

    Locales: https://docs.discord.com/developers/reference#locales
    """

    async def translate(
        self, string: locale_str, locale: Locale, context: TranslationContext[Any, Any]
    ) -> str | None:
        """The text for one locale, none where that has no language of ours."""
        language = _LANGUAGES.get(locale)
        return string.extras.get(language.value) if language else None


def in_all(text: Callable[[Language], str]) -> locale_str:
    """A text in all languages, as Discord's commands take it."""
    return locale_str(
        text(Language.EN), **{language.value: text(language) for language in Language}
    )


def group_about() -> locale_str:
    """What `/papers` is."""
    return in_all(lambda language: _table()[language].papers)


def command_name(kind: CommandKind) -> locale_str:
    """What a command is called."""
    return in_all(lambda language: _table()[language].commands[kind])


def command_about(kind: CommandKind) -> locale_str:
    """What it does, as `help` says it."""

    def does(language: Language) -> str:
        text = catalogue(language).commands.help[kind].does
        first = text[0].upper() if language is Language.EN else text[0]
        return (first + text[1:])[:_LONGEST]

    return in_all(does)


def option_name(option: Option) -> locale_str:
    """What something that a command takes is called."""
    return in_all(lambda language: _table()[language].options[option].name)


def option_about(option: Option) -> locale_str:
    """What it is."""
    return in_all(lambda language: _table()[language].options[option].about)


def menu_name(menu: Menu) -> locale_str:
    """What stands in the menu of a message."""
    return in_all(lambda language: _table()[language].menus[menu])


@cache
def _table() -> dict[Language, _Names]:
    text = (files("adapters.discord.hearing") / "names.toml").read_text(encoding="utf-8")
    return TypeAdapter(dict[Language, _Names]).validate_python(tomllib.loads(text))
