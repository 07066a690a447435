"""What all of Discord's listeners work with: the shared desk, and what is Discord's of it."""

from dataclasses import dataclass
from typing import Any, ClassVar

import discord

from adapters.discord.hearing.incoming import place_in, place_of
from adapters.discord.platform import DiscordPlatform
from adapters.discord.posting.private import PrivatePlatform
from adapters.discord.posting.rooms import DIRECT
from adapters.discord.wire.attempt import attempt
from bot.chat import desk
from bot.domain.place import Place
from bot.ports.inbound import Asker

Interaction = discord.Interaction[Any]


@dataclass(frozen=True)
class Desk(desk.Desk):
    """The product, the bot's client, and who may do what. No `channels`: every one."""

    same_everywhere: ClassVar[bool] = True
    platform: DiscordPlatform
    client: discord.Client
    channels: frozenset[str] = frozenset()
    managers: frozenset[str] = frozenset()

    @property
    def us(self) -> discord.ClientUser:
        """The bot itself."""
        if self.client.user is None:
            raise RuntimeError("the client has not logged in")
        return self.client.user

    def serves(self, place: Place) -> bool:
        """Whether the bot is at work in a channel and its threads."""
        return not self.channels or place.channel in self.channels or place.workspace == DIRECT

    async def place(self, channel: int, message: str | None = None) -> Place | None:
        """A channel or thread by its id; Discord is asked about one that is not known.

        `message` is what is to begin a thread outside of them. Raises a `PlatformError`.
        """
        found: object = self.client.get_channel(channel)
        if found is None:
            async with attempt("look a channel up"):
                found = await self.client.fetch_channel(channel)
        return place_in(found, message)

    def asker(self, interaction: Interaction) -> Asker:
        """Who used the bot, and where. Shown alone: what cannot be posted where they are."""
        return Asker(
            place=place_of(interaction),
            author=str(interaction.user.id),
            language=self.language,
            direct=not _may_post(interaction),
            same_everywhere=self.same_everywhere,
        )

    def alone(self, interaction: Interaction) -> PrivatePlatform:
        """What whoever an interaction is of is told: in direct messages by ordinary messages."""
        return self.platform.private(interaction, ephemeral=not is_direct(interaction))


def is_direct(interaction: Interaction) -> bool:
    """Whether it came from the direct messages with the bot."""
    return interaction.guild_id is None and interaction.context.dm_channel


def _may_post(interaction: Interaction) -> bool:
    """Whether the bot is in the server and may post there, and whoever asks may write there."""
    if interaction.guild_id is None or not interaction.is_guild_integration():
        return False
    in_thread = isinstance(interaction.channel, discord.Thread)
    ours, theirs = interaction.app_permissions, interaction.permissions
    writes = theirs.send_messages_in_threads if in_thread else theirs.send_messages
    return bool(ours.view_channel and ours.send_messages and ours.create_public_threads and writes)
