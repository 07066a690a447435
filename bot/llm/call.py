"""One call of a model: what is sent, what is heard, and what it costs."""

from pydantic import BaseModel

from bot.domain.base import clip
from bot.domain.errors import ModelOutputInvalid, ModelRefused
from bot.llm.reply import Reply, Usage

# A little more than languages need on average, so that an estimate never favours the budget.
_BYTES_PER_TOKEN = 3
_MOST_OVER = 4  # times the limit that the server was given: it does not keep it


class Call:
    """Where a server does not count tokens, or a stream is left early, they are estimated."""

    def __init__(
        self,
        name: str,
        pairs: list[tuple[str, str]],
        output: type[BaseModel],
        most_output_tokens: int,
    ) -> None:
        self.pairs = pairs
        self.output = output
        self.most_output_tokens = most_output_tokens
        self.answered = False
        self._name = name
        self._usage: Usage | None = None
        self._sent = sum(_estimate(text) for _, text in pairs)
        self._heard = 0

    @property
    def most_tokens(self) -> int:
        """What the call may need."""
        return self._sent + self.most_output_tokens

    @property
    def tokens(self) -> tuple[int, int]:
        """Tokens of prompt and completion; none were used where no answer began."""
        if self._usage is not None:
            return self._usage.prompt_tokens, self._usage.completion_tokens
        return (self._sent, self._heard) if self.answered else (0, 0)

    def hear(self, reply: Reply) -> str:
        """The words of a reply or of a piece of it. Raises a `ModelError` when it ends badly."""
        self.answered = True
        self._usage = reply.usage or self._usage
        choice = reply.choice
        if choice is None:
            return ""
        words = (choice.said and choice.said.content) or ""
        self._heard += _estimate(words)
        if self._heard > _MOST_OVER * self.most_output_tokens:
            raise ModelOutputInvalid(f"{self._name}'s answer goes on past its length limit")
        refusal = choice.said and choice.said.refusal
        if refusal or choice.finish_reason == "content_filter":
            why = clip(refusal or "content filter", 200)
            raise ModelRefused(f"{self._name} refused to answer: {why}")
        if choice.finish_reason == "length":
            raise ModelOutputInvalid(f"{self._name}'s answer was cut off at its length limit")
        return words


def _estimate(text: str) -> int:
    return -(-len(text.encode("utf-8", "replace")) // _BYTES_PER_TOKEN)
