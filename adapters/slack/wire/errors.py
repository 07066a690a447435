"""What Slack, or the way to it, objects to, as errors of ours.

The codes: https://docs.slack.dev/reference/methods/chat.postMessage#errors and its neighbours.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

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
_KINDS: tuple[tuple[type[PlatformError], PlatformProblem, str], ...] = (
    (Gone, _P.NOT_A_MEMBER, "not_in_channel"),
    (Gone, _P.NO_CHANNEL, "channel_not_found user_not_in_channel cannot_dm_bot"),
    (Gone, _P.NO_PERSON, "user_not_found user_not_visible"),
    (Gone, _P.ARCHIVED, "is_archived"),
    (Gone, _P.NO_MESSAGE, "message_not_found thread_not_found cannot_reply_to_message"),
    (Gone, _P.NO_PERMISSION, "restricted_action restricted_action_read_only_channel"),
    (Gone, _P.NO_PERMISSION, "restricted_action_thread_only_channel ekm_access_denied"),
    (Gone, _P.NO_PERMISSION, "restricted_action_non_threadable_channel"),
    (Gone, _P.NO_PERMISSION, "restricted_action_thread_locked posting_to_general_channel_denied"),
    (
        Rejected,
        _P.NO_PERMISSION,
        "missing_scope no_permission not_allowed_token_type access_denied",
    ),
    (Rejected, _P.NO_PERMISSION, "cant_update_message cant_delete_message edit_window_closed"),
    (Rejected, _P.NO_PERMISSION, "streaming_state_conflict message_not_in_streaming_state"),
    (Rejected, _P.TOO_LONG, "msg_too_long msg_blocks_too_long markdown_text_too_long"),
    (ShutOut, _P.SHUT_OUT, "invalid_auth not_authed account_inactive token_revoked token_expired"),
    (ShutOut, _P.SHUT_OUT, "team_access_not_granted org_login_required"),
    (NotSent, _P.TOO_FAST, "ratelimited rate_limited message_limit_exceeded"),
    (NotSent, _P.UNREACHABLE, "request_timeout team_added_to_org"),
    (InDoubt, _P.UNREACHABLE, "fatal_error internal_error service_unavailable"),
)
_MEANING = {code: (kind, problem) for kind, problem, codes in _KINDS for code in codes.split()}
# Nothing else is told on: an answer may repeat all that was sent.
_CODE = re.compile(r"[a-z_]{1,60}")
_SCOPES = re.compile(r"[a-z:._,]{1,100}")
_DETAIL = re.compile(r"\[[A-Z]+\] [a-z0-9 .,:_-]{1,100}(?: \[json-pointer:[a-z0-9_/]{1,100}\])?")
_PAUSE = 30.0  # seconds, where Slack says "too often" and not for how long


@contextmanager
def as_ours(method: str) -> Iterator[None]:
    """Raises `NotSent`, `InDoubt`, `Gone`, `Rejected` or `ShutOut` for what is raised inside."""
    try:
        yield
    except SlackApiError as error:
        status, headers, body = _answer(error)
        raise refusal(method, status, headers, body) from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        what = f"{method}: Slack cannot be reached ({type(error).__name__})"
        raise NotSent(what, problem=_P.UNREACHABLE) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        what = f"{method}: no answer from Slack ({type(error).__name__})"
        raise InDoubt(what, problem=_P.UNREACHABLE) from error
    except (SlackClientError, AttributeError, UnicodeDecodeError) as error:
        # slack_sdk reads any 200 as if it were an object; a proxy's page is none
        raise InDoubt(f"{method}: Slack's answer is unreadable", problem=_P.UNREACHABLE) from error


def refusal(
    method: str, status: int, headers: Mapping[str, str], body: Mapping[str, Any]
) -> PlatformError:
    """The error for an answer that is no success; its message is one line without content."""
    code = _code(body)
    kind, problem = _MEANING.get(code or "", (Rejected, _P.REFUSED))
    if status == 429 or problem is _P.TOO_FAST:
        given = headers.get("Retry-After", "")
        wait = max(1.0, float(given)) if given.isdecimal() else _PAUSE
        what = f"{method}: called too often, again in {wait:.0f} s"
        return NotSent(what, problem=_P.TOO_FAST, retry_after=wait)
    if code is None and not (status == 200 and isinstance(body.get("error"), str)):
        what = f"{method}: an unreadable answer with status {status}"
        return (NotSent if 400 <= status < 500 else InDoubt)(what, problem=_P.UNREACHABLE)
    return kind(f"{method}: {code or 'an unreadable answer'}{_details(body)}", problem=problem)


def code_of(error: PlatformError) -> str | None:
    """Slack's own code behind an error."""
    if not isinstance(error.__cause__, SlackApiError):
        return None
    return _code(_answer(error.__cause__)[2])


def _code(body: Mapping[str, Any]) -> str | None:
    """The code in an answer."""
    code = body.get("error")
    return code if isinstance(code, str) and _CODE.fullmatch(code) else None


def _details(body: Mapping[str, Any]) -> str:
    """The scope that lacks, or what of the blocks is wrong: both say how to mend it."""
    scope, told = str(body.get("needed", "")), body.get("response_metadata")
    details = [f"needs the scope {scope}"] if _SCOPES.fullmatch(scope) else []
    messages = told.get("messages") if isinstance(told, dict) else None
    if isinstance(messages, list):
        details += [one for one in map(str, messages[:2]) if _DETAIL.fullmatch(one)]
    return f" ({'; '.join(details)})" if details else ""


def _answer(error: SlackApiError) -> tuple[int, Mapping[str, str], Mapping[str, Any]]:
    """Status, headers and body of what slack_sdk or, where that cannot read it, aiohttp has got."""
    response = error.response
    if isinstance(response, aiohttp.ClientResponse):
        return response.status, response.headers, {}
    body = response.data if isinstance(response.data, dict) else {}
    return response.status_code, response.headers, body
