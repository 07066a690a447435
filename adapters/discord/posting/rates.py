"""How often an answer is edited."""

from weakref import WeakValueDictionary

from bot.chat.budget import EditBudget
from bot.domain.place import Place
from bot.ports.outbound import Clock

GAP = 1.2  # seconds: about five edits in five seconds are taken in a channel


class Rates:
    """All answers of one channel share its edits; those of others are nothing to them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._budgets: WeakValueDictionary[str, EditBudget] = WeakValueDictionary()

    def of(self, place: Place) -> EditBudget:
        """The edits of a place, kept for as long as somebody uses them."""
        room = place.thread or place.channel
        budget = self._budgets.get(room) or EditBudget(self._clock, 1, GAP)
        self._budgets[room] = budget
        return budget
