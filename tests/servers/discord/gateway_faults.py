"""What can go wrong with an event on its way to the app, ordered by a test for a certain one.

A fault takes `deliver`, which sends the event.
"""

from collections import defaultdict
from collections.abc import Callable

Deliver = Callable[[], None]
Fault = Callable[[Deliver], None]


class GatewayFaults:
    """The faults that were ordered, by the name of the event."""

    def __init__(self) -> None:
        self._ordered: dict[str, list[Fault]] = defaultdict(list)

    def order(self, event: str, *faults: Fault) -> None:
        """These happen to the next events of a name, one each."""
        self._ordered[event].extend(faults)

    def take(self, event: str) -> Fault:
        """What happens to an event that is to be sent now."""
        ordered = self._ordered[event]
        return ordered.pop(0) if ordered else well


def well(deliver: Deliver) -> None:
    """Nothing goes wrong."""
    deliver()


def lost(_: Deliver) -> None:
    """The event never comes."""


def twice(deliver: Deliver) -> None:
    """The event comes twice."""
    deliver()
    deliver()


class Late:
    """The events come when the test says so, after others that happened later."""

    def __init__(self) -> None:
        self._held: list[Deliver] = []

    def __call__(self, deliver: Deliver) -> None:
        self._held.append(deliver)

    def release(self) -> None:
        """Send what was held back."""
        while self._held:
            self._held.pop(0)()
