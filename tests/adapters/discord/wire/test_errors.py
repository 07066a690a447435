"""Discord's refusals, and a network that fails, as errors of ours."""

import asyncio

import pytest
from aiohttp import web

from adapters.discord.settings import DiscordSettings
from adapters.discord.wire.attempt import attempt
from adapters.discord.wire.client import DiscordClient, open_client
from adapters.discord.wire.errors import as_ours, code_of
from bot.domain.errors import (
    Gone,
    InDoubt,
    NotSent,
    PlatformError,
    PlatformProblem,
    Rejected,
    ShutOut,
)
from tests.adapters.discord.wire.bare import TOKEN, Bare, refused, told
from tests.servers.loopback import Answer, body, reset, silence, status

P = PlatformProblem
CHANNEL = "/api/v10/channels/7"


async def refusal(client: DiscordClient, *, once: bool = False) -> PlatformError:
    with pytest.raises(PlatformError) as caught:
        async with attempt("read", once=once):
            await client.fetch_channel(7)
    return caught.value


@pytest.mark.parametrize(
    ("code", "with_status", "kind", "problem"),
    [
        (10003, 404, Gone, P.NO_CHANNEL),
        (10004, 404, Gone, P.NO_CHANNEL),
        (10008, 404, Gone, P.NO_MESSAGE),
        (10013, 404, Gone, P.NO_PERSON),
        (10015, 404, Gone, P.NO_MESSAGE),
        (10062, 404, Gone, P.NO_MESSAGE),
        (50001, 403, Gone, P.NO_PERMISSION),
        (50007, 403, Gone, P.NO_PERSON),
        (50008, 400, Gone, P.NO_CHANNEL),
        (50013, 403, Gone, P.NO_PERMISSION),
        (50083, 400, Gone, P.ARCHIVED),
        (160005, 403, Gone, P.ARCHIVED),
        (50014, 401, ShutOut, P.SHUT_OUT),
        (0, 401, ShutOut, P.SHUT_OUT),
        (50027, 401, Gone, P.NO_MESSAGE),
        (50006, 400, Rejected, P.REFUSED),
        (160004, 400, Rejected, P.REFUSED),
        (40005, 413, Rejected, P.TOO_LONG),
        (20016, 429, NotSent, P.TOO_FAST),
        (20028, 429, NotSent, P.TOO_FAST),
        (40333, 403, NotSent, P.TOO_FAST),
        (130000, 503, NotSent, P.UNREACHABLE),
        (987654, 400, Rejected, P.REFUSED),
        (987654, 403, Gone, P.NO_PERMISSION),
        (0, 500, InDoubt, P.UNREACHABLE),
        (0, 503, InDoubt, P.UNREACHABLE),
    ],
)
async def test_each_refusal_has_its_own_consequence(
    bare: Bare,
    client: DiscordClient,
    code: int,
    with_status: int,
    kind: type[PlatformError],
    problem: PlatformProblem,
) -> None:
    """Whether to try again, to look first, to give a channel up, or to stop, hangs on it."""
    bare.next(CHANNEL, refused(code, with_status))

    error = await refusal(client, once=with_status == 500)  # discord.py tries for 25 s else

    assert (type(error), error.problem) == (kind, problem)
    assert code_of(error) == (code or None)
    assert "words of Discord's" not in str(error)


async def test_an_invalid_form_says_which_field_and_nothing_that_was_in_it(
    bare: Bare, client: DiscordClient
) -> None:
    """Whoever reads the log has to find the fault; what people wrote is not theirs to read."""
    said = {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "a secret question"}]}
    foreign = {"a secret question": {"_errors": [{"code": "X", "message": ""}]}}
    errors = {"components": {"0": {"content": said}}, **foreign}
    bare.next(CHANNEL, refused(50035, 400, errors=errors))

    error = await refusal(client)

    assert str(error) == "read: invalid form (50035; components.0.content BASE_TYPE_MAX_LENGTH)"
    assert (type(error), error.problem) == (Rejected, P.TOO_LONG)


@pytest.mark.parametrize(
    ("why", "problem"),
    [
        ("COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", P.TOO_LONG),
        ("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", P.TOO_LONG),
        ("MAX_EMBED_SIZE_EXCEEDED", P.TOO_LONG),
        ("COMPONENT_LAYOUT_WIDTH_EXCEEDED", P.REFUSED),
        ("COMPONENT_CUSTOM_ID_DUPLICATED", P.REFUSED),
    ],
)
async def test_too_much_of_a_layout_is_told_as_too_long(
    bare: Bare, client: DiscordClient, why: str, problem: PlatformProblem
) -> None:
    """Discord has a code of its own for each of its limits."""
    bare.next(CHANNEL, refused(50035, 400, errors={"components": {"_errors": [{"code": why}]}}))

    assert (await refusal(client)).problem is problem


@pytest.mark.parametrize("errors", [[], "x", {"_errors": "x"}, {"a": {"_errors": [1, {}]}}, None])
async def test_errors_of_another_form_say_nothing(
    bare: Bare, client: DiscordClient, errors: object
) -> None:
    """What Discord sends is read with care."""
    bare.next(CHANNEL, refused(50035, 400, errors=errors))

    assert str(await refusal(client)).startswith("read: ")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("0.25", 1.0), ("-3", 30.0), ("soon", 30.0), ("nan", 30.0), (None, 30.0)],
)
async def test_too_often_says_when_again(
    bare: Bare, client: DiscordClient, header: str | None, seconds: float
) -> None:
    """A header that says nothing must neither end the waiting at once nor make it endless."""
    headers = {} if header is None else {"Retry-After": header}
    bare.next(CHANNEL, status(429, "<html>Cloudflare</html>", headers))

    error = await refusal(client)

    assert (type(error), error.retry_after, error.retryable) == (NotSent, seconds, True)


async def test_a_long_limit_is_told_instead_of_waited_for(
    bare: Bare, client: DiscordClient
) -> None:
    """Ten minutes in a limit would be ten minutes in which nobody is told anything."""
    limit = {"message": "", "retry_after": 600.0, "global": False}
    bare.next(
        CHANNEL, told(429, limit, Via="1.1 google", X_Ratelimit_Remaining="0", Retry_After="600")
    )

    error = await refusal(client)

    assert (type(error), error.retry_after) == (NotSent, 600.0)


async def test_an_answer_that_was_lost_is_in_doubt(bare: Bare, client: DiscordClient) -> None:
    """It may stand there: posting it again without a look would show it twice."""
    bare.always(CHANNEL, reset)  # aiohttp reads once more

    assert isinstance(await refusal(client), InDoubt)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<html>a proxy's page</html>", "text/html"),
        (b"[1, 2]", "application/json"),
        (b'"ok"', "application/json"),
        (b"{}", "application/json"),
        (b"{broken", "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"", "application/json"),
    ],
)
async def test_an_answer_that_is_no_object_is_in_doubt(
    bare: Bare, client: DiscordClient, content: bytes, kind: str
) -> None:
    """A proxy between us and Discord answers whatever it likes, and with 200."""
    bare.next(CHANNEL, body(content, kind))

    assert isinstance(await refusal(client), InDoubt)


async def test_where_nobody_listens_nothing_was_sent() -> None:
    """It may be tried again without a look."""
    nobody = DiscordSettings(discord_token=TOKEN, discord_api_url="http://127.0.0.1:9")

    with pytest.raises(NotSent, match=r"log in: Discord cannot be reached \(ClientConnector"):
        async with open_client(nobody):
            pass


@pytest.mark.parametrize(
    ("answer", "kind", "line"),
    [
        (refused(0, 401), ShutOut, "log in: Discord does not know DISCORD_TOKEN"),
        (refused(0, 403), Gone, "log in: refused with status 403"),
        (status(404, "<html>"), NotSent, "log in: an unreadable answer with status 404"),
        (reset, NotSent, "log in: no answer from Discord"),
        (body(b"[]"), NotSent, "log in: Discord's answer is unreadable"),
    ],
)
async def test_logging_in_says_what_is_wrong(
    answer: Answer, kind: type[PlatformError], line: str
) -> None:
    """A wrong token ends it; a network that fails does not, for nothing is in doubt yet."""
    async with Bare().serving() as server:
        server.always("/api/v10/users/@me", answer)

        with pytest.raises(PlatformError) as caught:
            async with open_client(server.settings):
                pass

    assert (type(caught.value), str(caught.value).startswith(line)) == (kind, True)
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize("raised", [ValueError, AssertionError, RuntimeError])
def test_a_bug_of_ours_stays_one(raised: type[Exception]) -> None:
    """Called a failure of Discord's it would be retried for ever, and never mended."""
    with pytest.raises(raised), as_ours("try"):
        raise raised


async def test_being_cancelled_is_no_failure(client: DiscordClient, bare: Bare) -> None:
    """Whoever stops the bot does not want to hear that Discord did not answer."""
    asked = asyncio.Event()

    async def hold(request: web.Request) -> web.StreamResponse:
        asked.set()
        return await silence(request)

    bare.next(CHANNEL, hold)
    task = asyncio.create_task(refusal(client))
    await asked.wait()

    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
