"""Tells Discord that an interaction has arrived, for which it gives three seconds.

https://docs.discord.com/developers/interactions/receiving-and-responding
"""

import asyncio
from typing import Any

import discord

from adapters.discord.wire.attempt import attempt

_LOCK = "papers_acknowledging"  # in the interaction's extras


async def acknowledge(
    interaction: discord.Interaction[Any], *, ephemeral: bool, thinking: bool = True
) -> None:
    """Defer the reply, unless something was replied or deferred already: whoever comes first.

    With `thinking` people see that there is more to come. Raises a `PlatformError`.
    """
    async with interaction.extras.setdefault(_LOCK, asyncio.Lock()):
        if not interaction.response.is_done():
            async with attempt("acknowledge an interaction"):
                await interaction.response.defer(ephemeral=ephemeral, thinking=thinking)
