"""Delivery by signed HTTP: https://docs.slack.dev/authentication/verifying-requests-from-slack."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from tests.servers.slack.clock import Clock
from tests.servers.slack.delivery import ACK_WITHIN, Attempt, Envelope


class SignedHttp:
    """Posts to the app's `url`. `age` and `secret` are for requests that are not to be believed."""

    def __init__(self, url: str, secret: str, clock: Clock, session: aiohttp.ClientSession) -> None:
        self.url = url
        self.secret = secret
        self.age = 0
        self._clock = clock
        self._session = session

    async def attempt(self, envelope: Envelope, retry: int, reason: str) -> Attempt:
        """Post, and take anything but a 200 within three seconds for a failure."""
        begun = time.monotonic()
        try:
            attempt = await self._clock.within(ACK_WITHIN, self._posted(envelope, retry, reason))
        except TimeoutError:
            attempt = Attempt(taken=False, latency=0.0, reason="http_timeout")
        except aiohttp.ClientError:
            attempt = Attempt(taken=False, latency=0.0, reason="connection_failed")
        attempt.latency = time.monotonic() - begun
        return attempt

    async def _posted(self, envelope: Envelope, retry: int, reason: str) -> Attempt:
        body, content_type = encoded(envelope)
        headers = {"Content-Type": content_type} | self.signature(body)
        headers["User-Agent"] = "Slackbot 1.0 (+https://api.slack.com/robots)"
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
        async with self._session.post(self.url, data=body, headers=headers) as response:
            text = await response.text()
            answer = (
                json.loads(text) if text and response.content_type == "application/json" else text
            )
            return Attempt(
                taken=response.status == 200,
                latency=0.0,
                reason="" if response.status == 200 else "http_error",
                answer=answer or None,
                no_retry=response.headers.get("X-Slack-No-Retry") == "1",
            )

    def signature(self, body: bytes) -> dict[str, str]:
        """The two headers that say that it is from Slack, and when it was sent."""
        # By the true time, not by our clock: the app compares it with its own.
        sent = str(int(time.time()) - self.age)
        signed = hmac.new(self.secret.encode(), f"v0:{sent}:".encode() + body, hashlib.sha256)
        return {
            "X-Slack-Request-Timestamp": sent,
            "X-Slack-Signature": f"v0={signed.hexdigest()}",
        }


def encoded(envelope: Envelope) -> tuple[bytes, str]:
    """The body of a request and its type: events are JSON, all else is a form."""
    if envelope.kind == "events_api":
        return json.dumps(envelope.body, ensure_ascii=False).encode(), "application/json"
    form = envelope.body
    if envelope.kind == "interactive":
        form = {"payload": json.dumps(envelope.body, ensure_ascii=False)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"
