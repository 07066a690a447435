"""Waits for a channel's turn before something is sent there, instead of being told after."""

from bot.domain.place import Place
from bot.ports.keeping import Pace
from bot.ports.outbound import Gaps


async def wait_turn(pace: Pace, place: Place, gaps: Gaps) -> None:
    """Return when a post may go to a place. Raises `StoreError`."""
    if gaps.channel:
        await pace.wait(f"{place.platform}:{place.workspace}:{place.channel}", gaps.channel)
    if gaps.total:
        await pace.wait(f"{place.platform}:*", gaps.total)
