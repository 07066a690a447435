"""The adapter: opens Slack's Web API, hears it by Socket Mode or HTTP, and ends in good order."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.hearing.desk import Desk
from adapters.slack.hearing.incoming import PLATFORM
from adapters.slack.listeners import register
from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from adapters.slack.wire.calls import Calls
from adapters.slack.wire.checks import examine
from adapters.slack.wire.client import open_client
from adapters.slack.wire.http import Door, listening
from adapters.slack.wire.installation import Installation, find_installation, socket_address
from adapters.slack.wire.socket_mode import Sockets
from bot.chat.work import Work
from bot.domain.place import Place
from bot.ports.adapter import Connection
from bot.ports.inbound import Check, EntryWish, PapersApp

_LAST = 18.0  # seconds that work under way has when all is to end
_LAST_WORDS = 5.0  # seconds to hear why nothing works any more

_log = structlog.get_logger()

# Below errors bolt logs the payloads that nobody listens to.
_bolt_log = logging.getLogger("slack_bolt")
_bolt_log.setLevel(logging.ERROR)


class SlackAdapter:
    """Slack, as the settings name it."""

    def __init__(self, settings: SlackSettings) -> None:
        self._settings = settings

    @property
    def secrets(self) -> tuple[str, ...]:
        """Values that must never be shown."""
        return self._settings.secrets

    @asynccontextmanager
    async def open(self, app: PapersApp) -> AsyncIterator[Connection]:
        """Connect. Raises `ShutOut` for a wrong token, `NotSent` when Slack does not answer."""
        async with open_client(self._settings.bot_token, self._settings.api_url) as client:
            installed = await find_installation(client)
            yield SlackConnection(self._settings, client, installed, app)

    def check(self) -> AsyncIterator[Check]:
        """Whether everything needed is there and works."""
        return examine(self._settings)


class SlackConnection:
    """A workspace, with the token found good."""

    def __init__(
        self,
        settings: SlackSettings,
        client: AsyncWebClient,
        installed: Installation,
        app: PapersApp,
    ) -> None:
        self._settings = settings
        self._client = client
        self._installed = installed
        self._app = app
        self._work = Work()
        self._calls = Calls(client, app.clock)
        self._workspace = installed.workspace
        self.platform = SlackPlatform(self._calls, installed.bot_id)

    async def place(self, channel: str) -> Place:
        """A channel of the workspace that the token is for, unasked."""
        return Place(platform=PLATFORM, workspace=self._workspace, channel=channel)

    async def serve(self, ready: Callable[[str], None], stop: asyncio.Event) -> None:
        """Hear and answer until `stop` is set, then finish what is in flight, at most 18 s.

        Raises `ShutOut` when Slack knows us no more, `SettingsError` when what hearing needs is
        not set or cannot be had.
        """
        hear = self._by_socket if self._settings.mode == "socket" else self._by_http
        hearing = asyncio.create_task(hear(self._bolt(), ready, stop))
        shut_out = asyncio.create_task(self._work.until_shut_out())
        try:
            await asyncio.wait([hearing, shut_out], return_when=asyncio.FIRST_COMPLETED)
            if shut_out.done():
                await self._hear_out(hearing)
                raise shut_out.result()
            await hearing
        finally:
            for task in (hearing, shut_out):
                task.cancel()
            await asyncio.gather(hearing, shut_out, return_exceptions=True)
            await self._work.drain(_LAST if stop.is_set() else 0)

    async def _hear_out(self, hearing: asyncio.Task[None]) -> None:
        """That the app was removed is told in two events and by every call, in any order.

        https://docs.slack.dev/reference/events/app_uninstalled
        """
        pause = asyncio.create_task(self._calls.clock.sleep(_LAST_WORDS))
        await asyncio.wait([hearing, pause], return_when=asyncio.FIRST_COMPLETED)
        pause.cancel()

    async def _by_socket(
        self, bolt: AsyncApp, ready: Callable[[str], None], stop: asyncio.Event
    ) -> None:
        async def receive(socket: SocketModeClient, envelope: SocketModeRequest) -> None:
            begun = time.time()
            answer = _acknowledged(await run_async_bolt_app(bolt, envelope))
            try:
                await send_async_response(socket, envelope, answer, begun)
            except ConnectionError:
                _log.info("not acknowledged: the socket broke; Slack brings it again")

        async def address() -> str:
            return await socket_address(self._client, self._settings.app_token)

        sockets = Sockets(self._client, self._settings.app_token, receive, address)
        await sockets.serve(lambda: ready(f"{self._name} by Socket Mode"), stop)

    async def _by_http(
        self, bolt: AsyncApp, ready: Callable[[str], None], stop: asyncio.Event
    ) -> None:
        async def receive(request: AsyncBoltRequest) -> BoltResponse:
            return _acknowledged(await bolt.async_dispatch(request))

        door = Door(receive, self._settings.signing_secret)
        host, port = self._settings.slack_http_host, self._settings.slack_http_port
        async with listening(door, host, port) as address:
            ready(f"{self._name} by HTTP at {address}")
            await stop.wait()

    @property
    def _name(self) -> str:
        return f"connected to {self._workspace} as @{self._installed.bot_name}"

    def _bolt(self) -> AsyncApp:
        """The app of Bolt's with our listeners.

        The token was found good when the client was opened, so no event asks for it again.
        """
        bot = self._installed

        async def authorize() -> AuthorizeResult:
            return AuthorizeResult(
                enterprise_id=None,
                team_id=bot.workspace,
                bot_id=bot.bot_id,
                bot_user_id=bot.bot_user,
                bot_token=self._client.token,
            )

        bolt = AsyncApp(
            name="papers",
            logger=_bolt_log,
            client=self._client,
            authorize=authorize,
            process_before_response=True,
            request_verification_enabled=False,  # http.py does it, before anything is parsed
            ssl_check_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        register(bolt, self._desk())
        return bolt

    def _desk(self) -> Desk:
        return Desk(
            name=PLATFORM,
            app=self._app,
            platform=self.platform,
            calls=self._calls,
            work=self._work,
            workspace=self._workspace,
            bot_user=self._installed.bot_user,
            language=self._app.language(EntryWish()),
            channels=self._settings.slack_channels,
            managers=self._settings.slack_managers,
        )


def _acknowledged(answer: BoltResponse) -> BoltResponse:
    """What nobody listens to has arrived all the same: Slack need not bring it again."""
    return BoltResponse(status=200) if answer.status == 404 else answer
