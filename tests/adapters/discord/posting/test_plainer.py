"""What Discord refuses of a message, said more plainly."""

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.discord.posting.marks import mark_of
from bot.domain.message import Image, Paragraph, Span
from tests.adapters.discord.posted import message, place
from tests.servers.discord import faults, refusals
from tests.servers.discord.channels import Channel
from tests.servers.discord.server import Discord

PICTURE = Image(url="https://cdn.example/shears.png", alt="Shears, its thumbnail")


@pytest.mark.parametrize("edited", [False, True])
async def test_a_picture_that_discord_refuses_is_left_out(
    discord: Discord, platform: DiscordPlatform, team: Channel, *, edited: bool
) -> None:
    """A thumbnail must not cost the digest, nor post it twice."""
    ref = await platform.post(place(team), message("a paper"), "key")
    refused = faults.refused(refusals.invalid("components.1.items.0", "URL_TYPE_INVALID", "no"))
    discord.fail("edit" if edited else "send", refused)

    if edited:
        await platform.edit(ref, message("a paper, revised", PICTURE))
    else:
        ref = await platform.post(place(team), message("a paper, revised", PICTURE), "other")

    assert team.messages[ref.id].words == "a paper, revised"
    assert team.messages[ref.id].components[0]["id"] == mark_of("key" if edited else "other")


async def test_where_no_layout_is_taken_the_words_are(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """And what has become words by that can become a layout again."""
    refused = faults.refused(refusals.invalid("components", "UNION_TYPE_CHOICES", "no"))
    discord.fail("send", refused, refused)

    ref = await platform.post(place(team), message("a paper"), "key")
    assert team.messages[ref.id].content == "a paper"
    await platform.edit(ref, message("a paper, revised"))

    assert team.messages[ref.id].content == ""
    assert team.messages[ref.id].words == "a paper, revised"


async def test_a_link_that_discord_blocks_does_not_cost_an_answer(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """A project's page may stand on a list of harmful ones; its words do not."""
    linked = Paragraph(text=(Span(text="project page", link="https://shears.example/"),))
    blocked = refusals.Refusal(400, 240000, "Message blocked by harmful links filter")
    discord.fail("send", faults.refused(blocked))

    ref = await platform.post(place(team), message("a paper", linked), "key")

    assert team.messages[ref.id].words == "a paper\nproject page"
