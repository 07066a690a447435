"""What Discord, or the way to it, objects to, as errors of ours."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import aiohttp
import discord

from adapters.discord.wire.codes import INVALID_FORM, MEANING, NEW_TOKEN
from bot.domain.errors import (
    Gone,
    InDoubt,
    NotSent,
    PlatformError,
    PlatformProblem,
    Rejected,
    ShutOut,
)

_P = PlatformProblem
_TOO_LONG = re.compile(r"_(?:MAX|BAD)_(?:LENGTH|SIZE)|_(?:SIZE|COMPONENTS)_EXCEEDED")
# Nothing else is told on: an answer may repeat all that was sent.
_FIELD = re.compile(r"[a-z0-9_.]{0,100}")
_WHY = re.compile(r"[A-Z0-9_]{1,60}")
_PAUSE = 30.0  # seconds, where Discord says "too often" and not for how long


@contextmanager
def as_ours(what: str) -> Iterator[None]:
    """Raises `NotSent`, `InDoubt`, `Gone`, `Rejected` or `ShutOut` for what is raised inside.

    `what` says in the infinitive what was tried, such as "post a message".
    """
    try:
        yield
    except discord.HTTPException as error:
        raise _refusal(what, error) from error
    except discord.RateLimited as error:
        raise _too_often(what, error.retry_after) from error
    except discord.LoginFailure as error:
        raise ShutOut(f"{what}: {NEW_TOKEN}", problem=_P.SHUT_OUT) from error
    except discord.InvalidData as error:
        raise Rejected(f"{what}: it is of no known kind", problem=_P.NO_CHANNEL) from error
    except discord.GatewayNotFound as error:
        if isinstance(error.__cause__, discord.HTTPException):  # a 401, most of all
            raise _refusal(what, error.__cause__) from error.__cause__
        raise NotSent(f"{what}: Discord names no gateway", problem=_P.UNREACHABLE) from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        told = f"{what}: Discord cannot be reached ({type(error).__name__})"
        raise NotSent(told, problem=_P.UNREACHABLE) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        told = f"{what}: no answer from Discord ({type(error).__name__})"
        raise InDoubt(told, problem=_P.UNREACHABLE) from error
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        # discord.py reads any 200 as if it were the object; a proxy's page is none
        told = f"{what}: Discord's answer is unreadable ({type(error).__name__})"
        raise InDoubt(told, problem=_P.UNREACHABLE) from error


def code_of(error: PlatformError) -> int | None:
    """Discord's own code behind an error."""
    cause = error.__cause__
    return cause.code if isinstance(cause, discord.HTTPException) and cause.code else None


def _refusal(what: str, error: discord.HTTPException) -> PlatformError:
    """The error for an answer that is no success; its message is one line without content."""
    if error.code not in MEANING:
        return _by_status(what, error)
    kind, problem, words = MEANING[error.code]
    if problem is _P.TOO_FAST:
        return _too_often(f"{what}: {words} ({error.code})", _wait(error))
    whys = _whys(error) if error.code == INVALID_FORM else []
    if any(_TOO_LONG.search(why) for why in whys):
        problem = _P.TOO_LONG
    return kind(f"{what}: {words} ({'; '.join([str(error.code), *whys[:2]])})", problem=problem)


def _by_status(what: str, error: discord.HTTPException) -> PlatformError:
    told = f"{what}: refused with status {error.status} (code {error.code})"
    if error.status == 401:
        return ShutOut(f"{what}: {NEW_TOKEN}", problem=_P.SHUT_OUT)
    if error.status == 429:
        return _too_often(what, _wait(error))
    if error.status >= 500:
        return InDoubt(told, problem=_P.UNREACHABLE)
    if _details(error) is None:
        told = f"{what}: an unreadable answer with status {error.status}"
        return NotSent(told, problem=_P.UNREACHABLE)
    if error.status == 403:
        return Gone(told, problem=_P.NO_PERMISSION)
    return Rejected(told, problem=_P.REFUSED)


def _too_often(what: str, seconds: float) -> NotSent:
    wait = max(1.0, seconds)
    told = f"{what}: called too often, again in {wait:.0f} s"
    return NotSent(told, problem=_P.TOO_FAST, retry_after=wait)


def _wait(error: discord.HTTPException) -> float:
    given = error.response.headers.get("Retry-After", "")
    return float(given) if re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,6})?", given) else _PAUSE


def _details(error: discord.HTTPException) -> Mapping[str, Any] | None:
    """What Discord has against which field; none where its answer was no object.

    discord.py tells it in a private attribute or, with all that was sent, in its text.
    """
    return vars(error)["_errors"] or {} if "_errors" in vars(error) else None


def _whys(error: discord.HTTPException) -> list[str]:
    """The fields that are wrong, each with the code that says why.

    https://docs.discord.com/developers/reference#error-messages
    """
    found: list[str] = []
    to_see: list[tuple[str, object]] = [("", _details(error))]
    while to_see:
        path, at = to_see.pop(0)
        for key, value in at.items() if isinstance(at, Mapping) else ():
            if key != "_errors":
                to_see.append((f"{path}.{key}".lstrip("."), value))
            elif isinstance(value, list) and _FIELD.fullmatch(path):
                codes = (str(one.get("code")) for one in value if isinstance(one, Mapping))
                found += [f"{path} {code}".lstrip() for code in codes if _WHY.fullmatch(code)]
    return found
