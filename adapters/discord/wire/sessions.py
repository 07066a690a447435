"""How often a session of the gateway may be begun, before Discord takes the token away for it."""

from typing import TypedDict

_GAP = 5.0  # seconds between two sessions of one lane
_KEPT_BACK = 20  # sessions, for whoever has to start the bot again that day


class Limits(TypedDict):
    """What Discord tells of it; `reset_after` is in milliseconds.

    https://docs.discord.com/developers/events/gateway#session-start-limit-object
    """

    total: int
    remaining: int
    reset_after: int
    max_concurrency: int


class Sessions:
    """One in five seconds in each of `max_concurrency` lanes, and a thousand a day.

    discord.py knows only of the former, and begins one after another where none of them lasts.
    """

    def __init__(self, limits: Limits, now: float) -> None:
        self._lanes = max(1, limits["max_concurrency"])
        self._total = limits["total"]
        self._left = limits["remaining"]
        self._renewed = now + limits["reset_after"] / 1000
        self._next: dict[int, float] = {}

    def wait(self, shard: int, now: float) -> float:
        """Seconds until a shard may begin the session that is counted hereby."""
        if now >= self._renewed:
            self._left, self._renewed = self._total, now + 86_400
        lane = shard % self._lanes
        turn = max(now, self._next.get(lane, now))
        if self._left <= _KEPT_BACK:
            turn = max(turn, self._renewed)
        self._left -= 1
        self._next[lane] = turn + _GAP
        return turn - now
