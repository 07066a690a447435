"""A whole chat platform in one file, as somebody new to the code might write it: pigeons.

Each channel is a loft, and what is said there hangs on its wall.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.chat.desk import Desk
from bot.chat.messages import Messages
from bot.chat.work import Work
from bot.domain.conversation import IncomingMessage
from bot.domain.message import Message
from bot.domain.place import Place
from bot.ports.adapter import Connection
from bot.ports.inbound import Check, EntryWish, PapersApp
from tests.fakes import FakePlatform

SET_UP = "set CARRIER_LOFT"


class Loft:
    """What hangs on the wall, and what the pigeons bring: `letters` that people write."""

    def __init__(self) -> None:
        self.wall = FakePlatform()
        self.letters: asyncio.Queue[IncomingMessage] = asyncio.Queue()

    def said(self) -> list[Message]:
        """All that hangs there."""
        return [message for _, message in self.wall.posts]


THE_LOFT = Loft()


class CarrierAdapter:
    """`ChatAdapter`."""

    secrets = ()

    @asynccontextmanager
    async def open(self, app: PapersApp) -> AsyncIterator[Connection]:
        """There is always a loft."""
        yield CarrierConnection(app)

    async def check(self) -> AsyncIterator[Check]:
        """It is dry."""
        yield Check(name="carrier", state="good", finding="the loft is dry")


class CarrierConnection:
    """`Connection`."""

    platform = THE_LOFT.wall

    def __init__(self, app: PapersApp) -> None:
        self._app = app

    async def place(self, channel: str) -> Place:
        """All lofts are of one dovecote."""
        return Place(platform="carrier", workspace="dovecote", channel=channel)

    async def serve(self, ready: Callable[[str], None], stop: asyncio.Event) -> None:
        """Hear letters until it is stopped."""
        work = Work()
        desk = Desk(self._app, self.platform, work, "carrier", self._app.language(EntryWish()))
        hearing = asyncio.create_task(self._hear(Messages(desk)))
        ready("the loft is open")
        await stop.wait()
        hearing.cancel()
        await work.drain(5)

    async def _hear(self, messages: Messages) -> None:
        while True:
            await messages.hear(await THE_LOFT.letters.get())
            THE_LOFT.letters.task_done()


def adapter() -> CarrierAdapter | None:
    """It needs no settings."""
    return CarrierAdapter()
