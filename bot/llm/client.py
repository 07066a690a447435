"""`LanguageModel` over `chat.completions`, which every OpenAI-compatible server speaks."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

import openai
import structlog
import tenacity
from openai.types import CompletionUsage
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError, create_model
from pydantic_core import from_json

from bot.domain.base import clip
from bot.domain.digest import PromptRef
from bot.domain.errors import ModelError, ModelOutputInvalid, ModelRefused, ModelUnavailable
from bot.llm.answer_form import AnswerForm, json_of
from bot.llm.budget import Budget
from bot.llm.prompts import load, messages
from bot.ports.outbound import Clock, Item, Output

_log = structlog.get_logger()
_ATTEMPTS = 3
_LONGEST_WAIT = 60.0
_MOST_OUTPUT_TOKENS = 8_000
_CHARACTERS_PER_TOKEN = 3


@asynccontextmanager
async def open_model(
    *,
    base_url: str | None,
    api_key: str | None,
    model: str,
    seconds: float,
    concurrency: int,
    budget: Budget,
    clock: Clock,
) -> AsyncIterator["OpenAiModel"]:
    """The model at an endpoint; `seconds` is the longest one call may take."""
    async with openai.AsyncOpenAI(
        base_url=base_url, api_key=api_key or "unused", timeout=seconds, max_retries=0
    ) as client:
        yield OpenAiModel(client, model, asyncio.Semaphore(concurrency), budget, clock)


class OpenAiModel:
    """One model. Remembers which form of structured answer its server takes."""

    def __init__(
        self,
        client: openai.AsyncOpenAI,
        name: str,
        slots: asyncio.Semaphore,
        budget: Budget,
        clock: Clock,
    ) -> None:
        self._client = client
        self._name = name
        self._slots = slots
        self._budget = budget
        self._clock = clock
        self._form = AnswerForm.SCHEMA

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    def prompt(self, name: str) -> PromptRef:
        """The id and version of a prompt file."""
        return load(name).ref

    async def complete(
        self, prompt: str, inputs: Mapping[str, str], output: type[Output]
    ) -> Output:
        """One structured answer; transient failures and broken JSON are tried again."""
        retrying = tenacity.AsyncRetrying(
            stop=tenacity.stop_after_attempt(_ATTEMPTS),
            retry=tenacity.retry_if_exception(_worth_another_try),
            wait=_wait,
            sleep=self._clock.sleep,
            before_sleep=_tell,
            reraise=True,
        )
        async for attempt in retrying:
            with attempt:
                return _validated(await self._answer(prompt, inputs, output), output)
        raise AssertionError("tenacity re-raises the last failure")

    async def stream_items(
        self, prompt: str, inputs: Mapping[str, str], item: type[Item]
    ) -> AsyncIterator[Item]:
        """Each element of the answer's `items` as soon as its closing brace has come."""
        wrapper: type[BaseModel] = create_model(f"{item.__name__}List", items=(list[item], ...))  # type: ignore[valid-type]
        text, given = "", 0
        async for piece in self._pieces(prompt, inputs, wrapper):
            text += piece
            if "}" in piece:
                for whole in _whole_items(text)[given:]:
                    given += 1
                    yield _validated_item(whole, item)
        for whole in _validated(text, wrapper).model_dump()["items"][given:]:
            yield _validated_item(whole, item)

    async def _answer(self, prompt: str, inputs: Mapping[str, str], output: type[BaseModel]) -> str:
        async with self._call(prompt, inputs, output) as call:
            completion: ChatCompletion = await self._create(call, stream=False)
            call.usage = completion.usage
            if not completion.choices:
                raise ModelOutputInvalid(f"{self._name} answered nothing", retryable=True)
            choice = completion.choices[0]
            _refuse_bad_end(self._name, choice.finish_reason, choice.message.refusal)
            return choice.message.content or ""

    async def _pieces(
        self, prompt: str, inputs: Mapping[str, str], output: type[BaseModel]
    ) -> AsyncIterator[str]:
        async with self._call(prompt, inputs, output) as call:
            stream = await self._create(call, stream=True)
            async with stream:
                async for chunk in stream:
                    call.usage = chunk.usage or call.usage
                    for choice in chunk.choices[:1]:
                        if choice.delta.content:
                            yield choice.delta.content
                        _refuse_bad_end(self._name, choice.finish_reason, choice.delta.refusal)

    @asynccontextmanager
    async def _call(
        self, prompt: str, inputs: Mapping[str, str], output: type[BaseModel]
    ) -> AsyncIterator["_Call"]:
        """A slot, a place in the budget, and foreign errors made ours."""
        call = _Call(messages(prompt, inputs), output)
        async with self._slots:
            await self._budget.reserve(call.expected_tokens)
            try:
                yield call
            except openai.OpenAIError as error:
                raise _ours(error, self._name) from error
            finally:
                used = call.usage
                await self._budget.settle(
                    call.expected_tokens,
                    used.prompt_tokens if used else 0,
                    used.completion_tokens if used else 0,
                )

    async def _create(self, call: "_Call", *, stream: bool) -> Any:
        """Ask in the strictest form of structured answer that the server takes."""
        while True:
            extra: dict[str, Any] = {"stream": True} if stream else {}
            if stream:
                extra["stream_options"] = {"include_usage": True}
            form = self._form
            try:
                return await self._client.chat.completions.create(
                    model=self._name,
                    messages=form.messages(call.pairs, call.output),  # type: ignore[arg-type]
                    max_completion_tokens=_MOST_OUTPUT_TOKENS,
                    **form.parameters(call.output),
                    **extra,
                )
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                looser = form.looser()
                if looser is None or not form.is_blamed_by(str(error)):
                    raise
                self._form = looser


class _Call:
    """What is sent, and the usage that came back."""

    def __init__(self, pairs: list[tuple[str, str]], output: type[BaseModel]) -> None:
        self.pairs = pairs
        self.output = output
        self.usage: CompletionUsage | None = None
        sent = sum(len(text) for _, text in pairs)
        self.expected_tokens = sent // _CHARACTERS_PER_TOKEN + 1_000


def _validated(text: str, output: type[Output]) -> Output:
    try:
        return output.model_validate(from_json(json_of(text)))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ModelOutputInvalid(
            f"the model's answer is not of the asked form: {where}: {first['msg']}", retryable=True
        ) from error
    except ValueError as error:
        raise ModelOutputInvalid("the model's answer is not JSON", retryable=True) from error


def _validated_item(value: object, item: type[Item]) -> Item:
    try:
        return item.model_validate(value)
    except ValidationError as error:
        raise ModelOutputInvalid("an item of the model's answer has another form") from error


def _whole_items(text: str) -> list[object]:
    """The elements of the unfinished `{"items": [...` whose closing brace has come."""
    begun = json_of(text, finished=False)
    end = begun.rfind("}")
    with suppress(ValueError):
        value = from_json(begun[: end + 1] + "]}")
        items = value.get("items") if isinstance(value, dict) else None
        if isinstance(items, list):
            return items
    return []


def _refuse_bad_end(name: str, finish_reason: str | None, refusal: str | None) -> None:
    if refusal or finish_reason == "content_filter":
        raise ModelRefused(f"{name} refused to answer: {clip(refusal or 'content filter', 200)}")
    if finish_reason == "length":
        raise ModelOutputInvalid(f"{name}'s answer was cut off at its length limit")


def _ours(error: openai.OpenAIError, name: str) -> ModelError:
    if isinstance(error, openai.APITimeoutError):
        return ModelUnavailable(f"{name} did not answer in time", retryable=True)
    if isinstance(error, openai.APIConnectionError):
        return ModelUnavailable(
            f"the endpoint of {name} cannot be reached; is OPENAI_BASE_URL right?", retryable=True
        )
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return ModelUnavailable(f"the endpoint of {name} refuses the key; see OPENAI_API_KEY")
    if isinstance(error, openai.NotFoundError):
        return ModelUnavailable(f"the endpoint knows no model {name}; see OPENAI_MODEL")
    if isinstance(error, openai.APIStatusError):
        out_of_quota = getattr(error, "code", None) == "insufficient_quota"
        return ModelUnavailable(
            f"the endpoint of {name} answered HTTP {error.status_code}: {clip(error.message, 200)}",
            retryable=error.status_code in {408, 409, 429, 500, 502, 503, 504} and not out_of_quota,
            retry_after=_seconds(error.response.headers.get("retry-after")),
        )
    return ModelUnavailable(f"{name}: {clip(str(error), 200)}", retryable=True)


def _seconds(value: str | None) -> float | None:
    return float(value) if value and value.isascii() and value.isdigit() else None


def _worth_another_try(error: BaseException) -> bool:
    return (
        isinstance(error, ModelError)
        and error.retryable
        and (error.retry_after or 0.0) <= _LONGEST_WAIT
    )


def _tell(state: tenacity.RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    seconds = round(state.next_action.sleep, 1) if state.next_action else 0.0
    log = _log.warning if seconds >= 1 else _log.info
    log("asking the model again", seconds=seconds, because=str(error))


_JITTERED = tenacity.wait_random_exponential(multiplier=0.5, max=15)


def _wait(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, ModelError) else None
    return max(asked or 0.0, _JITTERED(state))
