"""What Discord brings, and who hears it. The intents ask for exactly this."""

import sys
from typing import Any, cast

import discord
from discord import app_commands

from adapters.discord.hearing.buttons import Buttons, custom_id_of
from adapters.discord.hearing.commands import Commands
from adapters.discord.hearing.desk import Desk, Interaction
from adapters.discord.hearing.given import GivenCommands
from adapters.discord.hearing.incoming import place_of
from adapters.discord.hearing.menus import Menus
from adapters.discord.hearing.messages import Messages
from adapters.discord.hearing.modal import Modal, text_in
from adapters.discord.hearing.names import menu_name
from adapters.discord.wire.client import DiscordClient
from bot.chat.work import Job, log_failure

Tree = app_commands.CommandTree[DiscordClient]
_BY_BOT = app_commands.AppInstallationType(guild=True, user=False)
_BY_ALL = app_commands.AppInstallationType(guild=True, user=True)
_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
_EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)


def register(client: DiscordClient, desk: Desk) -> Tree:
    """Let the desk hear all that Discord brings; gives the commands that it is to know."""
    messages = Messages(desk)
    _hear_messages(client, messages, desk)
    _hear_servers(client, messages, desk)
    _hear_interactions(client, desk)
    tree = app_commands.CommandTree(client)
    tree.add_command(Commands(desk.app, GivenCommands(desk).hear))
    _add_menus(tree, Menus(desk))

    @tree.error
    async def on_error(interaction: Interaction, error: app_commands.AppCommandError) -> None:
        """What a command raises, most of all that Discord has other commands than we."""
        cause = getattr(error, "original", error)
        log_failure(cause)
        await _telling(desk, interaction)(cause)

    return tree


def _hear_messages(client: DiscordClient, messages: Messages, desk: Desk) -> None:
    @client.event
    async def on_message(message: discord.Message) -> None:
        _start(desk, messages.hear(message))

    @client.event
    async def on_raw_message_edit(event: discord.RawMessageUpdateEvent) -> None:
        _start(desk, messages.hear(event.message))

    @client.event
    async def on_raw_message_delete(event: discord.RawMessageDeleteEvent) -> None:
        _start(desk, messages.deleted(event.channel_id, event.message_id))

    @client.event
    async def on_raw_bulk_message_delete(event: discord.RawBulkMessageDeleteEvent) -> None:
        for message in event.message_ids:
            _start(desk, messages.deleted(event.channel_id, message))


def _hear_servers(client: DiscordClient, messages: Messages, desk: Desk) -> None:
    @client.event
    async def on_shard_ready(shard: int) -> None:
        _start(desk, messages.session_begun(shard))

    @client.event
    async def on_raw_thread_delete(event: discord.RawThreadDeleteEvent) -> None:
        _start(desk, messages.thread_deleted(event.thread_id, event.parent_id, event.guild_id))

    @client.event
    async def on_guild_remove(server: discord.Guild) -> None:
        _start(desk, messages.left(server.id))

    @client.event
    async def on_error(_event: str, *_: Any) -> None:
        if isinstance(error := sys.exception(), Exception):
            log_failure(error)


def _hear_interactions(client: DiscordClient, desk: Desk) -> None:
    modal = Modal(desk)
    buttons = Buttons(desk, modal)

    @client.event
    async def on_interaction(interaction: Interaction) -> None:
        """Commands are the tree's."""
        if interaction.type is discord.InteractionType.component:
            _start(desk, buttons.press(interaction), interaction)
        elif interaction.type is discord.InteractionType.modal_submit:
            name = custom_id_of(interaction)
            if modal.is_ours(name):
                written = text_in(cast("dict[str, Any]", interaction.data).get("components"))
                _start(desk, modal.submit(interaction, name, written), interaction)


def _add_menus(tree: Tree, menus: Menus) -> None:
    async def summarise(interaction: Interaction, message: discord.Message) -> None:
        await menus.summarise(interaction, message)

    async def remove(interaction: Interaction, message: discord.Message) -> None:
        await menus.remove(interaction, message)

    summary = app_commands.ContextMenu(
        name=menu_name("summarise"),
        callback=summarise,
        allowed_contexts=_EVERYWHERE,
        allowed_installs=_BY_ALL,
    )
    removal = app_commands.ContextMenu(
        name=menu_name("remove"),
        callback=remove,
        allowed_contexts=_SERVERS,
        allowed_installs=_BY_BOT,
    )
    removal.default_permissions = discord.Permissions(manage_channels=True)
    tree.add_command(summary)
    tree.add_command(removal)


def _start(desk: Desk, job: Job, interaction: Interaction | None = None) -> None:
    """Hear it beside everything else, to be ended in good order; whoever waits is told of failures."""
    if desk.work.closed:
        job.close()
        return
    desk.work.start(job, _telling(desk, interaction) if interaction else None)


def _telling(desk: Desk, interaction: Interaction) -> Any:
    return desk.telling(desk.alone(interaction), place_of(interaction), desk.language)
