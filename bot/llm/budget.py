"""Counts tokens, and stops before the daily budget is passed."""

import asyncio

from bot.domain.errors import BudgetExceeded
from bot.ports.keeping import Store
from bot.ports.outbound import Clock


class Budget:
    """`daily_tokens`: prompt and completion together per UTC day; none is no limit."""

    def __init__(self, store: Store, clock: Clock, daily_tokens: int | None) -> None:
        self._store = store
        self._clock = clock
        self._daily_tokens = daily_tokens
        self._reserved = 0
        self._settled = asyncio.Condition()

    async def reserve(self, expected: int) -> None:
        """Set aside the `expected` tokens that a call may need at most.

        Waits while calls under way may use up what is left. Raises `BudgetExceeded`.
        """
        if self._daily_tokens is None:
            return
        async with self._settled:
            while True:
                used = (await self._store.usage(self._clock.now().date())).tokens
                if used + expected > self._daily_tokens:
                    raise BudgetExceeded(
                        f"the daily budget of {self._daily_tokens:,} tokens is used up ({used:,} "
                        f"used today, a call may need {expected:,}); it starts anew at 00:00 UTC, "
                        "or raise PAPERS_DAILY_TOKENS"
                    )
                if used + self._reserved + expected <= self._daily_tokens:
                    break
                await self._settled.wait()
            self._reserved += expected

    async def settle(self, expected: int, prompt_tokens: int, completion_tokens: int) -> None:
        """Replace what was set aside by what was used; zero tokens for a call that failed."""
        try:
            if prompt_tokens or completion_tokens:
                today = self._clock.now().date()
                await self._store.add_usage(today, prompt_tokens, completion_tokens)
        finally:
            if self._daily_tokens is not None:
                async with self._settled:
                    self._reserved -= expected
                    self._settled.notify_all()
