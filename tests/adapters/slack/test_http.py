"""The door for Slack's requests: what is not signed, or not sane, stays outside."""

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

from adapters.slack.http import HEALTH, Door, listening

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
        (b"\xff\xfe", 401),
        (b"x" * (1024 * 1024 + 1), 413),
    ],
    ids=["broken", "deep", "bytes", "large"],
)
async def test_a_body_that_is_none_of_slacks_is_refused(body: bytes, status: int) -> None:
    """Even when it is signed: a proxy may have broken it."""
    inside = Inside()

    assert await sent(body, signed(body), inside) == status
    assert inside.bodies == []


async def test_a_person_who_opens_the_address_is_told_what_it_is() -> None:
    """It is the first thing that somebody tries; and a proxy asks whether it is alive."""
    async with door(Inside()) as address, aiohttp.ClientSession() as session:
        async with session.get(address) as page:
            told = await page.text()
        async with session.get(address.replace("/slack/events", HEALTH)) as page:
            alive = page.status

    assert "This address is for Slack" in told
    assert alive == 200
