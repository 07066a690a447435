"""Just enough of Discord to log in; everything else is scripted."""

import json
from typing import Any

from aiohttp import web

from adapters.discord.settings import DiscordSettings
from tests.adapters.discord.test_settings import TOKEN
from tests.servers.loopback import Answer, Loopback

__all__ = ["APPLICATION", "BOT", "TOKEN", "Bare", "refused", "told"]

BOT = {"id": "118000000000000001", "username": "papers", "discriminator": "0", "avatar": None}
APPLICATION = {
    "id": "118000000000000002",
    "name": "papers",
    "description": "",
    "icon": None,
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "",
    "flags": 0,
    "owner": BOT,
}


def told(with_status: int, content: object, **headers: str) -> Answer:
    """An answer in Discord's own form: its content type names no charset."""

    async def answer(_: web.Request) -> web.StreamResponse:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(
            status=with_status,
            body=json.dumps(content).encode(),
            content_type="application/json",
            headers=sent,
        )

    return answer


def refused(code: int, with_status: int, **more: Any) -> Answer:
    """Discord's own way to refuse."""
    return told(with_status, {"code": code, "message": "words of Discord's", **more})


COMMANDS = f"/api/v10/applications/{APPLICATION['id']}/commands"
_ADDED = {"id": "1", "version": "7", "description": "", "default_permission": True}


class Bare(Loopback):
    """Who the bot is, what its application is, and which commands it has told."""

    def __init__(self) -> None:
        super().__init__()
        self.commands: list[dict[str, Any]] = []
        self.told = 0
        self.app.router.add_get(COMMANDS, self._show)
        self.app.router.add_put(COMMANDS, self._take)
        self.application: dict[str, Any] = dict(APPLICATION)
        self.app.router.add_get("/api/v10/users/@me", told(200, BOT))
        self.app.router.add_get("/api/v10/oauth2/applications/@me", self._application)

    @property
    def settings(self) -> DiscordSettings:
        """Those of a bot that is at home here."""
        return DiscordSettings(discord_token=TOKEN, discord_api_url=self.url)

    async def _application(self, request: web.Request) -> web.StreamResponse:
        return await told(200, self.application)(request)

    async def _show(self, request: web.Request) -> web.StreamResponse:
        assert request.query["with_localizations"] == "true"
        return await told(200, [_shown(one) for one in reversed(self.commands)])(request)

    async def _take(self, request: web.Request) -> web.StreamResponse:
        self.told += 1
        self.commands = json.loads(await request.read())
        return await told(200, self.commands)(request)


def _shown(command: dict[str, Any]) -> dict[str, Any]:
    """With things of Discord's own, and without what says nothing."""
    shown = {key: value for key, value in command.items() if value not in (False, [])}
    if "options" in command:
        shown["options"] = [_shown(option) for option in command["options"]]
    if command.get("default_member_permissions"):
        shown["default_member_permissions"] = str(command["default_member_permissions"])
    return {**_ADDED, **shown}
