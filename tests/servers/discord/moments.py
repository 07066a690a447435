"""Ids that carry their moment, and moments as Discord writes them.

https://docs.discord.com/developers/reference#snowflakes
"""

from datetime import UTC, datetime

from tests.servers.clock import Clock

EPOCH = 1_420_070_400_000  # 2015-01-01, in milliseconds


class Snowflakes:
    """Ids, each later than all before it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def __call__(self) -> str:
        born = (int(self._clock.now() * 1_000) - EPOCH) << 22
        self._last = max(self._last + 1, born)
        return str(self._last)


def moment(snowflake: str) -> float:
    """When an id was given, in seconds since the epoch."""
    return ((int(snowflake) >> 22) + EPOCH) / 1_000


def iso(at: float) -> str:
    """A moment, in seconds since the epoch, as Discord writes it."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="microseconds")


def seconds(text: str) -> float:
    """A moment as it is written, in seconds since the epoch. Raises `ValueError`."""
    return datetime.fromisoformat(text).timestamp()
