"""The REST API of interactions: the first answer to one, and what follows by its token.

https://docs.discord.com/developers/interactions/receiving-and-responding#endpoints
"""

from typing import Any

from aiohttp import web

from tests.servers.discord.interactions import MESSAGE, UPDATE, Interactions
from tests.servers.discord.messages import EPHEMERAL, Message
from tests.servers.discord.refusals import unknown_webhook
from tests.servers.discord.routes import Route, number
from tests.servers.discord.world import World

Payload = dict[str, Any]


class Answers:
    """What `interactions` holds is changed by these calls."""

    def __init__(self, world: World, interactions: Interactions) -> None:
        self.world = world
        self.interactions = interactions

    def routes(self) -> list[Route]:
        """The calls that are answered here; none of them needs the app's own token."""
        hook = "/webhooks/{application}/{token}"
        message = hook + "/messages/{message}"
        return [
            Route("POST", "/interactions/{id}/{token}/callback", self._respond, by_token=True),
            Route("POST", hook, self._follow_up, "hook", by_token=True),
            Route("GET", message, self._reply, "hook", by_token=True),
            Route("PATCH", message, self._edit_reply, "hook", by_token=True),
            Route("DELETE", message, self._delete_reply, "hook", by_token=True),
        ]

    def _respond(self, request: web.Request, body: Payload) -> Payload | None:
        at = request.match_info
        found = self.interactions.answer(number(at["id"], "interaction_id"), at["token"], body)
        if request.query.get("with_response") not in {"true", "True", "1"}:
            return None
        told: Payload = {"id": found.id, "type": found.kind}
        resource: Payload = {"type": body["type"]}
        if (original := found.original) is not None:
            told |= {
                "response_message_id": original.id,
                "response_message_loading": found.thinks,
                "response_message_ephemeral": bool(original.flags & EPHEMERAL),
            }
            if body["type"] in {MESSAGE, UPDATE}:
                resource["message"] = original.wire()
        return {"interaction": told, "resource": resource}

    def _follow_up(self, request: web.Request, body: Payload) -> Payload:
        return self.interactions.follow_up(self._token(request), body).wire()

    def _reply(self, request: web.Request, _: Payload) -> Payload:
        return self._found(request).wire()

    def _edit_reply(self, request: web.Request, body: Payload) -> Payload:
        return self.interactions.edit(self._token(request), self._id(request), body).wire()

    def _delete_reply(self, request: web.Request, _: Payload) -> None:
        self.interactions.delete(self._token(request), self._id(request))

    def _found(self, request: web.Request) -> Message:
        return self.interactions.message(self._token(request), self._id(request))

    def _token(self, request: web.Request) -> str:
        if request.match_info["application"] != self.world.application.id:
            raise unknown_webhook()
        return request.match_info["token"]

    def _id(self, request: web.Request) -> str:
        id_ = request.match_info["message"]
        return id_ if id_ == "@original" else number(id_, "message_id")
