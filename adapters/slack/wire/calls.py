"""Calls of Slack's Web API: its errors as ours, and no method again before Slack allows it."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.wire.errors import as_ours
from bot.chat.rest import Rest
from bot.domain.errors import InDoubt, NotSent, PlatformProblem
from bot.ports.outbound import Clock

_BY_CHANNEL = {"chat.postMessage", "chat.update"}  # Slack limits these in each channel, too


def told(answer: Mapping[str, Any], name: str) -> str:
    """A text that an answer has to hold. Raises `InDoubt` when it does not."""
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise InDoubt(f"Slack's answer has no {name}", problem=PlatformProblem.UNREACHABLE)
    return value


class Calls:
    """One for each token: Slack counts calls by method, workspace and app.

    https://docs.slack.dev/apis/web-api/rate-limits
    """

    def __init__(self, client: AsyncWebClient, clock: Clock) -> None:
        self.client = client
        self.clock = clock
        self._resting: dict[tuple[str, str], Rest] = {}

    async def write(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """Call a method that changes something, once. Arguments that are none are left out."""
        given = {name: value for name, value in arguments.items() if value is not None}
        return await self._call(method, http_verb="POST", json=given)

    async def read(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """Call a method that reads, once; those take no JSON."""
        given = {name: value for name, value in arguments.items() if value is not None}
        return await self._call(method, http_verb="GET", params=given)

    async def _call(self, method: str, **request: Any) -> Mapping[str, Any]:
        channel = str((request.get("json") or {}).get("channel", ""))
        if left := max(self._left(method, channel), self._left(method)):
            what = f"{method}: Slack wants it called no sooner than in {left:.0f} s"
            raise NotSent(what, problem=PlatformProblem.TOO_FAST, retry_after=left)
        try:
            with as_ours(method):
                response = await self.client.api_call(method, **request)
        except NotSent as error:
            if error.retry_after:
                self._rest(method, channel, error.retry_after)
            raise
        if not isinstance(response.data, dict):
            raise InDoubt(f"{method}: no object", problem=PlatformProblem.UNREACHABLE)
        return response.data

    def _left(self, method: str, channel: str = "") -> float:
        """Seconds that a method rests in a channel, or everywhere."""
        rest = self._resting.get((method, channel))
        return rest.left if rest else 0.0

    def _rest(self, method: str, channel: str, seconds: float) -> None:
        """One channel that is told too much keeps no other waiting; two at a time mean all."""
        self._resting = {which: rest for which, rest in self._resting.items() if rest.left}
        elsewhere = any(which[0] == method and which[1] != channel for which in self._resting)
        only_there = method in _BY_CHANNEL and not elsewhere
        self._resting[method, channel if only_there else ""] = Rest(self.clock, seconds)
