"""What model calls cost."""

from typing import Annotated

from pydantic import Field

from bot.domain.base import Model

Count = Annotated[int, Field(ge=0)]


class TokenUsage(Model):
    """Calls and tokens of one UTC day."""

    calls: Count = 0
    prompt_tokens: Count = 0
    completion_tokens: Count = 0

    @property
    def tokens(self) -> int:
        """Prompt and completion together: what the daily budget counts."""
        return self.prompt_tokens + self.completion_tokens
