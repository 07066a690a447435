"""One polite way to read from the web: capped, retried with jitter, held to the known hosts."""

import datetime as dt
import os
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping
from http import HTTPStatus
from typing import TypeVar

import aiohttp
from yarl import URL

from bot.domain.base import clip
from bot.domain.errors import NotFound, SettingsError, SourceError
from bot.patience import persist, seconds_asked
from bot.ports.outbound import Clock

Parsed = TypeVar("Parsed")
_ATTEMPTS = 4
_REDIRECTS = 5
_TRANSIENT = {408, 425, 429, 500, 502, 503, 504}


class BadStatus(SourceError):
    """An HTTP error answer; `status` and the beginning of its `body` say which."""

    def __init__(self, message: str, status: int, body: str, **more: bool | float | None) -> None:
        super().__init__(message, **more)  # type: ignore[arg-type]  # retryable, retry_after
        self.status = status
        self.body = body


class Fetcher:
    """GETs within limits. Redirects are followed only between the hosts of `bases`."""

    def __init__(self, session: aiohttp.ClientSession, clock: Clock, bases: Iterable[str]) -> None:
        self._session = session
        self._clock = clock
        self._origins = {_origin(base) for base in bases}

    async def get(
        self,
        url: str,
        parse: Callable[[bytes], Parsed],
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        max_bytes: int,
        turn: Callable[[], Awaitable[None]] | None = None,
    ) -> Parsed:
        """What `parse` makes of the answer's body (at most `max_bytes`, decompressed).

        `parse` raises `SourceError`; a retryable one asks again, like a transient failure does.
        `turn` is awaited before each attempt, where a host wants its requests spaced.
        """

        async def once() -> Parsed:
            if turn is not None:
                await turn()
            return parse(await self._attempt(URL(url).with_query(params), headers, max_bytes))

        return await persist(self._clock, once, attempts=_ATTEMPTS)

    async def _attempt(self, url: URL, headers: Mapping[str, str] | None, max_bytes: int) -> bytes:
        place = f"{url.host}{url.path}"
        try:
            for _ in range(_REDIRECTS + 1):
                async with self._session.get(
                    url, headers=headers, allow_redirects=False, middlewares=(_asked_once,)
                ) as answer:
                    if answer.status in {301, 302, 303, 307, 308}:
                        url, headers = self._redirected(url, headers, answer.headers)
                        continue
                    body = await _read_capped(answer, max_bytes, place)
                    if answer.status != HTTPStatus.OK:
                        raise _bad_status(answer, body, place, self._clock.now())
                    return body
            raise SourceError(f"{place} redirects more than {_REDIRECTS} times")
        except TimeoutError as error:
            raise SourceError(f"{place} did not answer in time", retryable=True) from error
        except aiohttp.ClientConnectorError as error:
            reason = _reason(error.os_error)
            raise SourceError(f"cannot reach {url.host}: {reason}", retryable=True) from error
        except aiohttp.ClientPayloadError as error:
            raise SourceError(
                f"the answer of {place} is garbled or broke off", retryable=True
            ) from error
        except (aiohttp.ClientError, ConnectionError) as error:
            reason = clip(getattr(error, "message", "") or str(error) or type(error).__name__, 200)
            raise SourceError(f"cannot read {place}: {reason}", retryable=True) from error

    def _redirected(
        self, url: URL, headers: Mapping[str, str] | None, answer: Mapping[str, str]
    ) -> tuple[URL, Mapping[str, str] | None]:
        """The next address; what was meant for one host (a token) is not sent to another."""
        location = answer.get("Location", "")
        try:
            target = url.join(URL(location))
            known = target.host is not None and target.origin() in self._origins
        except ValueError as error:
            raise SourceError(f"{url.host} redirects to {clip(location, 100)!r}") from error
        if not known:
            raise SourceError(f"{url.host} redirects to another host, {clip(str(target), 100)}")
        return target, headers if target.origin() == url.origin() else None


async def _asked_once(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """The client would ask again by itself, and at once, when a connection drops."""
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as error:
        raise aiohttp.ClientError(getattr(error, "message", "") or str(error)) from error


def _origin(base: str) -> URL:
    try:
        return URL(base).origin()
    except ValueError as error:
        raise SettingsError(f"{base!r} is not an address: see the *_BASE_URL settings") from error


def _reason(error: OSError) -> str:
    """Why no connection came about, without asyncio's own words around it."""
    if isinstance(error, ssl.SSLError):
        return f"no trusted TLS connection ({clip(error.reason or str(error), 100)})"
    if error.errno and not isinstance(error, socket.gaierror):
        return os.strerror(error.errno)
    return clip(error.strerror or str(error), 200)


async def _read_capped(answer: aiohttp.ClientResponse, max_bytes: int, place: str) -> bytes:
    too_large = SourceError(f"{place} sent more than {max_bytes / 2**20:.0f} MB")
    if (answer.content_length or 0) > max_bytes:
        raise too_large
    body = bytearray()
    async for chunk in answer.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > max_bytes:
            raise too_large
    return bytes(body)


def _bad_status(
    answer: aiohttp.ClientResponse, body: bytes, place: str, now: dt.datetime
) -> SourceError:
    if answer.status in {404, 410}:
        return NotFound(f"{place} is not there (HTTP {answer.status})")
    after = _retry_after(answer, now)
    said = "" if after is None else f", asking to wait {after:.0f} s"
    return BadStatus(
        f"{place} answered HTTP {answer.status}{said}",
        answer.status,
        clip(body[:2000].decode("utf-8", "replace"), 500),
        retryable=answer.status in _TRANSIENT,
        retry_after=after,
    )


def _retry_after(answer: aiohttp.ClientResponse, now: dt.datetime) -> float | None:
    """Seconds to wait: `Retry-After`, or with a 429 `t=` of Hugging Face's `RateLimit`.

    Hugging Face sends `RateLimit` with every answer; it asks to wait only with a 429.
    """
    if value := answer.headers.get("Retry-After"):
        return seconds_asked(value, now)
    limit = answer.headers.get("RateLimit", "") if answer.status == 429 else ""
    for part in limit.split(";"):
        name, _, seconds = part.strip().partition("=")
        if name == "t" and seconds.isascii() and seconds.isdigit():
            return float(seconds)
    return None
