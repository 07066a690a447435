"""How many edits of messages a platform takes."""

from weakref import WeakSet

from bot.chat.rest import Rest
from bot.ports.outbound import Clock


class EditBudget:
    """So many edits in so many seconds, for all open answers together.

    One is kept for the end of each of them, but `least` are for answers underway, however many ends
    are to come.
    """

    def __init__(self, clock: Clock, edits: int, seconds: float, least: int = 1) -> None:
        self._clock = clock
        self._edits = edits
        self._seconds = seconds
        self._least = least
        self._made: list[Rest] = []
        self._open: WeakSet[object] = WeakSet()

    def open(self, answer: object) -> None:
        """An answer has begun."""
        self._open.add(answer)

    def end(self, answer: object) -> None:
        """Count the edit that ends an answer, which never waits."""
        self._open.discard(answer)
        self._count()

    async def turn(self) -> None:
        """Wait until an edit that is not the last may be made, and count it."""
        while (left := self._left()) > 0:
            await self._clock.sleep(left)
        self._count()

    def _count(self) -> None:
        self._made.append(Rest(self._clock, self._seconds))

    def _left(self) -> float:
        """Seconds until there is room."""
        self._made = [made for made in self._made if made.left]
        most = max(self._least, self._edits - len(self._open))
        return self._made[-most].left if len(self._made) >= most else 0.0
