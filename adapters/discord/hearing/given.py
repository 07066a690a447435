"""`/papers …` given in Discord: what comes of it is for whoever gave it."""

from adapters.discord.hearing.desk import Desk, Interaction, is_direct
from adapters.discord.wire.acknowledge import acknowledge
from adapters.discord.wire.attempt import attempt
from adapters.discord.wire.invite import lacking
from adapters.discord.words import discord_words
from bot.chat.commands import Commands, Given
from bot.chat.work import log_failure
from bot.domain.errors import PapersBotError
from bot.domain.language import Language
from bot.presentation.heard import line_message


class GivenCommands:
    """Does what a command says, by the replies to its interaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shared = Commands(desk)

    async def hear(self, interaction: Interaction, line: str) -> None:
        """A question is in the store before Discord is told that it has arrived."""
        desk = self._desk
        why = _why_alone(interaction, desk.language)
        asker = desk.asker(interaction).model_copy(update={"direct": why is not None})

        async def done() -> None:
            await acknowledge(interaction, ephemeral=not is_direct(interaction))
            async with attempt("end a reply"):
                await interaction.delete_original_response()

        given = Given(str(interaction.id), asker, desk.alone(interaction), done)
        if not desk.serves(given.place):
            await self._say(interaction, given, desk.words.not_here)
            return
        if why and line == "today":
            await self._say(interaction, given, why)
        try:
            await self._shared.hear(line, given)
        except PapersBotError as error:
            log_failure(error)
            await self._say(interaction, given, desk.failure_line(error, desk.language))
        else:
            await acknowledge(interaction, ephemeral=not is_direct(interaction))

    async def _say(self, interaction: Interaction, given: Given, line: str) -> None:
        await acknowledge(interaction, ephemeral=not is_direct(interaction))
        await self._desk.show(given.alone, given.place, [line_message(line)], key="line")


def _why_alone(interaction: Interaction, language: Language) -> str | None:
    """Why the channel does not get the edition; empty where there is no channel to get one.

    In a thread it is the channel above that would: who may write in the one may not always in the
    other.
    """
    words = discord_words(language)
    if interaction.guild_id is None:
        return ""
    if not interaction.is_guild_integration() or lacking(interaction.app_permissions):
        return f"{words.bot_may_not_post} {words.how_to_invite}"
    return None if interaction.permissions.send_messages else words.you_may_not_post
