"""`/papers` as Discord shows it: its commands, what they take, and what is offered meanwhile."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import AppCommandContext, AppInstallationType, Choice, Range

from adapters.discord.hearing.incoming import place_of
from adapters.discord.hearing.names import (
    command_about,
    command_name,
    group_about,
    option_about,
    option_name,
)
from adapters.discord.hearing.suggestions import suggest_days, suggest_papers
from bot.chat.work import log_failure
from bot.domain.conversation import LONGEST_QUESTION
from bot.domain.errors import PapersBotError
from bot.ports.inbound import PapersApp

Interaction = discord.Interaction[Any]
Give = Callable[[Interaction, str], Awaitable[None]]
_Words = Range[str, 1, LONGEST_QUESTION]
_Name = Range[str, 1, 200]


class Commands(app_commands.Group):
    """What people choose and fill in, `give`n as the line that they would have typed elsewhere.

    So a day is understood in any form, and what is wrong is told as everywhere. They can be used in
    servers and direct messages, and by whoever has them for themselves anywhere.
    """

    def __init__(self, app: PapersApp, give: Give) -> None:
        super().__init__(
            name="papers",
            description=group_about(),
            allowed_contexts=AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=AppInstallationType(guild=True, user=True),
        )
        self._app = app
        self._give = give

    @app_commands.command(name=command_name("today"), description=command_about("today"))
    @app_commands.rename(live=option_name("live"))
    @app_commands.describe(live=option_about("live"))
    async def today(self, interaction: Interaction, live: bool = False) -> None:  # noqa: FBT001, FBT002  # an option
        """The newest edition, or the running day so far."""
        await self._give(interaction, "today live" if live else "today")

    @app_commands.command(name=command_name("date"), description=command_about("date"))
    @app_commands.rename(day=option_name("day"))
    @app_commands.describe(day=option_about("day"))
    async def date(self, interaction: Interaction, day: _Name) -> None:
        """The digest of a day."""
        await self._give(interaction, f"date {day}")

    @app_commands.command(name=command_name("week"), description=command_about("week"))
    async def week(self, interaction: Interaction) -> None:
        """The week's most upvoted papers."""
        await self._give(interaction, "week")

    @app_commands.command(name=command_name("search"), description=command_about("search"))
    @app_commands.rename(words=option_name("words"))
    @app_commands.describe(words=option_about("words"))
    async def search(self, interaction: Interaction, words: _Words) -> None:
        """Over everything digested."""
        await self._give(interaction, f"search {words}")

    @app_commands.command(name=command_name("paper"), description=command_about("paper"))
    @app_commands.rename(paper=option_name("paper"))
    @app_commands.describe(paper=option_about("paper"))
    async def paper(self, interaction: Interaction, paper: _Name) -> None:
        """An entry for any arXiv paper."""
        await self._give(interaction, f"paper {paper}")

    @app_commands.command(name=command_name("ask"), description=command_about("ask"))
    @app_commands.rename(paper=option_name("paper"), question=option_name("question"))
    @app_commands.describe(paper=option_about("paper"), question=option_about("question"))
    async def ask(self, interaction: Interaction, paper: _Name, question: _Words) -> None:
        """A question about any arXiv paper."""
        await self._give(interaction, f"ask {paper} {question}")

    @app_commands.command(name=command_name("status"), description=command_about("status"))
    async def status(self, interaction: Interaction) -> None:
        """How the bot is doing."""
        await self._give(interaction, "status")

    @app_commands.command(name=command_name("forget_me"), description=command_about("forget_me"))
    async def forget_me(self, interaction: Interaction) -> None:
        """Delete what the asker has asked."""
        await self._give(interaction, "forget-me")

    @app_commands.command(name=command_name("help"), description=command_about("help"))
    async def help(self, interaction: Interaction) -> None:
        """What there is."""
        await self._give(interaction, "help")

    @date.autocomplete("day")
    async def _days(self, _: Interaction, typed: str) -> list[Choice[str]]:
        return await _offered(suggest_days(self._app, typed))

    @paper.autocomplete("paper")
    @ask.autocomplete("paper")
    async def _papers(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await _offered(suggest_papers(self._app, place_of(interaction), typed))


async def _offered(choices: Awaitable[list[Choice[str]]]) -> list[Choice[str]]:
    """Nothing where they cannot be had: what was typed is taken all the same."""
    try:
        return await choices
    except PapersBotError as error:
        log_failure(error)
        return []
