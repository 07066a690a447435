"""What breaks between a model and us: each ends in one line, and only some is tried again."""

import asyncio
import json
from typing import Any, cast

import pytest
import structlog
from aiohttp import web

from bot.domain.errors import ModelError, ModelOutputInvalid, ModelRefused, ModelUnavailable
from bot.ports.outbound import LanguageModel
from tests.fakes import FakeClock
from tests.gateways import model_at
from tests.llm.asking import KEY, PONG, ask
from tests.servers.loopback import Answer, body, cut_short, reset, silence, status
from tests.servers.model import CHAT, ModelServer, completion, says


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (status(500), "HTTP 500"),
        (status(529), "HTTP 529"),
        (status(429, '{"error": {"message": "slow down"}}'), "HTTP 429: slow down"),
        (reset, "failed or broke off"),
        (cut_short, "failed or broke off"),
        (body(b'{"choices": [{"mess'), "sent broken data"),
        (body(b'{"choices": "none", "usage": []}'), "sent broken data"),
        (body(b'{"choices": [{"message": {"content": 7}}]}'), "sent broken data"),
        (body(b'{"choices": []}'), "answered nothing"),
        (body(b'{"choices": null}'), "answered nothing"),
        (body(b'{"error": {"message": "all upstreams are busy"}}'), "all upstreams are busy"),
        (says("I would rather talk."), "not JSON"),
        (says(None), "not JSON"),
        (says('{"word": "po'), "not JSON"),
        (says('{"word": ["pong"]}'), "not of the asked form: word"),
        (says("{}"), "word: Field required"),
        (says('{"other": 1}'), "word: Field required"),
    ],
)
async def test_what_may_pass_is_tried_again_three_times(
    server: ModelServer, model: LanguageModel, fault: Answer, said: str
) -> None:
    """A hiccup of a model costs a moment; when it stays, one line says what it was."""
    server.next(CHAT, fault, fault)
    assert await ask(model) == "pong"

    server.next(CHAT, fault, fault, fault)
    with pytest.raises(ModelError, match=said) as raised:
        await ask(model)

    assert raised.value.retryable
    assert "\n" not in str(raised.value)
    assert server.asked(CHAT) == 6


@pytest.mark.parametrize(
    ("fault", "kind", "said"),
    [
        (status(401), ModelUnavailable, "refuses the key; see OPENAI_API_KEY"),
        (status(403), ModelUnavailable, "refuses the key; see OPENAI_API_KEY"),
        (status(404), ModelUnavailable, "knows no model loopback, or not this address"),
        (status(402, '{"error": "Insufficient Balance"}'), ModelUnavailable, "HTTP 402"),
        (
            status(429, '{"error": {"message": "no credit left", "code": "insufficient_quota"}}'),
            ModelUnavailable,
            "HTTP 429: no credit left",
        ),
        (
            body(b"<html>Welcome</html>", "text/html"),
            ModelUnavailable,
            "something else than a chat completion",
        ),
        (body(b'["a list"]'), ModelUnavailable, "something else than a chat completion"),
        (says(None, refusal="I can't help with that."), ModelRefused, "I can't help with that"),
        (says("", reason="content_filter"), ModelRefused, "content filter"),
        (says('{"word": "po', reason="length"), ModelOutputInvalid, "cut off at its length limit"),
    ],
)
async def test_what_will_not_pass_is_tried_once(
    server: ModelServer, model: LanguageModel, fault: Answer, kind: type[ModelError], said: str
) -> None:
    """A wrong key, an empty account or a refusal stay what they are; each names its mend."""
    server.next(CHAT, fault)

    with pytest.raises(kind, match=said) as raised:
        await ask(model)
    assert not raised.value.retryable
    assert server.asked(CHAT) == 1


@pytest.mark.parametrize(
    ("value", "waited"),
    [("30", 30.0), ("29.5", 29.5), ("Tue, 17 Feb 2026 12:00:30 GMT", 30.0)],
)
async def test_a_wait_that_is_asked_for_is_kept(
    server: ModelServer, model: LanguageModel, clock: FakeClock, value: str, waited: float
) -> None:
    """Asking earlier only makes the wait longer."""
    server.next(CHAT, status(429, headers={"Retry-After": value}))

    assert await ask(model) == "pong"
    assert clock.slept == [waited]


async def test_a_long_wait_is_handed_up(
    server: ModelServer, model: LanguageModel, clock: FakeClock
) -> None:
    """The delivery decides whether to wait an hour, not the call."""
    server.next(CHAT, status(429, headers={"Retry-After": "3600"}))

    with pytest.raises(ModelUnavailable) as raised:
        await ask(model)
    assert (raised.value.retryable, raised.value.retry_after) == (True, 3600.0)
    assert (server.asked(CHAT), clock.slept) == (1, [])


async def dripping(request: web.Request) -> web.StreamResponse:
    """Send a space now and then, and never an answer."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    while True:
        await response.write(b" ")
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("fault", [silence, dripping])
async def test_an_answer_that_does_not_end_is_ended(
    server: ModelServer, clock: FakeClock, fault: Answer
) -> None:
    """The limit is on the whole answer: a byte now and then does not extend it."""
    server.always(CHAT, fault)

    async with model_at(server, clock, seconds=0.1) as model:
        with pytest.raises(ModelUnavailable, match="did not answer in time") as raised:
            await ask(model)
    assert raised.value.retryable
    assert server.asked(CHAT) == 3


async def test_an_answer_in_parts_is_read(server: ModelServer, model: LanguageModel) -> None:
    """Some servers send the content as a list, with the model's thoughts as a part of it."""
    parts = [{"type": "thinking", "thinking": []}, {"type": "text", "text": PONG}]
    server.next(CHAT, body(json.dumps(completion(cast("Any", parts))).encode()))

    assert await ask(model) == "pong"
    assert server.asked(CHAT) == 1


@pytest.mark.parametrize(
    "fault",
    [
        status(400, f'{{"error": {{"message": "you sent Bearer {KEY}"}}}}'),
        status(401, f'{{"error": {{"message": "bad key {KEY}"}}}}'),
        status(500, f"<html>Authorization: Bearer {KEY}</html>"),
        body(f'{{"error": {{"message": "you sent {KEY}"}}}}'.encode()),
    ],
)
async def test_the_key_is_in_no_error_and_no_log(
    server: ModelServer, model: LanguageModel, fault: Answer
) -> None:
    """Even a server that echoes it does not get it into a channel or a file."""
    server.always(CHAT, fault)

    with structlog.testing.capture_logs() as logs, pytest.raises(ModelUnavailable) as raised:
        await ask(model)
    assert KEY not in str(raised.value)
    assert KEY not in repr(logs)
