"""`/papers …` given in Discord: what comes of it is for whoever gave it."""

from adapters.discord.hearing.desk import Desk, Interaction, is_direct
from adapters.discord.wire.acknowledge import acknowledge
from bot.chat.commands import Commands, Given
from bot.chat.work import log_failure
from bot.domain.errors import PapersBotError
from bot.presentation.heard import line_message


class GivenCommands:
    """Does what a command says, by the replies to its interaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shared = Commands(desk)

    async def hear(self, interaction: Interaction, line: str) -> None:
        """A question is in the store before Discord is told that it has arrived."""
        desk, alone = self._desk, self._desk.alone(interaction)
        given = Given(str(interaction.id), desk.asker(interaction), alone)
        said = None
        if not desk.serves(given.place):
            said = line_message(desk.words.not_here)
        else:
            try:
                await self._shared.hear(line, given)
            except PapersBotError as error:
                log_failure(error)
                said = line_message(desk.failure_line(error, given.asker.language))
        await acknowledge(interaction, ephemeral=not is_direct(interaction))
        if said is not None:
            await desk.show(alone, given.place, [said], key="line")
