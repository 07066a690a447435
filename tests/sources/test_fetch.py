"""Reading from the web: what goes wrong there, each through a real server and the real client."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web

from bot.domain.errors import NotFound, SettingsError, SourceError
from bot.sources.fetch import BadStatus, Fetcher
from tests.fakes import FakeClock
from tests.servers.loopback import (
    Answer,
    Loopback,
    body,
    cut_short,
    endless,
    redirect,
    reset,
    silence,
    status,
)

MB = 2**20
PRIVATE = "for one host alone"


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    async with Loopback().serving() as serving:
        yield serving


@asynccontextmanager
async def fetching(
    clock: FakeClock, *bases: str, seconds: float = 5.0
) -> AsyncIterator["TextFetcher"]:
    timeout = aiohttp.ClientTimeout(total=3 * seconds, sock_read=seconds)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        yield TextFetcher(session, clock, bases)


class TextFetcher(Fetcher):
    async def text(self, url: str, *, max_bytes: int = MB, private: str | None = None) -> str:
        headers = {"Authorization": private} if private else None
        return await self.get(url, bytes.decode, headers=headers, max_bytes=max_bytes)


@pytest.fixture
async def fetcher(server: Loopback, clock: FakeClock) -> AsyncIterator[TextFetcher]:
    async with fetching(clock, server.url) as opened:
        yield opened


@pytest.mark.parametrize("code", [408, 425, 429, 500, 502, 503, 504])
async def test_what_may_pass_is_asked_again(
    server: Loopback, fetcher: TextFetcher, code: int
) -> None:
    """A hiccup upstream costs nobody their digest."""
    server.next("/list", status(code), status(code), body(b"here"))

    assert await fetcher.text(f"{server.url}/list") == "here"
    assert server.asked("/list") == 3


@pytest.mark.parametrize("code", [204, 400, 401, 403, 422, 501])
async def test_what_will_not_pass_is_asked_once(
    server: Loopback, fetcher: TextFetcher, code: int
) -> None:
    """Going on after a refusal is taken as an attack (arXiv says so)."""
    server.next("/list", status(code, "why" if code != 204 else ""))

    with pytest.raises(BadStatus, match=rf"^127\.0\.0\.1/list answered HTTP {code}$") as raised:
        await fetcher.text(f"{server.url}/list")
    assert (raised.value.status, raised.value.retryable) == (code, False)
    assert server.asked("/list") == 1


@pytest.mark.parametrize("code", [404, 410])
async def test_what_is_not_there_is_said_so(
    server: Loopback, fetcher: TextFetcher, code: int
) -> None:
    """A paper that Hugging Face does not have is no failure of Hugging Face."""
    server.next("/paper", status(code))

    with pytest.raises(NotFound, match=r"^127\.0\.0\.1/paper is not there"):
        await fetcher.text(f"{server.url}/paper")
    assert server.asked("/paper") == 1


async def test_patience_ends(server: Loopback, fetcher: TextFetcher) -> None:
    """Four attempts, then the last failure, which may be tried again later."""
    server.always("/list", status(503))

    with pytest.raises(BadStatus, match="answered HTTP 503") as raised:
        await fetcher.text(f"{server.url}/list")
    assert raised.value.retryable
    assert server.asked("/list") == 4


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry-After": "30"},
        {"Retry-After": "Tue, 17 Feb 2026 12:00:30 GMT"},
        {"RateLimit": '"api";r=0;t=30', "RateLimit-Policy": '"fixed window";"api";q=500;w=300'},
        {"Retry-After": "30", "RateLimit": '"api";r=0;t=7'},
    ],
)
async def test_a_wait_that_is_asked_for_is_kept(
    server: Loopback, fetcher: TextFetcher, clock: FakeClock, headers: dict[str, str]
) -> None:
    """Seconds, a date, or Hugging Face's own header: no request goes out before its time."""
    server.next("/list", status(429, headers=headers), body(b"here"))

    assert await fetcher.text(f"{server.url}/list") == "here"
    assert clock.slept == [30.0]


@pytest.mark.parametrize(
    "value",
    ["soon", "-5", "", "Tue, 17 Feb 2026 11:00:00 GMT", "Tue, 17 Feb 2026 12:00:30", "٣٠"],
)
async def test_a_wait_that_says_nothing_is_our_own_short_one(
    server: Loopback, fetcher: TextFetcher, clock: FakeClock, value: str
) -> None:
    """A broken or past date is no reason to fail or to stand still."""
    server.next("/list", status(429, headers={"Retry-After": value}), body(b"here"))

    assert await fetcher.text(f"{server.url}/list") == "here"
    assert [seconds <= 10 for seconds in clock.slept] == [True]


async def test_the_rate_of_a_failing_server_is_no_wait(
    server: Loopback, fetcher: TextFetcher
) -> None:
    """Hugging Face tells its rate with every answer; after a 503 it does not mean "wait"."""
    server.next("/list", status(503, headers={"RateLimit": '"api";r=480;t=290'}), body(b"here"))

    assert await fetcher.text(f"{server.url}/list") == "here"


async def test_a_long_wait_is_handed_up(
    server: Loopback, fetcher: TextFetcher, clock: FakeClock
) -> None:
    """Nobody stares at a terminal for an hour: the line says how long, the caller decides."""
    server.next("/list", status(429, headers={"Retry-After": "3600"}))

    with pytest.raises(SourceError, match=r"HTTP 429, asking to wait 3600 s$") as raised:
        await fetcher.text(f"{server.url}/list")
    assert (raised.value.retryable, raised.value.retry_after) == (True, 3600.0)
    assert (server.asked("/list"), clock.slept) == (1, [])


async def garbled(_: web.Request) -> web.StreamResponse:
    """Say gzip, send something else."""
    return web.Response(body=b"no gzip", headers={"Content-Encoding": "gzip"})


async def another_protocol(request: web.Request) -> web.StreamResponse:
    """Answer as something that is no web server."""
    if request.transport is not None:
        request.transport.write(b"SSH-2.0 welcome\r\n\r\n")
        request.transport.close()
    raise ConnectionResetError


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (silence, "did not answer in time"),
        (reset, "Server disconnected"),
        (cut_short, "garbled or broke off"),
        (garbled, "garbled or broke off"),
        (another_protocol, "Bad status line"),
    ],
)
async def test_a_broken_connection_is_tried_four_times(
    server: Loopback, clock: FakeClock, fault: Answer, said: str
) -> None:
    """Each ends in one line that names the place, and may be tried again later."""
    server.always("/list", fault)

    seconds = 0.05 if fault is silence else 5.0
    async with fetching(clock, server.url, seconds=seconds) as fetcher:
        with pytest.raises(SourceError, match=said) as raised:
            await fetcher.text(f"{server.url}/list")

    assert raised.value.retryable
    assert "127.0.0.1/list" in str(raised.value)
    assert (len(clock.slept), server.asked("/list")) == (3, 4)


async def test_nobody_there_is_said_in_the_systems_words(clock: FakeClock) -> None:
    """An operator looks elsewhere for "Connection refused" than for an unknown name."""
    async with fetching(clock) as fetcher:
        with pytest.raises(SourceError, match=r"^cannot reach 127\.0\.0\.1: Connection refused$"):
            await fetcher.text("http://127.0.0.1:1/list")


async def test_a_failed_handshake_is_not_called_a_permission(
    server: Loopback, fetcher: TextFetcher
) -> None:
    """TLS numbers its errors on its own: error 1 is not "Operation not permitted"."""
    with pytest.raises(SourceError, match=r"^cannot reach 127\.0\.0\.1: no trusted TLS connection"):
        await fetcher.text(server.url.replace("http:", "https:") + "/list")


async def test_an_unusable_answer_is_asked_for_again_only_if_that_helps(
    server: Loopback, fetcher: TextFetcher
) -> None:
    """Whoever reads the answer decides whether another one could be better."""
    server.always("/list", body(b"half"))
    patience = [True, True, False]

    def parse(_: bytes) -> str:
        raise SourceError("broken", retryable=patience.pop(0))

    with pytest.raises(SourceError, match="broken"):
        await fetcher.get(f"{server.url}/list", parse, max_bytes=MB)
    assert server.asked("/list") == 3


def announced(size: int) -> Answer:
    """Say in advance how much will come, and stay silent."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(size)})
        await response.prepare(request)
        await asyncio.Event().wait()
        raise AssertionError("an event that nobody sets was set")

    return answer


def bomb(megabytes: int) -> Answer:
    """Send zeros that shrink to a thousandth."""
    packed = gzip.compress(bytes(megabytes * MB))

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(body=packed, headers={"Content-Encoding": "gzip"})

    return answer


@pytest.mark.parametrize("answer", [endless(50), announced(50 * MB), bomb(20)])
async def test_too_much_is_not_read(server: Loopback, fetcher: TextFetcher, answer: Answer) -> None:
    """What counts is the size after decompression; asking again would give the same."""
    server.next("/list", answer)

    with pytest.raises(SourceError, match=r"^127\.0\.0\.1/list sent more than 2 MB$") as raised:
        await fetcher.text(f"{server.url}/list", max_bytes=2 * MB)
    assert not raised.value.retryable
    assert server.asked("/list") == 1


async def test_exactly_as_much_as_allowed_is_read(server: Loopback, fetcher: TextFetcher) -> None:
    """The limit itself is within the limit."""
    server.next("/list", body(b"x" * 1000))

    assert await fetcher.text(f"{server.url}/list", max_bytes=1000) == "x" * 1000


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
async def test_a_redirect_on_the_same_host_is_followed(
    server: Loopback, fetcher: TextFetcher, code: int
) -> None:
    """Old forms of an address still work, and what is meant for the host goes along."""
    server.next("/old", status(code, headers={"Location": "new?p=1"}))
    server.next("/new", body(b"here"))

    assert await fetcher.text(f"{server.url}/old", private=PRIVATE) == "here"
    assert server.requests[-1].query_string == "p=1"
    assert server.requests[-1].headers["Authorization"] == PRIVATE


async def test_a_token_does_not_follow_to_another_host(clock: FakeClock, server: Loopback) -> None:
    """The two hosts are ours to ask, but each token is for one of them."""
    async with Loopback().serving() as other, fetching(clock, server.url, other.url) as fetcher:
        server.next("/old", redirect(f"{other.url}/new"))
        other.next("/new", body(b"here"))

        assert await fetcher.text(f"{server.url}/old", private=PRIVATE) == "here"
        assert "Authorization" not in other.requests[0].headers


async def test_an_unknown_host_is_never_asked(server: Loopback, fetcher: TextFetcher) -> None:
    """An upstream that sends us elsewhere, such as into the local network, is not obeyed."""
    async with Loopback().serving() as stranger:
        server.next("/old", redirect(f"{stranger.url}/new"))

        with pytest.raises(SourceError, match=r"^127\.0\.0\.1 redirects to another host, http"):
            await fetcher.text(f"{server.url}/old")
        assert stranger.requests == []
    assert server.asked("/old") == 1


@pytest.mark.parametrize(
    "target",
    ["http://[half", "http://127.0.0.1:99999/", "mailto:me", "javascript:x", "//elsewhere.test/"],
)
async def test_a_redirect_to_nonsense_is_an_error_of_the_source(
    server: Loopback, fetcher: TextFetcher, target: str
) -> None:
    """Whatever stands in `Location`, the caller gets one of our errors."""
    server.next("/old", redirect(target))

    with pytest.raises(SourceError, match=r"^127\.0\.0\.1 redirects to "):
        await fetcher.text(f"{server.url}/old")


async def test_redirects_that_go_round_end(server: Loopback, fetcher: TextFetcher) -> None:
    """Two addresses that point to each other do not hold us for ever."""
    server.always("/a", redirect("/b"))
    server.always("/b", redirect("/a"))

    with pytest.raises(SourceError, match="redirects more than 5 times"):
        await fetcher.text(f"{server.url}/a")
    assert len(server.requests) == 6


async def test_each_attempt_waits_for_its_turn(server: Loopback, fetcher: TextFetcher) -> None:
    """A host that wants its requests spaced wants the repeated ones spaced, too."""
    server.next("/list", status(503), status(503), body(b"here"))
    turns: list[int] = []

    async def turn() -> None:
        turns.append(server.asked("/list"))

    await fetcher.get(f"{server.url}/list", bytes.decode, max_bytes=MB, turn=turn)
    assert turns == [0, 1, 2]


@pytest.mark.parametrize("base", ["http://[half", "https://huggingface.co:port"])
async def test_an_address_that_is_none_is_a_mistake_in_the_settings(
    clock: FakeClock, base: str
) -> None:
    """The operator mends it; a stack trace would not say where."""
    with pytest.raises(SettingsError, match="_BASE_URL"):
        async with fetching(clock, base):
            raise AssertionError("opened")
