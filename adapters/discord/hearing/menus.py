"""What stands in the menu of a message: a summary of its paper, and the removal of a post of ours.

https://docs.discord.com/developers/interactions/application-commands#message-commands
"""

from typing import Any

import discord

from adapters.discord.hearing.desk import Desk, Interaction, is_direct
from adapters.discord.hearing.incoming import place_of
from adapters.discord.hearing.managers import may_remove
from adapters.discord.wire.acknowledge import acknowledge
from bot.chat.papers_in import paper_in
from bot.chat.removal import ask_to_remove
from bot.chat.summary import summarise, with_invitation, with_share
from bot.chat.work import Job
from bot.domain.message import Message
from bot.ports.inbound import Asker
from bot.presentation.heard import line_message


class Menus:
    """What they say is for whoever chose them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def summarise(self, interaction: Interaction, message: discord.Message) -> None:
        """Show what the first paper of a message is about."""
        await self._begin(interaction, self._summarise(interaction, message))

    async def remove(self, interaction: Interaction, message: discord.Message) -> None:
        """Ask whether the delivery that a message is part of is to go."""
        await self._begin(interaction, self._ask_to_remove(interaction, message))

    async def _begin(self, interaction: Interaction, job: Job) -> None:
        desk = self._desk
        place = place_of(interaction)
        tell = desk.telling(desk.alone(interaction), place, desk.language)
        if not desk.serves(place):
            job.close()
            job = self._show(interaction, [line_message(desk.words.not_here)])
        desk.work.start(job, tell)
        await acknowledge(interaction, ephemeral=not is_direct(interaction))

    async def _summarise(self, interaction: Interaction, message: discord.Message) -> None:
        desk = self._desk
        paper = paper_in(*_parts(message))
        if paper is None:
            await self._show(interaction, [line_message(desk.words.no_link)])
            return
        asker = desk.asker(interaction)
        summary = await summarise(desk, paper, asker)
        under = _thread_under(asker, message)
        if under is None:
            summary = summary if is_direct(interaction) else with_invitation(desk, summary)
        else:
            summary = with_share(desk, summary, paper, under)
        await self._show(interaction, summary)

    async def _ask_to_remove(self, interaction: Interaction, message: discord.Message) -> None:
        desk = self._desk
        said = line_message(desk.words.who_may_remove)
        if may_remove(desk, interaction):
            channel = place_of(interaction).surroundings
            said = await ask_to_remove(desk, channel, str(message.id))
        await self._show(interaction, [said])

    async def _show(self, interaction: Interaction, messages: list[Message]) -> None:
        desk = self._desk
        await desk.show(desk.alone(interaction), place_of(interaction), messages, key="menu")


def _thread_under(asker: Asker, message: discord.Message) -> str | None:
    """The thread that a message is in, or begins; none where the bot may not post."""
    return None if asker.direct else asker.place.thread or str(message.id)


def _parts(message: discord.Message) -> list[Any]:
    embeds = [embed.to_dict() for embed in message.embeds]
    return [message.content, [one.to_dict() for one in message.components], embeds]
