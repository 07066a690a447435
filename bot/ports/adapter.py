"""What the adapter of a chat platform offers to the program that starts it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.domain.place import Place
from bot.ports.inbound import Check, PapersApp
from bot.ports.outbound import Platform


class Connection(Protocol):
    """A chat platform, with the token found good."""

    async def place(self, channel: str) -> Place:
        """A channel by the platform's id, with its workspace or server as it stands in every key.

        Raises `Gone` where a platform has to look it up and has none such for us.
        """
        ...

    @property
    def platform(self) -> Platform:
        """Where digests and answers are posted."""
        ...

    async def serve(self, ready: Callable[[str], None], stop: asyncio.Event) -> None:
        """Hear and answer until `stop` is set, then finish what is in flight.

        `ready` is told once, in one line, what it is connected to. It reconnects by itself.
        Raises `ShutOut` when the token was revoked.
        """
        ...


class ChatAdapter(Protocol):
    """One platform's adapter, configured."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """Values that must never be shown."""
        ...

    def open(self, app: PapersApp) -> AbstractAsyncContextManager[Connection]:
        """Connect. Raises `ShutOut` for a wrong token, `NotSent` when nobody answers."""
        ...

    def check(self) -> AsyncIterator[Check]:
        """Whether everything needed is there and works, for `doctor`."""
        ...
