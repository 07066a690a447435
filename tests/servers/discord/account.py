"""The REST API of the application itself: who it is, its commands, where its gateway is.

https://docs.discord.com/developers/resources/application
"""

from typing import Any

from aiohttp import web

from tests.servers.discord.definitions import check_commands
from tests.servers.discord.refusals import unknown_application
from tests.servers.discord.routes import Route
from tests.servers.discord.world import World

Payload = dict[str, Any]


class Account:
    """`gateway` is the address that `GET /gateway/bot` tells."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.gateway = ""

    def routes(self) -> list[Route]:
        """The calls that are answered here."""
        commands = "/applications/{application}/commands"
        return [
            Route("GET", "/users/@me", self._me),
            Route("GET", "/oauth2/applications/@me", self._application),
            Route("GET", "/applications/@me", self._application),
            Route("GET", "/gateway/bot", self._gateway),
            Route("GET", commands, self._commands),
            Route("PUT", commands, self._register),
        ]

    def _me(self, _: web.Request, __: Payload) -> Payload:
        return self.world.application.bot.wire() | {"verified": True, "mfa_enabled": False}

    def _application(self, _: web.Request, __: Payload) -> Payload:
        app = self.world.application
        return {
            "id": app.id, "name": "papers", "icon": None, "description": "", "bot_public": True,
            "bot_require_code_grant": False, "verify_key": "0" * 64, "flags": app.flags,
            "owner": self.world.user("owner").wire(), "team": None, "summary": "",
            "approximate_guild_count": len(self.world.guilds), "install_params": None,
            "redirect_uris": [], "interactions_endpoint_url": None,
            "role_connections_verification_url": None,
        }  # fmt: skip

    def _gateway(self, _: web.Request, __: Payload) -> Payload:
        app = self.world.application
        limit = {
            "total": 1_000, "remaining": app.sessions_left, "reset_after": 3_600_000,
            "max_concurrency": app.max_concurrency,
        }  # fmt: skip
        return {"url": self.gateway, "shards": app.shards, "session_start_limit": limit}

    def _commands(self, request: web.Request, _: Payload) -> list[Payload]:
        self._check(request)
        return self.world.application.commands

    def _register(self, request: web.Request, body: Payload) -> list[Payload]:
        """Those with the name of an older one keep its id, as menus that are open need."""
        self._check(request)
        commands = body.get("all")
        check_commands(commands)
        app = self.world.application
        known = {(one["type"], one["name"]): one["id"] for one in app.commands}
        app.commands = [self._kept(one, known) for one in commands or []]
        app.syncs += 1
        return app.commands

    def _check(self, request: web.Request) -> None:
        if request.match_info["application"] != self.world.application.id:
            raise unknown_application()

    def _kept(self, one: Payload, known: dict[tuple[int, str], str]) -> Payload:
        kept: Payload = {"type": 1, "description": "", "nsfw": False, "default_permission": True}
        kept |= one
        kept |= {
            "application_id": self.world.application.id,
            "version": self.world.snowflake(),
            "id": known.get((kept["type"], kept["name"])) or self.world.snowflake(),
        }
        return kept
