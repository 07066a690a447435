"""The door for Slack's requests: what is not signed, or not sane, stays outside."""

import asyncio
import gzip
import hashlib
import hmac
import io
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from yarl import URL

from adapters.slack.wire.http import HEALTH, Door, listening
from bot.log import set_up_logging

SIGNING = "loopback-signing-secret"
BODY = b'{"type": "event_callback"}'


class Inside:
    """What comes in."""

    def __init__(self) -> None:
        self.bodies: list[object] = []

    async def __call__(self, request: AsyncBoltRequest) -> BoltResponse:
        self.bodies.append(request.body)
        return BoltResponse(status=200, body="")


@asynccontextmanager
async def door(inside: Inside) -> AsyncIterator[str]:
    async with listening(Door(inside, SIGNING), "127.0.0.1", 0) as address:
        yield address


def signed(body: bytes, *, age: float = 0.0, secret: str = SIGNING) -> dict[str, str]:
    """Slack's headers; https://docs.slack.dev/authentication/verifying-requests-from-slack."""
    sent = str(int(time.time() - age))
    digest = hmac.new(secret.encode(), f"v0:{sent}:".encode() + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": sent,
        "X-Slack-Signature": f"v0={digest}",
    }


async def sent(body: bytes, headers: dict[str, str], inside: Inside) -> int:
    """The status that a request gets."""
    async with (
        door(inside) as address,
        aiohttp.ClientSession() as session,
        session.post(address, data=io.BytesIO(body), headers=headers) as response,
    ):
        return response.status


async def test_what_slack_has_signed_comes_in() -> None:
    """As it was sent."""
    inside = Inside()

    assert await sent(BODY, signed(BODY), inside) == 200
    assert inside.bodies == [{"type": "event_callback"}]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signed(BODY, secret="another"),  # noqa: S106  # of no real app
        signed(BODY, age=600),
        signed(BODY, age=-600),
        signed(BODY + b" "),
        signed(BODY) | {"X-Slack-Request-Timestamp": "soon"},
        signed(BODY) | {"X-Slack-Signature": "v0=é"},
        signed(BODY) | {"X-Slack-Signature": ""},
    ],
    ids=["none", "secret", "old", "future", "body", "time", "letters", "empty"],
)
async def test_what_is_not_signed_stays_outside(headers: dict[str, str]) -> None:
    """Forged, replayed, or sent by somebody who tries what breaks: one answer, nothing parsed."""
    inside = Inside()

    assert await sent(BODY, headers, inside) == 401
    assert inside.bodies == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[" * 100_000, 400),
        (b"[]", 400),
        (b"\xff\xfe", 401),
        (b"x" * (1024 * 1024 + 1), 413),
    ],
    ids=["broken", "deep", "list", "bytes", "large"],
)
async def test_a_body_that_is_none_of_slacks_is_refused(body: bytes, status: int) -> None:
    """Even when it is signed: a proxy may have broken it."""
    inside = Inside()

    assert await sent(body, signed(body), inside) == status
    assert inside.bodies == []


async def test_what_is_compressed_is_not_unpacked() -> None:
    """A stranger's bomb must not be let off before its signature is looked at, nor break anything."""
    inside = Inside()
    bomb = gzip.compress(b"0" * 10_000_000)
    compressed = {"Content-Encoding": "gzip"}

    assert await sent(bomb, signed(b"another") | compressed, inside) == 401
    assert await sent(b"no gzip at all", signed(b"another") | compressed, inside) == 401


async def said(address: str, words: bytes) -> bytes:
    """The status line that some bytes on a connection get, or nothing when it is just closed."""
    url = URL(address)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(words)
    try:
        return (await reader.read(100)).split(b"\r\n")[0]
    finally:
        writer.close()


HEAD = b"POST /slack/events HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (HEAD, b""),
        (HEAD + b"Content-Length: 9\r\n\r\n{", b"HTTP/1.1 408 Request Timeout"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", b"HTTP/1.0 400 Bad Request"),
        (b"\x16\x03\x01 TLS\r\n\r\n", b"HTTP/1.0 400 Bad Request"),
    ],
    ids=["headers", "body", "chunk", "tls"],
)
async def test_who_does_not_say_it_all_is_not_waited_for(
    words: bytes,
    answer: bytes,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Connections that are left half open use up what the process may open; and log nothing."""
    for limit in ("_HEADERS", "_BODY", "_LINGERING"):
        monkeypatch.setattr(f"adapters.slack.wire.http.{limit}", 0.05)
    set_up_logging("warning", "json")

    async with door(Inside()) as address:
        assert await said(address, words) == answer

    assert capfd.readouterr().err == ""


async def test_strangers_do_not_crowd_slack_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many connections they open: the oldest of theirs go, Slack's own stays."""
    monkeypatch.setattr("adapters.slack.wire.http._MOST", 4)
    inside, strangers, reused = Inside(), [], []
    tracing = aiohttp.TraceConfig()

    async def note(*_: object) -> None:
        reused.append(True)

    tracing.on_connection_reuseconn.append(note)
    async with door(inside) as address, aiohttp.ClientSession(trace_configs=[tracing]) as slack:

        async def heard() -> int:
            async with slack.post(address, data=BODY, headers=signed(BODY)) as response:
                return response.status

        assert await heard() == 200
        url = URL(address)
        for _ in range(12):
            reader, writer = await asyncio.open_connection(url.host, url.port)
            writer.write(HEAD)
            strangers.append((reader, writer))
        for reader, _ in strangers[:8]:
            assert await reader.read() == b""

        assert await heard() == 200
        for _, writer in strangers:
            writer.close()

    assert (len(inside.bodies), reused) == (2, [True])


async def test_a_person_who_opens_the_address_is_told_what_it_is() -> None:
    """It is the first thing that somebody tries; and a proxy asks whether it is alive."""
    async with door(Inside()) as address, aiohttp.ClientSession() as session:
        async with session.get(address) as page:
            told = await page.text()
        async with session.get(address.replace("/slack/events", HEALTH)) as page:
            alive = page.status

    assert "This address is for Slack" in told
    assert alive == 200
