"""Slack's refusals, and a network that fails, as errors of ours."""

import json
from typing import Any

import pytest
from aiohttp import web

from adapters.slack.wire.calls import Calls
from adapters.slack.wire.client import open_client
from adapters.slack.wire.errors import code_of
from bot.domain.errors import (
    Gone,
    InDoubt,
    NotSent,
    PlatformError,
    PlatformProblem,
    Rejected,
    ShutOut,
)
from tests.fakes import FakeClock
from tests.servers.loopback import body
from tests.servers.slack import faults
from tests.servers.slack.server import Slack

P = PlatformProblem


async def refusal(calls: Calls) -> PlatformError:
    with pytest.raises(PlatformError) as caught:
        await calls.write("chat.postMessage", channel="C1", text="hello")
    return caught.value


@pytest.mark.parametrize(
    ("code", "kind", "problem"),
    [
        ("not_in_channel", Gone, P.NOT_A_MEMBER),
        ("channel_not_found", Gone, P.NO_CHANNEL),
        ("is_archived", Gone, P.ARCHIVED),
        ("restricted_action", Gone, P.NO_PERMISSION),
        ("thread_not_found", Gone, P.NO_MESSAGE),
        ("message_not_found", Gone, P.NO_MESSAGE),
        ("user_not_in_channel", Gone, P.NO_CHANNEL),
        ("invalid_auth", ShutOut, P.SHUT_OUT),
        ("account_inactive", ShutOut, P.SHUT_OUT),
        ("token_revoked", ShutOut, P.SHUT_OUT),
        ("token_expired", ShutOut, P.SHUT_OUT),
        ("msg_too_long", Rejected, P.TOO_LONG),
        ("msg_blocks_too_long", Rejected, P.TOO_LONG),
        ("invalid_blocks", Rejected, P.REFUSED),
        ("a_code_of_next_year", Rejected, P.REFUSED),
        ("fatal_error", InDoubt, P.UNREACHABLE),
        ("internal_error", InDoubt, P.UNREACHABLE),
        ("ratelimited", NotSent, P.TOO_FAST),
    ],
)
async def test_each_refusal_has_its_own_consequence(
    slack: Slack, calls: Calls, code: str, kind: type[PlatformError], problem: PlatformProblem
) -> None:
    """Whether to try again, to look first, to give a channel up, or to stop, hangs on it."""
    slack.fail("chat.postMessage", faults.error(code))

    error = await refusal(calls)

    assert (type(error), error.problem) == (kind, problem)


async def test_a_refusal_names_the_method_the_code_and_what_lacks(
    slack: Slack, calls: Calls
) -> None:
    """Whoever reads the log has to know which scope to add to the manifest."""
    slack.world.installed.scopes = ("commands",)

    error = await refusal(calls)

    assert str(error) == "chat.postMessage: missing_scope (needs the scope chat:write)"
    assert (type(error), error.problem) == (Rejected, P.NO_PERMISSION)
    assert code_of(error) == "missing_scope"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("0", 1.0), ("-3", 30.0), ("soon", 30.0), ("nan", 30.0), (None, 30.0)],
)
async def test_too_often_says_when_again(
    slack: Slack, calls: Calls, header: str | None, seconds: float
) -> None:
    """A header that says nothing must neither end the waiting at once nor make it endless."""
    headers = {} if header is None else {"Retry-After": header}

    async def fault(request: web.Request, _: Any) -> web.StreamResponse:
        return web.Response(status=429, headers=headers, text="", content_type="text/html")

    slack.fail("chat.postMessage", fault)

    error = await refusal(calls)

    assert (type(error), error.retry_after, error.retryable) == (NotSent, seconds, True)


@pytest.mark.parametrize("fault", [faults.status(500), faults.status(503), faults.reset_before])
async def test_a_post_whose_answer_was_lost_is_in_doubt(
    slack: Slack, calls: Calls, fault: faults.Fault
) -> None:
    """It may stand there: posting it again without a look would show it twice."""
    slack.fail("chat.postMessage", fault)

    assert isinstance(await refusal(calls), InDoubt)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<html>a proxy's page</html>", "text/html"),
        (b"a proxy's page", "text/plain"),
        (b"[1, 2]", "application/json"),
        (b'"ok"', "application/json"),
        (b"{broken", "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"", "application/json"),
    ],
)
async def test_an_answer_that_is_no_object_is_in_doubt(
    slack: Slack, calls: Calls, content: bytes, kind: str
) -> None:
    """A proxy between us and Slack answers whatever it likes, and with 200."""
    slack.next("/api/chat.postMessage", body(content, kind))

    assert isinstance(await refusal(calls), InDoubt)


async def test_silence_is_in_doubt(slack: Slack, clock: FakeClock) -> None:
    """Slack may have taken what it does not answer."""
    hang = faults.Hang(done=True)
    slack.fail("chat.postMessage", hang)
    url = slack.environment["SLACK_API_URL"]

    async with open_client(slack.world.installed.bot_token, url, seconds=0.2) as client:
        error = await refusal(Calls(client, clock))
    hang.release()

    assert isinstance(error, InDoubt)


async def test_a_refused_connection_is_surely_not_sent(clock: FakeClock) -> None:
    """Nothing has to be looked for after the network was down."""
    async with open_client("xoxb-some-token", "http://127.0.0.1:9/api/") as client:
        error = await refusal(Calls(client, clock))

    assert (type(error), error.problem) == (NotSent, P.UNREACHABLE)


async def test_no_error_tells_the_token_or_what_was_said(slack: Slack, calls: Calls) -> None:
    """Errors go into logs."""
    token = slack.world.installed.bot_token
    echo = json.dumps({"ok": False, "error": "invalid_blocks", "sent": token})
    slack.next("/api/chat.postMessage", body(echo.encode()))

    with pytest.raises(Rejected) as caught:
        await calls.write("chat.postMessage", channel="C1", text="between us")

    assert token not in str(caught.value)
    assert "between us" not in str(caught.value)


@pytest.mark.parametrize(
    "answer",
    [
        {"error": "cannot POST https://hooks.slack.com/respond/secret: between us"},
        {"error": "missing_scope", "needed": "https://hooks.slack.com/respond/secret"},
        {
            "error": "invalid_blocks",
            "response_metadata": {"messages": ["[ERROR] https://hooks.slack.com/respond/secret"]},
        },
    ],
    ids=["code", "scope", "detail"],
)
@pytest.mark.parametrize("status", [200, 403, 500])
async def test_what_is_repeated_to_us_goes_no_further(
    slack: Slack, calls: Calls, answer: dict[str, Any], status: int
) -> None:
    """The page of a proxy that forbids a request holds the request."""

    async def proxy(_: web.Request, __: Any) -> web.StreamResponse:
        return web.json_response(answer | {"ok": False}, status=status)

    slack.fail("chat.postMessage", proxy)

    assert "secret" not in str(await refusal(calls))


async def test_what_is_wrong_with_the_blocks_is_told(slack: Slack, calls: Calls) -> None:
    """It is what somebody who mends the drawing has to know."""
    detail = "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    told = {"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": [detail]}}
    slack.next("/api/chat.postMessage", body(json.dumps(told).encode()))

    assert detail in str(await refusal(calls))


async def test_a_hostile_code_stays_one_line(slack: Slack, calls: Calls) -> None:
    """Whoever answers in Slack's place cannot forge a line of the log."""
    slack.fail("chat.postMessage", faults.error("x\n2026-02-17 all is well" + "y" * 5_000))

    line = str(await refusal(calls))

    assert "\n" not in line
    assert len(line) <= 500
