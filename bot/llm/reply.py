"""What comes back from a server, whole or in chunks: what is used of it, validated."""

from typing import Annotated, Any

import openai
from pydantic import AliasChoices, BaseModel, BeforeValidator, Field, ValidationError, WrapValidator
from pydantic import ValidatorFunctionWrapHandler as Validate

from bot.domain.usage import Count


def _joined(content: Any) -> Any:
    """Some servers send a list of parts, thoughts among them."""
    if not isinstance(content, list):
        return content
    texts = (part.get("text") for part in content if isinstance(part, dict))
    return "".join(text for text in texts if isinstance(text, str))


def _none_if_unusable(value: Any, validate: Validate) -> Any:
    try:
        return validate(value)
    except ValidationError:
        return None


class Words(BaseModel):
    """What the model said, or a piece of it."""

    content: Annotated[str | None, BeforeValidator(_joined)] = None
    refusal: str | None = None


class Choice(BaseModel):
    """One answer; only one is asked for."""

    said: Words | None = Field(None, validation_alias=AliasChoices("message", "delta"))
    finish_reason: str | None = None


class Usage(BaseModel):
    """Tokens as the server counts them. No prompt has none: then it did not count."""

    prompt_tokens: Annotated[int, Field(ge=1)]
    completion_tokens: Count


class Reply(BaseModel):
    """A completion or a chunk of one. Some servers send an `error` with HTTP 200."""

    choices: list[Choice] | None = None
    usage: Annotated[Usage | None, WrapValidator(_none_if_unusable)] = None
    error: Any = None

    @property
    def choice(self) -> Choice | None:
        """The first choice."""
        return self.choices[0] if self.choices else None


def reply_of(answer: object) -> Reply | None:
    """The reply in what the client gave; none for a web page or other data.

    Raises `ValueError` when it is one with parts of the wrong type.
    """
    if not isinstance(answer, openai.BaseModel):
        return None
    return Reply.model_validate(answer.to_dict(warnings=False))
