"""Whether Slack is set up as the bot needs it, for `papers doctor`: each with the way to mend it."""

from collections.abc import AsyncIterator

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.manifest import scopes
from adapters.slack.settings import SlackSettings
from adapters.slack.wire.client import open_client
from adapters.slack.wire.errors import as_ours
from adapters.slack.wire.installation import Installation, find_installation, socket_address
from bot.domain.errors import PlatformError, PlatformProblem, SettingsError
from bot.ports.inbound import Check

_MENDS = {
    PlatformProblem.NOT_A_MEMBER: "type /invite @{bot} in that channel",
    PlatformProblem.NO_CHANNEL: "see SLACK_CHANNELS; into a private channel /invite @{bot} first",
    PlatformProblem.ARCHIVED: "take it out of SLACK_CHANNELS",
}
_REINSTALL = (
    "api.slack.com/apps, App Manifest: paste papers slack manifest, then Install App, Reinstall"
)


async def examine(settings: SlackSettings) -> AsyncIterator[Check]:
    """The token, its scopes, the way that Slack is heard, and the channels of the allow-list."""
    async with open_client(settings.bot_token, settings.api_url) as client:
        try:
            bot = await find_installation(client)
        except PlatformError as error:
            mend = "see SLACK_BOT_TOKEN: OAuth & Permissions has it, after Install to Workspace"
            yield _failure("slack", error, mend)
            return
        where = f"{bot.workspace} ({bot.workspace_name})" if bot.workspace_name else bot.workspace
        yield _good("slack", f"the bot is @{bot.bot_name} in {where}")
        yield _scopes(bot)
        yield await _listening(client, settings)
        for channel in sorted(settings.slack_channels):
            yield await _channel(client, channel, bot)


def _scopes(bot: Installation) -> Check:
    lacking = sorted(scopes() - bot.scopes)
    if lacking:
        return Check(
            name="slack scopes",
            state="failure",
            finding=f"lacking: {', '.join(lacking)}",
            mend=_REINSTALL,
        )
    return _good("slack scopes", "all are granted")


async def _listening(client: AsyncWebClient, settings: SlackSettings) -> Check:
    try:
        if settings.mode == "http":
            address = f"{settings.slack_http_host}:{settings.slack_http_port}"
            return _good("slack events", f"by HTTP; papers serve listens on {address}")
        await socket_address(client, settings.app_token)
    except SettingsError as error:
        return Check(
            name="slack events",
            state="warning",
            finding=f"papers post works, papers serve does not: {error}",
        )
    except PlatformError as error:
        mend = "see SLACK_APP_TOKEN: Basic Information, App-Level Tokens, with connections:write"
        return _failure("slack events", error, mend)
    return _good("slack events", "by Socket Mode; the app-level token works")


async def _channel(client: AsyncWebClient, channel: str, bot: Installation) -> Check:
    try:
        with as_ours("conversations.history"):
            await client.conversations_history(channel=channel, limit=1)
    except PlatformError as error:
        mend = _MENDS.get(error.problem)
        return _failure(channel, error, mend.format(bot=bot.bot_name) if mend else None)
    return _good(channel, "the bot is in this channel of Slack's")


def _good(name: str, finding: str) -> Check:
    return Check(name=name, state="good", finding=finding)


def _failure(name: str, error: PlatformError, mend: str | None) -> Check:
    return Check(name=name, state="failure", finding=str(error), mend=mend)
