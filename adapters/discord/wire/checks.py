"""Whether Discord is set up as the bot needs it, for `papers doctor`: each with the way to mend it."""

from collections.abc import AsyncIterator

import discord

from adapters.discord.settings import DiscordSettings
from adapters.discord.wire.attempt import attempt
from adapters.discord.wire.client import DiscordClient, open_client
from adapters.discord.wire.invite import lacking
from bot.domain.errors import PlatformError, PlatformProblem
from bot.ports.inbound import Check

_MENDS = {
    PlatformProblem.NO_CHANNEL: "take it out of DISCORD_CHANNELS, or papers discord invite",
    PlatformProblem.NO_PERMISSION: "Edit Channel, Permissions: add the bot, allow View Channel",
}


async def examine(settings: DiscordSettings) -> AsyncIterator[Check]:
    """The token, the way that Discord is heard, and the channels of the allow-list."""
    try:
        async with open_client(settings) as client:
            yield _bot(client)
            yield await _gateway(client)
            yield _contents(settings, client)
            for channel in sorted(settings.discord_channels):
                yield await _channel(client, channel)
    except PlatformError as error:
        yield _failure("discord", error, "see DISCORD_TOKEN: Bot, Reset Token gives a new one")


def _bot(client: DiscordClient) -> Check:
    application = client.application
    servers = (application and application.approximate_guild_count) or 0
    if not servers:
        return Check(
            name="discord",
            state="warning",
            finding=f"the bot is @{client.user}, in no server yet",
            mend="papers discord invite prints the link that adds it to one",
        )
    what = f"the bot is @{client.user}, in {servers} server{'s' if servers > 1 else ''}"
    return _good("discord", what)


async def _gateway(client: DiscordClient) -> Check:
    if client.application and client.application.interactions_endpoint_url:
        return Check(
            name="discord events",
            state="failure",
            finding="Discord sends commands and buttons to a web address",
            mend="General Information: empty Interactions Endpoint URL",
        )
    try:
        async with attempt("find the gateway"):
            wanted, _, limits = await client.http.get_bot_gateway()
    except PlatformError as error:
        return _failure("discord events", error, None)
    connections = client.shard_count or wanted
    told = f"connections: {connections}; sessions left today: {limits['remaining']}"
    if limits["remaining"] < connections:
        return Check(name="discord events", state="failure", finding=told, mend="wait a day")
    return _good("discord events", told)


def _contents(settings: DiscordSettings, client: DiscordClient) -> Check:
    """Under 10,000 people the intent is "limited", which is no less."""
    flags = client.application.flags if client.application else discord.ApplicationFlags()
    allowed = flags.gateway_message_content or flags.gateway_message_content_limited
    if not settings.discord_message_content:
        heard = "it hears mentions, replies, buttons and commands (DISCORD_MESSAGE_CONTENT)"
        return _good("discord intents", heard)
    if not allowed:
        return Check(
            name="discord intents",
            state="failure",
            finding="DISCORD_MESSAGE_CONTENT is set, and Discord does not allow it",
            mend="Bot, Privileged Gateway Intents: switch Message Content Intent on",
        )
    return _good("discord intents", "it hears questions in its threads without a mention too")


async def _channel(client: DiscordClient, channel: str) -> Check:
    """What the bot may do there is not told: it follows from roles and the channel's settings."""
    try:
        async with attempt("look the channel up"):
            found = await client.fetch_channel(int(channel))
            if not isinstance(found, discord.abc.GuildChannel):
                return _not_one(channel)
            guild = await client.fetch_guild(found.guild.id, with_counts=False)
            me = await guild.fetch_member(client.user.id) if client.user else guild.me
            there = await guild.fetch_channel(found.id)
            lacks = lacking(there.permissions_for(me))
    except PlatformError as error:
        return _failure(channel, error, _MENDS.get(error.problem))
    if lacks:
        return Check(
            name=channel,
            state="failure",
            finding=f"the bot lacks there: {', '.join(lacks)}",
            mend="Edit Channel, Permissions: add the bot and allow them",
        )
    return _good(channel, "the bot may do all that it needs in this channel of Discord's")


def _not_one(channel: str) -> Check:
    return Check(
        name=channel,
        state="failure",
        finding="this is no channel of a server",
        mend="take it out of DISCORD_CHANNELS",
    )


def _good(name: str, finding: str) -> Check:
    return Check(name=name, state="good", finding=finding)


def _failure(name: str, error: PlatformError, mend: str | None) -> Check:
    return Check(name=name, state="failure", finding=str(error), mend=mend)
