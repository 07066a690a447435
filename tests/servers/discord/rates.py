"""How fast Discord takes requests: by route and channel, and all together.

https://docs.discord.com/developers/topics/rate-limits. The numbers of a bucket are not documented;
those here are what is commonly seen.
"""

import math
from collections import defaultdict

from tests.servers.clock import Clock
from tests.servers.discord.refusals import Refusal

GLOBAL = 50  # requests a second; interactions are not counted
_BUCKETS = {"send": (5, 5.0), "edit": (5, 5.0), "delete": (5, 1.0), "thread": (50, 300.0)}


class Rates:
    """`strict`: whether anybody is refused; `invalid` are the answers 401, 403 and 429."""

    def __init__(self, clock: Clock, *, strict: bool = False) -> None:
        self.strict = strict
        self.invalid = 0
        self.refused = 0
        self._clock = clock
        self._made: dict[tuple[str, str], list[float]] = defaultdict(list)
        self._all: list[float] = []

    def take(self, bucket: str, where: str, *, counted: bool) -> dict[str, str]:
        """The headers of the answer. Raises `Refusal` for what comes too soon."""
        if not self.strict:
            return {}
        now = self._clock.now()
        if counted:
            self._all = [t for t in self._all if t > now - 1]
            if len(self._all) >= GLOBAL:
                self._refuse(self._all[0] + 1 - now, "global")
            self._all.append(now)
        if bucket not in _BUCKETS:
            return {}
        most, seconds = _BUCKETS[bucket]
        made = self._made[bucket, where] = [
            t for t in self._made[bucket, where] if t > now - seconds
        ]
        if len(made) >= most:
            self._refuse(made[0] + seconds - now, "user")
        made.append(now)
        after = made[0] + seconds - now
        return {
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(most - len(made)),
            "X-RateLimit-Reset": f"{now + after:.3f}",
            "X-RateLimit-Reset-After": f"{after:.3f}",
            "X-RateLimit-Bucket": f"bucket-of-{bucket}",
        }

    def _refuse(self, seconds: float, scope: str) -> None:
        self.refused += 1
        raise too_fast(seconds, scope)


def too_fast(seconds: float, scope: str = "user") -> Refusal:
    """429, with the seconds to wait in body and header."""
    headers = {
        "Retry-After": str(math.ceil(seconds)),
        "X-RateLimit-Scope": scope,
        "Via": "1.1 loopback",
    }
    if scope == "global":
        headers["X-RateLimit-Global"] = "true"
    refusal = Refusal(429, 0, "You are being rate limited.", headers=headers)
    refusal.body |= {"retry_after": seconds, "global": scope == "global"}
    return refusal
