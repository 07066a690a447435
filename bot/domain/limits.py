"""How much may be asked within an hour."""

import datetime as dt

from bot.domain.base import Model
from bot.domain.errors import TooMany


class Limits(Model):
    """What one person, and all in one channel, may ask within a clock hour."""

    by_person: int
    in_channel: int

    @staticmethod
    def hour(moment: dt.datetime) -> dt.datetime:
        """The clock hour of a moment."""
        return moment.replace(minute=0, second=0, microsecond=0)

    def hold_person(self, asked: int, moment: dt.datetime) -> None:
        """Raises `TooMany` when a person has asked so much."""
        self._hold(asked, self.by_person, moment)

    def hold_channel(self, asked: int, moment: dt.datetime) -> None:
        """Raises `TooMany` when so much was asked in a channel."""
        self._hold(asked, self.in_channel, moment)

    @staticmethod
    def _hold(asked: int, most: int, moment: dt.datetime) -> None:
        if asked > most:
            raise TooMany(minutes=60 - moment.minute)
