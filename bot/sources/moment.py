"""Times as upstreams write them."""

import datetime as dt


def moment_of(value: object) -> dt.datetime | None:
    """The time of an ISO 8601 text in UTC, which a text without a zone means; else none."""
    if not isinstance(value, str):
        return None
    try:
        time = dt.datetime.fromisoformat(value)
        return time.replace(tzinfo=time.tzinfo or dt.UTC).astimezone(dt.UTC)
    except (ValueError, OverflowError):  # a time of year 1 or 9999 may have none in UTC
        return None
