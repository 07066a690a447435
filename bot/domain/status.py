"""How the bot is doing, as `status` tells it."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from bot.domain.base import Model
from bot.domain.usage import Count, TokenUsage


class Status(Model):
    """Figures of the running UTC day, and what is kept.

    `daily_tokens` is the budget, none for no limit. `last_digest` is the newest date that has an
    entry. `answered` counts of today's questions those that have an answer, `open` all that wait.
    """

    usage: TokenUsage
    daily_tokens: Count | None
    papers: Count
    last_digest: dt.date | None
    open: Count
    answered: Count
    retention_days: Annotated[int, Field(ge=1)]

    @property
    def tokens_left(self) -> int | None:
        """What is left of the budget, none for no limit."""
        return None if self.daily_tokens is None else max(0, self.daily_tokens - self.usage.tokens)
