"""How the gateway compresses what it sends, as the client asks for it.

https://docs.discord.com/developers/events/gateway#transport-compression
"""

import zlib


class ZlibStream:
    """One context for the life of a connection; each message ends in `00 00 ff ff`."""

    def __init__(self) -> None:
        self._context = zlib.compressobj()

    def __call__(self, text: str) -> bytes:
        return self._context.compress(text.encode()) + self._context.flush(zlib.Z_SYNC_FLUSH)
