"""The adapter: logs in to Discord, hears it by its gateway, and ends in good order."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import discord
import structlog

from adapters.discord.hearing.desk import Desk
from adapters.discord.hearing.incoming import PLATFORM
from adapters.discord.hearing.names import Translations
from adapters.discord.listeners import Tree, register
from adapters.discord.platform import DiscordPlatform
from adapters.discord.posting.rooms import DIRECT
from adapters.discord.settings import DiscordSettings
from adapters.discord.wire.attempt import attempt
from adapters.discord.wire.checks import examine
from adapters.discord.wire.client import DiscordClient, open_client
from adapters.discord.wire.gateway import hear
from adapters.discord.wire.sync import sync
from bot.chat.patiently import patiently
from bot.chat.work import Work
from bot.domain.errors import Gone, InDoubt, NotSent, PlatformProblem, Rejected
from bot.domain.place import Place
from bot.ports.adapter import Connection
from bot.ports.inbound import Check, EntryWish, PapersApp

_LAST = 15.0  # seconds that work under way has when all is to end, besides 3 s for the gateway

_log = structlog.get_logger()


class DiscordAdapter:
    """Discord, as the settings name it."""

    def __init__(self, settings: DiscordSettings) -> None:
        self._settings = settings

    @property
    def secrets(self) -> tuple[str, ...]:
        """Values that must never be shown."""
        return self._settings.secrets

    @asynccontextmanager
    async def open(self, app: PapersApp) -> AsyncIterator[Connection]:
        """Log in. Raises `ShutOut` for a wrong token, `NotSent` when Discord does not answer."""
        async with open_client(self._settings) as client:
            yield DiscordConnection(self._settings, client, app)

    def check(self) -> AsyncIterator[Check]:
        """Whether everything needed is there and works."""
        return examine(self._settings)


class DiscordConnection:
    """All servers that the bot is in, with the token found good."""

    def __init__(self, settings: DiscordSettings, client: DiscordClient, app: PapersApp) -> None:
        self._settings = settings
        self._client = client
        self._app = app
        self._work = Work()
        self.platform = DiscordPlatform(client, app.clock)

    async def place(self, channel: str) -> Place:
        """A channel by its id, with its server. Raises `Gone` for none that the bot may see."""
        what = "look the channel up"
        if not (channel.isascii() and channel.isdecimal()):
            told = f"{what}: it takes an id such as 41771983423143937 (Developer Mode shows it)"
            raise Gone(told, problem=PlatformProblem.NO_CHANNEL)
        async with attempt(what):
            found = await self._client.fetch_channel(int(channel))
        if isinstance(found, discord.Thread):
            told = f"{what}: it is a thread; a digest goes to a channel or a forum"
            raise Gone(told, problem=PlatformProblem.NO_CHANNEL)
        server = DIRECT if isinstance(found, discord.abc.PrivateChannel) else found.guild.id
        return Place(platform=PLATFORM, workspace=str(server), channel=channel)

    async def serve(self, ready: Callable[[str], None], stop: asyncio.Event) -> None:
        """Hear and answer until `stop` is set, then finish what is in flight, at most 18 s.

        Raises `ShutOut` when Discord knows us no more, `NotSent` when it cannot be heard,
        `SettingsError` when Discord wants other settings.
        """
        tree = register(self._client, self._desk())

        def begun() -> None:
            ready(self._name)
            self._work.start(self._sync(tree))

        hearing = asyncio.create_task(hear(self._client, begun, stop))
        shut_out = asyncio.create_task(self._work.until_shut_out())
        try:
            await asyncio.wait([hearing, shut_out], return_when=asyncio.FIRST_COMPLETED)
            if shut_out.done():
                raise shut_out.result()
            await hearing
        finally:
            for task in (hearing, shut_out):
                task.cancel()
            await asyncio.gather(hearing, shut_out, return_exceptions=True)
            await self._work.drain(_LAST if stop.is_set() else 0)

    async def _sync(self, tree: Tree) -> None:
        """Without it the commands of the last start stay, which is less bad than not to serve."""
        try:
            await patiently(self._app.clock, lambda: sync(self._client, tree, Translations()))
        except (NotSent, InDoubt, Gone, Rejected) as error:
            _log.warning("Discord does not take the commands", reason=str(error))

    @property
    def _name(self) -> str:
        servers, shards = len(self._client.guilds), self._client.shard_count or 1
        where = f"{servers} server{'' if servers == 1 else 's'}"
        by = f" by {shards} connections" if shards > 1 else ""
        return f"connected as @{self._client.user} to {where}{by}"

    def _desk(self) -> Desk:
        return Desk(
            app=self._app,
            platform=self.platform,
            work=self._work,
            name=PLATFORM,
            language=self._app.language(EntryWish()),
            client=self._client,
            channels=self._settings.discord_channels,
            managers=self._settings.discord_managers,
        )
