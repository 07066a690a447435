"""Streams: each item as soon as it is whole, whatever the server does around it."""

import json
from contextlib import suppress

import pytest
from aiohttp import web

from bot.domain.errors import ModelError, ModelOutputInvalid, ModelRefused, ModelUnavailable
from bot.ports.outbound import LanguageModel
from bot.use_cases.doctor import Pong
from tests.fakes import FakeClock
from tests.gateways import model_at
from tests.llm.asking import ITEMS, says_no, stream
from tests.servers.loopback import Answer, body, reset, silence, status
from tests.servers.model import CHAT, ModelServer


@pytest.mark.parametrize("size", [1, 5, 10_000])
@pytest.mark.parametrize("form", ["json_schema", "json_object", "words"])
async def test_items_come_one_by_one_in_every_form(
    server: ModelServer, model: LanguageModel, size: int, form: str
) -> None:
    """With or without schemas, however the server cuts its answer."""
    looser = {
        "json_schema": [],
        "json_object": ["json_schema"],
        "words": ["json_schema", "json_object"],
    }
    refused = looser[form]
    server.refusal = lambda call: (
        says_no("response_format")
        if call.get("response_format", {}).get("type") in refused
        else None
    )
    server.brain = lambda _: f"```json\n{ITEMS}\n```" if form == "words" else ITEMS
    server.chunk = size

    assert await stream(model) == ["one", "{two}", "셋"]


def streaming(*pieces: str, then: Answer | None = None, reason: str = "stop") -> Answer:
    """Stream these pieces of text; then end, or break off as `then` does."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for piece in pieces:
            chunk = {"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]}
            await response.write(f"data: {json.dumps(chunk)}\n\n".encode())
        if then is not None:
            return await then(request)
        end = {"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}
        await response.write(f"data: {json.dumps(end)}\n\ndata: [DONE]\n\n".encode())
        return response

    return answer


async def heard_before_failing(model: LanguageModel) -> tuple[list[str], ModelError]:
    heard: list[str] = []
    try:
        async for item in model.stream_items("doctor/ping", {}, Pong):
            heard.append(item.word)  # noqa: PERF401  # what came before the error counts
    except ModelError as error:
        return heard, error
    raise AssertionError("the stream did not fail")


BEGUN = '{"items": [{"word": "one"}'


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        (streaming(BEGUN, then=reset), ModelUnavailable, "failed or broke off"),
        (streaming(BEGUN, ', {"wo'), ModelOutputInvalid, "not JSON"),
        (streaming(BEGUN, ', {"wo', reason="length"), ModelOutputInvalid, "cut off"),
        (streaming(BEGUN, ", ", reason="content_filter"), ModelRefused, "content filter"),
        (streaming(BEGUN, ', {"word": 2}]}'), ModelOutputInvalid, "asked form: word"),
        (streaming(BEGUN, '], "more": '), ModelOutputInvalid, "not JSON"),
        (streaming(BEGUN, *[" " * 4_000] * 60), ModelOutputInvalid, "past its length limit"),
    ],
)
async def test_what_was_whole_is_given_before_the_error(
    server: ModelServer, model: LanguageModel, answer: Answer, kind: type[ModelError], said: str
) -> None:
    """A statement that was shown stays shown; nothing is asked twice after it."""
    server.next(CHAT, answer)

    heard, error = await heard_before_failing(model)

    assert (heard, type(error)) == (["one"], kind)
    assert said in str(error)
    assert server.asked(CHAT) == 1


async def without_end(request: web.Request) -> web.StreamResponse:
    """Send pieces with nothing in them until nobody reads any more."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    nothing = {"choices": [{"index": 0, "delta": {"content": ""}, "finish_reason": None}]}
    with suppress(ConnectionError):
        while True:
            await response.write(f"data: {json.dumps(nothing)}\n\n".encode())
    return response


async def test_a_stream_that_never_ends_ends(server: ModelServer, clock: FakeClock) -> None:
    """It holds a place that others wait for."""
    server.next(CHAT, without_end)

    async with model_at(server, clock, seconds=0.05) as model:
        heard, error = await heard_before_failing(model)

    assert (heard, type(error)) == ([], ModelUnavailable)
    assert "does not come to an end" in str(error)


async def test_a_stream_that_falls_silent_ends(server: ModelServer, clock: FakeClock) -> None:
    """Nobody waits for ever for the second sentence."""
    server.next(CHAT, streaming(BEGUN, then=silence))

    async with model_at(server, clock, seconds=0.5) as model:
        heard, error = await heard_before_failing(model)

    assert (heard, str(error)) == (["one"], "loopback did not answer in time")


def event(data: str) -> Answer:
    """One server-sent event."""
    return body(f"data: {data}\n\n".encode(), "text/event-stream")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (event("{broken"), "sent broken data"),
        (event('{"choices": 7}'), "sent broken data"),
        (event('{"error": {"message": "overloaded"}}'), "overloaded"),
        (event("[DONE]"), "something else than a chat completion"),
        (body(b"<html>Welcome</html>", "text/html"), "something else than a chat completion"),
    ],
)
async def test_a_stream_that_is_none_is_one_line(
    server: ModelServer, model: LanguageModel, answer: Answer, said: str
) -> None:
    """Foreign errors stay inside the gateway."""
    server.next(CHAT, answer)

    heard, error = await heard_before_failing(model)

    assert heard == []
    assert said in str(error)


async def test_a_stream_that_does_not_begin_is_tried_again(
    server: ModelServer, model: LanguageModel
) -> None:
    """Nothing was shown yet, so nothing is shown twice."""
    server.brain = lambda _: ITEMS
    server.next(CHAT, status(503), reset)

    assert await stream(model) == ["one", "{two}", "셋"]
    assert server.asked(CHAT) == 3
