"""`LanguageModel` over `chat.completions`, which every OpenAI-compatible server speaks."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from typing import Any

import openai
from pydantic import BaseModel, ValidationError, create_model

from bot.domain.digest import PromptRef
from bot.domain.errors import ModelOutputInvalid, ModelUnavailable, problems_of
from bot.llm.answer_text import ItemReader, object_of
from bot.llm.budget import Budget
from bot.llm.call import Call
from bot.llm.dialect import Dialect
from bot.llm.faults import empty_reply, fault_of, no_reply
from bot.llm.prompts import load, messages
from bot.llm.reply import reply_of
from bot.patience import persist
from bot.ports.outbound import Clock, Item, Output

_ATTEMPTS = 3
_MOST_PAUSES = 5  # a streamed answer may take that many times as long as a pause in it


class OpenAiModel:
    """One model. Remembers what its server takes, such as the form of structured answers."""

    def __init__(
        self,
        client: openai.AsyncOpenAI,
        name: str,
        seconds: float,
        slots: asyncio.Semaphore,
        budget: Budget,
        clock: Clock,
    ) -> None:
        self._client = client
        self._name = name
        self._seconds = seconds
        self._slots = slots
        self._budget = budget
        self._clock = clock
        self._dialect = Dialect()

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

        async def once() -> Output:
            return _fitted(_object(await self._answer(prompt, inputs, output)), output)

        return await persist(self._clock, once, attempts=_ATTEMPTS)

    async def stream_items(
        self, prompt: str, inputs: Mapping[str, str], item: type[Item]
    ) -> AsyncGenerator[Item, None]:
        """Each element of the answer's `items` as soon as its closing brace has come.

        Until the answer begins, transient failures are tried again; after that nothing is, since
        what was given cannot be taken back.
        """
        wrapper: type[BaseModel] = create_model(f"{item.__name__}List", items=(list[item], ...))  # type: ignore[valid-type]
        reader = ItemReader()
        async with aclosing(self._pieces(prompt, inputs, wrapper)) as pieces:
            async for piece in pieces:
                for whole in reader.read(piece):
                    yield _fitted(whole, item)
        answer = _object(reader.text)
        _fitted(answer, wrapper)
        for whole in answer["items"][reader.given :]:
            yield _fitted(whole, item)

    async def _answer(self, prompt: str, inputs: Mapping[str, str], output: type[BaseModel]) -> str:
        async with self._call(prompt, inputs, output) as call, asyncio.timeout(self._seconds):
            reply = reply_of(await self._create(call, stream=False))
            if reply is None:
                raise no_reply(self._name)
            words = call.hear(reply)
            if reply.choice is None:
                raise empty_reply(reply.error, self._name, self._client.api_key)
            return words

    async def _pieces(
        self, prompt: str, inputs: Mapping[str, str], output: type[BaseModel]
    ) -> AsyncGenerator[str, None]:
        async def begin() -> tuple[AsyncExitStack, Call, Any]:
            async with AsyncExitStack() as stack:
                call = await stack.enter_async_context(self._call(prompt, inputs, output))
                stream = await self._create(call, stream=True)
                await stack.enter_async_context(stream)
                return stack.pop_all(), call, stream

        begun, call, stream = await persist(self._clock, begin, attempts=_ATTEMPTS)
        ends = asyncio.get_running_loop().time() + _MOST_PAUSES * self._seconds
        async with begun:
            async for chunk in stream:
                reply = reply_of(chunk)
                if reply is not None and (words := call.hear(reply)):
                    yield words
                if asyncio.get_running_loop().time() > ends:
                    raise ModelUnavailable(f"{self._name} does not come to an end of its answer")
            if not call.answered:
                raise no_reply(self._name)

    @asynccontextmanager
    async def _call(
        self, prompt: str, inputs: Mapping[str, str], output: type[BaseModel]
    ) -> AsyncIterator[Call]:
        """A slot, a place in the budget, and foreign errors made ours."""
        limit = load(prompt).most_tokens
        call = Call(self._name, messages(prompt, inputs), output, limit)
        async with self._slots:
            await self._budget.reserve(call.most_tokens)
            try:
                yield call
            except (openai.OpenAIError, TimeoutError, ValueError) as error:
                key, now = self._client.api_key, self._clock.now()
                raise fault_of(error, self._name, key, now) from error
            finally:
                await self._budget.settle(call.most_tokens, *call.tokens)

    async def _create(self, call: Call, *, stream: bool) -> Any:
        """Ask in the dialect that worked last, and with less where the server refuses it."""
        dialect = self._dialect
        while True:
            request = dialect.request(
                call.pairs, call.output, most_tokens=call.most_output_tokens, stream=stream
            )
            try:
                answer = await self._client.chat.completions.create(model=self._name, **request)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                less = dialect.without(f"{error.message} {error.body}")
                if less is None:
                    raise
                dialect = less
            else:
                self._dialect = dialect
                return answer


def _object(text: str) -> Any:
    try:
        return object_of(text)
    except ValueError as error:
        raise ModelOutputInvalid("the model's answer is not JSON", retryable=True) from error


def _fitted(value: Any, form: type[Output]) -> Output:
    try:
        return form.model_validate(value)
    except ValidationError as error:
        first = problems_of(error)[0]
        raise ModelOutputInvalid(
            "the model's answer is not of the asked form: "
            f"{first.where or form.__name__}: {first.reason}",
            retryable=True,
        ) from error
