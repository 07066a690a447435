"""How often a method may be called: https://docs.slack.dev/apis/web-api/rate-limits."""

import math
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from tests.servers.slack.clock import Clock

Mode = Literal["off", "real", "strict"]

# Calls a minute and workspace. Bursts are tolerated to an extent that is not published.
TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
# "chat.postMessage … generally allows posting one message per second per channel".
POSTS_A_SECOND, BURST = 1.0, 3


@dataclass
class _Bucket:
    """`room` calls at once, `rate` more a second."""

    room: float
    rate: float
    left: float
    since: float

    def take(self, now: float) -> int:
        """0, or the whole seconds until a call is free again."""
        self.left = min(self.room, self.left + (now - self.since) * self.rate)
        self.since = now
        if self.left >= 1 - 1e-9:
            self.left -= 1
            return 0
        return max(1, math.ceil((1 - self.left) / self.rate))


class Rates:
    """`off`: nothing is too often. `real`: as Slack does it. `strict`: without any burst."""

    def __init__(self, clock: Clock) -> None:
        self.mode: Mode = "off"
        self.refused: Counter[str] = Counter()
        self._clock = clock
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def wait(self, method: str, tier: int | None, channel: str, *, once_a_minute: bool) -> int:
        """Seconds that a call has to wait, 0 when it may go on."""
        if self.mode == "off":
            return 0
        if once_a_minute:
            tier = 1
        if tier is None and method != "chat.postMessage":
            return 0
        burst = BURST if self.mode == "real" else 1
        now = self._clock.now()
        if tier is None:
            bucket = _Bucket(burst, POSTS_A_SECOND, burst, now)
            seconds = self._buckets.setdefault((method, channel), bucket).take(now)
        else:
            room = TIERS[tier] if self.mode == "real" else max(1, TIERS[tier] // 10)
            bucket = _Bucket(room, TIERS[tier] / 60, room, now)
            seconds = self._buckets.setdefault((method, ""), bucket).take(now)
        if seconds:
            self.refused[method] += 1
        return seconds
