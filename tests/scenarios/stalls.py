"""A model that stops in mid-answer, so that something can happen meanwhile."""

import asyncio
import json

from aiohttp import web


class Stalls:
    """An answer of a model's that breaks off after some statements, until `release`."""

    def __init__(self, *statements: str) -> None:
        self.reached = asyncio.Event()
        self._free = asyncio.Event()
        self._said = statements

    def release(self) -> None:
        """End it, without another statement."""
        self._free.set()

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        items = [{"quotes": [s], "text": f"The paper says: {s}"} for s in self._said]
        text = json.dumps({"items": items}).removesuffix("]}")
        await response.write(_chunk(text))
        self.reached.set()
        await self._free.wait()
        await response.write(_chunk("]}", "stop") + b"data: [DONE]\n\n")
        return response


def _chunk(text: str, reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": reason}
    about = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "loopback"}
    return f"data: {json.dumps({**about, 'choices': [choice]})}\n\n".encode()
