"""What tests post, and where."""

from typing import Any

from adapters.discord.platform import DiscordPlatform
from bot.domain.message import Message, Paragraph, Span
from bot.domain.place import Place, PostRef
from tests.servers.discord.channels import Channel


def message(text: str, *blocks: Any, **fields: Any) -> Message:
    """A paragraph, and what stands below it."""
    return Message(summary=text, blocks=(Paragraph(text=(Span(text=text),)), *blocks), **fields)


def place(channel: Channel, thread: str | None = None) -> Place:
    """A channel of the loopback as the core knows it."""
    server = channel.guild.id if channel.guild else "@me"
    return Place(platform="discord", workspace=server, channel=channel.id, thread=thread)


async def digest(platform: DiscordPlatform, channel: Channel) -> tuple[PostRef, Place]:
    """A message with a thread, and the place in the thread."""
    header = await platform.post(place(channel), message("five papers"), "header")
    await platform.begin_thread(header, "2026-02-16")
    return header, place(channel, header.id)
