"""Few enough connections, whoever opens them: strangers cannot use up what the process may open."""

import asyncio
import resource

from aiohttp import web


class Crowd:
    """Makes the protocol of each connection, and closes another where there are too many.

    `most` of them, or half of the descriptors that the process may open, if that is less. The
    oldest one that is not `known` goes first: Slack needs milliseconds to become it.
    """

    def __init__(self, server: web.Server, known: set[asyncio.BaseProtocol], most: int) -> None:
        self._server = server
        self._known = known
        descriptors, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        unlimited = descriptors == resource.RLIM_INFINITY
        self._most = most if unlimited else min(most, descriptors // 2)

    def __call__(self) -> asyncio.Protocol:
        """The protocol of a new connection."""
        there = self._server.connections
        self._known.intersection_update(there)
        strangers = [one for one in there if one not in self._known] or there
        # Those that arrive at the same moment do not count each other: the next one makes it good.
        for one in strangers[: max(0, len(there) + 1 - self._most)]:
            one.force_close()
        return self._server()
