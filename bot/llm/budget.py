"""Counts tokens, and stops before the daily budget is passed."""

from bot.domain.errors import BudgetExceeded
from bot.domain.usage import TokenUsage
from bot.ports.outbound import Clock, Store


class Budget:
    """`daily_tokens`: prompt and completion together per UTC day; none is no limit."""

    def __init__(self, store: Store, clock: Clock, daily_tokens: int | None) -> None:
        self._store = store
        self._clock = clock
        self._daily_tokens = daily_tokens
        self._reserved = 0

    async def reserve(self, expected: int) -> None:
        """Set aside `expected` tokens for a call. Raises `BudgetExceeded`."""
        if self._daily_tokens is None:
            return
        used: TokenUsage = await self._store.usage(self._clock.now().date())
        if used.tokens + self._reserved + expected > self._daily_tokens:
            raise BudgetExceeded(
                f"the daily budget of {self._daily_tokens:,} tokens is used up ({used.tokens:,} "
                "used today); it starts anew at 00:00 UTC, or raise PAPERS_DAILY_TOKENS"
            )
        self._reserved += expected

    async def settle(self, expected: int, prompt_tokens: int, completion_tokens: int) -> None:
        """Replace what was set aside by what was used; zero tokens for a call that failed."""
        if self._daily_tokens is not None:
            self._reserved -= expected
        if prompt_tokens or completion_tokens:
            today = self._clock.now().date()
            await self._store.add_usage(today, prompt_tokens, completion_tokens)
