"""Whose token it is: the workspace, the bot, and what it may do."""

from typing import NamedTuple

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.wire.errors import as_ours
from bot.domain.errors import InDoubt, NotSent


class Installation(NamedTuple):
    """The app in its workspace; `scopes` are those that were granted at the last installation."""

    workspace: str
    workspace_name: str
    bot_user: str
    bot_name: str
    bot_id: str
    scopes: frozenset[str]


async def find_installation(client: AsyncWebClient) -> Installation:
    """Ask Slack whose token it is. Raises `ShutOut` for a wrong one, `NotSent`.

    https://docs.slack.dev/reference/methods/auth.test
    """
    try:
        with as_ours("auth.test"):
            told = await client.auth_test()
            granted = told.headers.get("x-oauth-scopes", "")
            return Installation(
                workspace=str(told["team_id"]),
                workspace_name=str(told.get("team", "")),
                bot_user=str(told["user_id"]),
                bot_name=str(told.get("user", "")),
                bot_id=str(told.get("bot_id", "")),
                scopes=frozenset(one.strip() for one in granted.split(",") if one.strip()),
            )
    except InDoubt as error:
        raise NotSent(str(error), problem=error.problem) from error


async def socket_address(client: AsyncWebClient, app_token: str) -> str:
    """A new address for Socket Mode, good for one connection. Raises a `PlatformError`.

    https://docs.slack.dev/reference/methods/apps.connections.open
    """
    try:
        with as_ours("apps.connections.open"):
            return str((await client.apps_connections_open(app_token=app_token))["url"])
    except InDoubt as error:
        raise NotSent(str(error), problem=error.problem) from error
