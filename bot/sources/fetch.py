"""One polite way to read from the web: capped, retried with jitter, held to the known hosts."""

import asyncio
import datetime as dt
import os
import socket
from collections.abc import Callable, Iterable, Mapping
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TypeVar

import aiohttp
import structlog
import tenacity
from yarl import URL

from bot.domain.base import clip
from bot.domain.errors import NotFound, SourceError
from bot.ports.outbound import Clock

Parsed = TypeVar("Parsed")
_log = structlog.get_logger()
_ATTEMPTS = 4
_REDIRECTS = 5
_LONGEST_WAIT = 60.0
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
        self._origins = {URL(base).origin() for base in bases}

    async def get(
        self,
        url: str,
        parse: Callable[[bytes], Parsed],
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        max_bytes: int,
    ) -> Parsed:
        """What `parse` makes of the answer's body (at most `max_bytes`, decompressed).

        `parse` raises `SourceError`; a retryable one asks again, like a transient failure does.
        """
        retrying = tenacity.AsyncRetrying(
            stop=tenacity.stop_after_attempt(_ATTEMPTS),
            retry=tenacity.retry_if_exception(_worth_another_try),
            wait=_wait,
            sleep=self._clock.sleep,
            before_sleep=_tell,
            reraise=True,
        )
        async for attempt in retrying:
            with attempt:
                body = await self._attempt(URL(url).with_query(params), headers, max_bytes)
                return parse(body)
        raise AssertionError("tenacity re-raises the last failure")

    async def _attempt(self, url: URL, headers: Mapping[str, str] | None, max_bytes: int) -> bytes:
        place = f"{url.host}{url.path}"
        try:
            for _ in range(_REDIRECTS + 1):
                async with self._session.get(url, headers=headers, allow_redirects=False) as answer:
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
        except (aiohttp.ClientError, ConnectionError, asyncio.IncompleteReadError) as error:
            reason = clip(str(error) or type(error).__name__, 200)
            raise SourceError(f"cannot read {place}: {reason}", retryable=True) from error

    def _redirected(
        self, url: URL, headers: Mapping[str, str] | None, answer: Mapping[str, str]
    ) -> tuple[URL, Mapping[str, str] | None]:
        """The next address; what was meant for one host (a token) is not sent to another."""
        target = url.join(URL(answer.get("Location", "")))
        if target.host is None or target.origin() not in self._origins:
            raise SourceError(f"{url.host} redirects to another host, {clip(str(target), 100)}")
        return target, headers if target.origin() == url.origin() else None


def _reason(error: OSError) -> str:
    """Why no connection came about, without asyncio's own words around it."""
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
    after = _retry_after(answer.headers, now)
    said = "" if after is None else f", asking to wait {after:.0f} s"
    return BadStatus(
        f"{place} answered HTTP {answer.status}{said}",
        answer.status,
        clip(body[:2000].decode("utf-8", "replace"), 500),
        retryable=answer.status in _TRANSIENT,
        retry_after=after,
    )


def _retry_after(headers: Mapping[str, str], now: dt.datetime) -> float | None:
    """Seconds to wait: `Retry-After` (RFC 9110, 10.2.3), or `t=` of Hugging Face's `RateLimit`."""
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    if value:
        try:
            return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
        except (ValueError, TypeError):
            return None
    for part in headers.get("RateLimit", "").split(";"):
        name, _, seconds = part.strip().partition("=")
        if name == "t" and seconds.isascii() and seconds.isdigit():
            return float(seconds)
    return None


def _worth_another_try(error: BaseException) -> bool:
    return (
        isinstance(error, SourceError)
        and error.retryable
        and (error.retry_after or 0.0) <= _LONGEST_WAIT
    )


def _tell(state: tenacity.RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    seconds = round(state.next_action.sleep, 1) if state.next_action else 0.0
    log = _log.warning if seconds >= 1 else _log.info
    log("asking again", seconds=seconds, because=str(error))


_JITTERED = tenacity.wait_random_exponential(multiplier=0.5, max=10)


def _wait(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, SourceError) else None
    return max(asked or 0.0, _JITTERED(state))
