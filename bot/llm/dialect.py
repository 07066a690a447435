"""What one server takes of the protocol that all speak, learned from what it refuses."""

from dataclasses import dataclass, replace
from typing import Any, Self

from pydantic import BaseModel

from bot.llm.answer_form import AnswerForm


@dataclass(frozen=True)
class Dialect:
    """Begins with the strictest and newest, and gives up one thing at a time."""

    form: AnswerForm = AnswerForm.SCHEMA
    limit: str | None = "max_completion_tokens"
    usage_in_streams: bool = True

    def request(
        self,
        pairs: list[tuple[str, str]],
        output: type[BaseModel],
        *,
        most_tokens: int,
        stream: bool,
    ) -> dict[str, Any]:
        """The parameters of a call."""
        request = {"messages": self.form.messages(pairs, output), **self.form.parameters(output)}
        if self.limit is not None:
            request[self.limit] = most_tokens
        if stream:
            request["stream"] = True
            if self.usage_in_streams:
                request["stream_options"] = {"include_usage": True}
        return request

    def without(self, complaint: str) -> Self | None:
        """The dialect without what a server's complaint names, none when it names nothing."""
        said = complaint.lower()
        looser = self.form.looser()
        if looser and any(
            word in said for word in ("response_format", "json_schema", "json_object")
        ):
            return replace(self, form=looser)
        if self.limit and any(word in said for word in ("max_completion_tokens", "max_tokens")):
            older = "max_tokens" if self.limit == "max_completion_tokens" else None
            return replace(self, limit=older)
        if self.usage_in_streams and "stream_options" in said:
            return replace(self, usage_in_streams=False)
        return None
