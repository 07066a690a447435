"""Dates as people type them."""

import datetime as dt
import re

from bot.commands.names import Word, said

_NUMBERS = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<mark>[-./])|\s*[년年])\s*(?P<month>[0-9]{1,2})"
    r"(?(mark)\s?[-./]|\s*[월月])\s*(?P<day>[0-9]{1,2})(?:\s*[일日]|\.)?"
)
_COMPACT = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_DAYS_AGO: dict[Word, int] = {"today": 0, "yesterday": 1, "day_before_yesterday": 2}


def read_date(text: str, today: dt.date) -> dt.date | None:
    """The date that all of `text` names; none when it is no date at all.

    Forms: 2026-02-16, 2026.2.16, 2026/2/16, 20260216, 2026년 2월 16일, 2026年2月16日, and words
    such as "yesterday", 어제. Raises `ValueError` for one that the calendar does not have.
    """
    text = text.strip()
    for word, days in _DAYS_AGO.items():
        if said(word, text):
            return today - dt.timedelta(days=days)
    match = _NUMBERS.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is None:
        return None
    return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
