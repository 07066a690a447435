"""What is asked of a server, and what is given up when it refuses."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import BaseModel

from bot.domain.errors import ModelUnavailable
from bot.ports.outbound import LanguageModel
from tests.llm.asking import ITEMS, ask, says_no, stream
from tests.servers.model import ModelServer


async def test_the_answer_is_asked_for_by_schema(server: ModelServer, model: LanguageModel) -> None:
    """The strictest form first, with a limit on the length."""
    assert await ask(model) == "pong"

    (call,) = server.calls
    asked = call["response_format"]["json_schema"]
    assert (asked["name"], asked["strict"]) == ("Pong", True)
    assert asked["schema"]["required"] == ["word"]
    assert (call["model"], call["max_completion_tokens"]) == ("loopback", 8_000)


def forms(server: ModelServer) -> list[str]:
    """How each call asked for its answer."""
    return [call.get("response_format", {}).get("type", "words") for call in server.calls]


def extra_forbidden(field: str) -> Mapping[str, Any]:
    """A complaint as FastAPI words it, without an `error`."""
    return {"detail": [{"type": "extra_forbidden", "loc": ["body", field], "msg": "Not allowed"}]}


@pytest.mark.parametrize(
    ("refusals", "tried"),
    [
        ({"json_schema": says_no("Invalid value for 'response_format.type'")}, ["json_object"]),
        (
            {
                "json_schema": says_no("This json_schema is not supported"),
                "json_object": says_no("'response_format' must be text"),
            },
            ["json_object", "words"],
        ),
        (
            {
                "json_schema": extra_forbidden("response_format"),
                "json_object": extra_forbidden("response_format"),
            },
            ["json_object", "words"],
        ),
    ],
)
async def test_a_looser_form_is_found_and_remembered(
    server: ModelServer, model: LanguageModel, refusals: Mapping[str, Any], tried: list[str]
) -> None:
    """A server without schemas costs a refused request once, not once a paper."""
    server.refusal = lambda call: refusals.get(call.get("response_format", {}).get("type", "words"))

    assert [await ask(model), await ask(model)] == ["pong", "pong"]
    assert forms(server) == ["json_schema", *tried, tried[-1]]
    assert "JSON Schema" in server.calls[-1]["messages"][-1]["content"]


@pytest.mark.parametrize(
    ("takes", "message", "limits"),
    [
        (
            {"max_tokens"},
            "Unrecognized request argument supplied: max_completion_tokens",
            [("max_completion_tokens", 8_000), ("max_tokens", 8_000)],
        ),
        (
            set(),
            "max_tokens or max_completion_tokens is too large: 8000",
            [("max_completion_tokens", 8_000), ("max_tokens", 8_000), None],
        ),
    ],
)
async def test_a_server_that_knows_another_limit_is_asked_with_that(
    server: ModelServer,
    model: LanguageModel,
    takes: set[str],
    message: str,
    limits: list[tuple[str, int] | None],
) -> None:
    """Older servers know `max_tokens`, small models none as large as ours."""

    def limit(call: Mapping[str, Any]) -> tuple[str, int] | None:
        return next(((key, call[key]) for key in call if key.startswith("max_")), None)

    def refusal(call: Mapping[str, Any]) -> Mapping[str, Any] | None:
        asked = limit(call)
        return says_no(message) if asked and asked[0] not in takes else None

    server.refusal = refusal

    assert await ask(model) == "pong"
    assert await ask(model) == "pong"
    assert [limit(call) for call in server.calls] == [*limits, limits[-1]]
    assert set(forms(server)) == {"json_schema"}


async def test_a_server_that_counts_no_streams_is_not_asked_to(
    server: ModelServer, model: LanguageModel
) -> None:
    """`stream_options` is refused by some: the answer is worth more than the count."""
    server.brain = lambda _: ITEMS
    server.refusal = lambda call: (
        extra_forbidden("stream_options") if "stream_options" in call else None
    )

    assert await stream(model) == ["one", "{two}", "셋"]
    assert len(server.calls) == 2


async def test_a_complaint_about_something_else_is_not_argued_with(
    server: ModelServer, model: LanguageModel
) -> None:
    """Too long a prompt stays too long in every form."""
    server.refusal = lambda _: says_no("maximum context length is 4096, reduce the messages")

    with pytest.raises(
        ModelUnavailable, match="HTTP 400: maximum context length is 4096"
    ) as raised:
        await ask(model)
    assert not raised.value.retryable
    assert len(server.calls) == 1


class Question(BaseModel):
    """A form whose field is called like a keyword of schemas."""

    title: str


async def test_a_field_called_title_is_asked_for(server: ModelServer, model: LanguageModel) -> None:
    """Stripping our words from the schema must not strip the data."""
    server.brain = lambda call: json.dumps(
        dict.fromkeys(call["response_format"]["json_schema"]["schema"]["properties"], "Shears")
    )

    assert await model.complete("doctor/ping", {}, Question) == Question(title="Shears")
