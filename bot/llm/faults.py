"""The client's errors as ours: one line each, that names the setting to look at, never the key."""

import datetime as dt
from typing import Any

import openai

from bot.domain.base import clip
from bot.domain.errors import ModelError, ModelOutputInvalid, ModelUnavailable
from bot.patience import seconds_asked

_TRANSIENT = {408, 409, 425, 429}


def fault_of(error: Exception, name: str, key: str, now: dt.datetime) -> ModelError:
    """`error`, raised while the model `name` was asked with `key`, as one of ours."""
    match error:
        case TimeoutError() | openai.APITimeoutError():
            return ModelUnavailable(f"{name} did not answer in time", retryable=True)
        case openai.APIConnectionError():
            return ModelUnavailable(
                f"the connection to {name} failed or broke off; is OPENAI_BASE_URL right?",
                retryable=True,
            )
        case openai.APIStatusError():
            return _status_fault(error, name, key, now)
        case openai.OpenAIError():
            said = clip(str(error).replace(key, "[key]"), 200)
            return ModelUnavailable(f"the endpoint of {name} broke off: {said}", retryable=True)
        case _:
            return ModelOutputInvalid(f"the endpoint of {name} sent broken data", retryable=True)


def _status_fault(
    error: openai.APIStatusError, name: str, key: str, now: dt.datetime
) -> ModelUnavailable:
    if error.status_code in {401, 403}:
        return ModelUnavailable(f"the endpoint of {name} refuses the key; see OPENAI_API_KEY")
    if error.status_code == 404:
        return ModelUnavailable(
            f"the endpoint knows no model {name}, or not this address; see OPENAI_MODEL and "
            "OPENAI_BASE_URL (it often ends in /v1)"
        )
    said = clip(error.message.replace(key, "[key]").partition(" - ")[2], 200)
    return ModelUnavailable(
        f"the endpoint of {name} answered HTTP {error.status_code}" + (f": {said}" if said else ""),
        retryable=_may_pass(error),
        retry_after=seconds_asked(error.response.headers.get("retry-after", ""), now),
    )


def empty_reply(said: Any, name: str, key: str) -> ModelError:
    """A completion without a choice; some gateways send an error, `said`, with HTTP 200."""
    if said is None:
        return ModelOutputInvalid(f"{name} answered nothing", retryable=True)
    message = said.get("message") if isinstance(said, dict) else said
    line = clip(str(message).replace(key, "[key]"), 200)
    return ModelUnavailable(f"the endpoint of {name} answered an error: {line}", retryable=True)


def no_reply(name: str) -> ModelUnavailable:
    """The address answers, but not as a model does."""
    return ModelUnavailable(
        f"the endpoint of {name} answered with something else than a chat completion; is "
        "OPENAI_BASE_URL right (it often ends in /v1)?"
    )


def _may_pass(error: openai.APIStatusError) -> bool:
    """Whether waiting helps: not when the account is out of money, which is HTTP 429 too."""
    if "insufficient_quota" in {error.code, error.type}:
        return False
    return error.status_code >= 500 or error.status_code in _TRANSIENT
