"""How fast Discord takes requests: by route and channel, and all together.

https://docs.discord.com/developers/topics/rate-limits. The numbers of a bucket are not documented;
those here are what is commonly seen.
"""

import math
from collections import defaultdict
from typing import NoReturn

from tests.servers.clock import Clock
from tests.servers.discord.refusals import Refusal

GLOBAL = 50  # requests a second; interactions are not counted
_BUCKETS = {
    "send": (5, 5.0),
    "edit": (5, 5.0),
    "delete": (5, 1.0),
    "thread": (50, 300.0),
    "hook": (5, 2.0),
}
# Edits of messages older than an hour, in a channel: https://github.com/circuitsacul/starboard-4/issues/118
_OLD = (3, 20.0)


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
                self._refuse(too_fast(self._all[0] + 1 - now, "global"))
            self._all.append(now)
        if bucket not in _BUCKETS:
            return {}
        made, left = self._counted(bucket, where, _BUCKETS[bucket])
        headers = _headers(bucket, _BUCKETS[bucket], made, now)
        if left < 0:
            refusal = too_fast(made[0] + _BUCKETS[bucket][1] - now)
            refusal.headers |= headers
            self._refuse(refusal)
        return headers

    def take_old(self, where: str) -> None:
        """An edit of a message that is older than an hour. Raises `Refusal`."""
        made, left = self._counted("old", where, _OLD)
        if self.strict and left < 0:
            refusal = too_fast(made[0] + _OLD[1] - self._clock.now())
            why = "Maximum number of edits to messages older than 1 hour reached. Try again later."
            refusal.body |= {"message": why, "code": 30046}
            self._refuse(refusal)

    def note(self, refusal: Refusal) -> None:
        """Count what Discord counts towards a ban: https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans."""
        shared = refusal.headers.get("X-RateLimit-Scope") == "shared"
        self.invalid += refusal.status in {401, 403, 429} and not shared

    def _counted(
        self, bucket: str, where: str, limit: tuple[int, float]
    ) -> tuple[list[float], int]:
        """When those of a bucket were taken, this one too, and how many it takes yet."""
        most, now = limit[0], self._clock.now()
        made = self._made[bucket, where]
        made[:] = [t for t in made if t > now - limit[1]]
        if len(made) >= most:
            return made, -1
        made.append(now)
        return made, most - len(made)

    def _refuse(self, refusal: Refusal) -> NoReturn:
        self.refused += 1
        raise refusal


def _headers(
    bucket: str, limit: tuple[int, float], made: list[float], now: float
) -> dict[str, str]:
    most, after = limit[0], made[0] + limit[1] - now
    return {
        "X-RateLimit-Limit": str(most),
        "X-RateLimit-Remaining": str(most - len(made)),
        "X-RateLimit-Reset": f"{now + after:.3f}",
        "X-RateLimit-Reset-After": f"{after:.3f}",
        "X-RateLimit-Bucket": f"bucket-of-{bucket}",
    }


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
