"""Telling Discord which commands there are: when it has other ones, and then once."""

from typing import Any

import pytest
from discord import Message, app_commands

from adapters.discord.hearing.names import Translations, command_name
from adapters.discord.wire.client import DiscordClient
from adapters.discord.wire.sync import sync
from bot.domain.errors import NotSent, Rejected
from tests.adapters.discord.wire.bare import COMMANDS, Bare, refused


def tree_of(client: DiscordClient, day: str = "Which day") -> app_commands.CommandTree[Any]:
    """A group with a command in four languages, and something in the menu of a message."""
    client._connection._command_tree = None  # one client has one tree; a test has a newer one
    tree: app_commands.CommandTree[Any] = app_commands.CommandTree(client)
    group = app_commands.Group(name="papers", description="The day's papers")

    @group.command(name=command_name("date"), description="The digest of a day")
    @app_commands.describe(day=day)
    async def date(interaction: Any, day: app_commands.Range[str, 1, 200]) -> None:
        """Nothing."""

    @tree.context_menu(name="Remove this digest")
    @app_commands.default_permissions(manage_channels=True)
    async def remove(interaction: Any, message: Message) -> None:
        """Nothing."""

    tree.add_command(group)
    return tree


async def test_commands_that_discord_does_not_have_are_told(
    bare: Bare, client: DiscordClient
) -> None:
    """With their names in each language."""
    assert await sync(client, tree_of(client), Translations())

    papers = next(one for one in bare.commands if one["name"] == "papers")
    assert papers["options"][0]["name_localizations"]["ko"] == "날짜"


async def test_what_discord_has_is_not_told_again(bare: Bare, client: DiscordClient) -> None:
    """However it shows it; two hundred new commands a day are all that it takes."""
    await sync(client, tree_of(client), Translations())

    assert not await sync(client, tree_of(client), Translations())
    assert bare.told == 1


async def test_a_change_is_told_and_so_is_its_return(bare: Bare, client: DiscordClient) -> None:
    """Whoever goes back to the version of yesterday has to get its commands back."""
    await sync(client, tree_of(client), Translations())

    assert await sync(client, tree_of(client, "Another text"), Translations())
    assert await sync(client, tree_of(client), Translations())
    assert bare.told == 3


@pytest.mark.parametrize(
    "change",
    [
        {"name_localizations": {"ko": "논문"}},
        {"default_member_permissions": "8"},
        {"contexts": [0]},
        {"nsfw": True},
        {"options": []},
    ],
)
async def test_what_somebody_else_has_changed_is_put_right(
    bare: Bare, client: DiscordClient, change: dict[str, Any]
) -> None:
    """An older copy of the bot, or a script."""
    await sync(client, tree_of(client), Translations())
    bare.commands[0] |= change

    assert await sync(client, tree_of(client), Translations())


@pytest.mark.parametrize(
    ("answer", "kind"), [(refused(30034, 429), NotSent), (refused(50035, 400), Rejected)]
)
async def test_a_refusal_is_one_of_ours(
    bare: Bare, client: DiscordClient, answer: Any, kind: type[Exception]
) -> None:
    """So that whoever serves goes on with the commands that are there."""
    bare.next(COMMANDS, *[answer] * 2)

    with pytest.raises(kind):
        await sync(client, tree_of(client), Translations())
