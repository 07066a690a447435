"""How fast a platform takes posts: waited for before they are sent, instead of being told after."""

from typing import NamedTuple

from bot.domain.place import Place
from bot.ports.keeping import Pace


class _Gaps(NamedTuple):
    """Seconds between two posts: in one channel, and of all that the bot posts."""

    channel: float
    total: float | None = None


# Slack takes one message a second a channel (docs.slack.dev/apis/web-api/rate-limits): with a gap of
# 1.0 some arrive closer than that, with 1.1 none of 600 did. Discord takes 50 requests a second of a
# bot (discord.dev, topics/rate-limits), and five are left for answers.
_GAPS = {"slack": _Gaps(1.1), "discord": _Gaps(1.1, total=1 / 45)}


async def wait_turn(pace: Pace, place: Place) -> None:
    """Return when a post may go to a place. Raises `StoreError`."""
    if (gaps := _GAPS.get(place.platform)) is None:
        return
    await pace.wait(f"{place.platform}:{place.workspace}:{place.channel}", gaps.channel)
    if gaps.total is not None:
        await pace.wait(f"{place.platform}:*", gaps.total)
