"""Logs by structlog, on stderr: pretty on a terminal, JSON elsewhere, secrets taken out."""

import logging
import os
import re
import sys
from collections.abc import Iterable, MutableMapping
from contextlib import suppress
from typing import Any, Literal

import structlog

_TOKEN = re.compile(r"\b(?:sk-|xox[a-z]-|xapp-|aW50ZXJhY3Rpb24|hf_|Bearer\s+)[\w.-]{6,}")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_HIDDEN = "[secret]"


def set_up_logging(
    level: str, form: Literal["auto", "pretty", "json"], secrets: Iterable[str] = ()
) -> None:
    """Everything at `level` and above goes to stderr; text from outside cannot forge a line.

    What libraries log by the standard library comes the same way, but never less than a warning:
    below that some log what they were sent.
    """
    pretty = form == "pretty" or (form == "auto" and sys.stderr.isatty())
    known = tuple(secret for secret in secrets if len(secret) >= 4)

    def clean(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {key: _clean(value, known) for key, value in event.items()}

    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            clean,
            structlog.dev.ConsoleRenderer()
            if pretty
            else structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=_logger_from(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, _Forwarding)]:
        root.removeHandler(handler)
    root.addHandler(_Forwarding(level=logging.WARNING))


def _logger_from(level: int) -> type[Any]:
    """A logger that leaves out what is below a level, and never raises.

    asyncio logs what went wrong in the event loop, and ends the loop when that raises: for want of
    a file descriptor, or because nobody reads stderr any more.
    """
    filtering: type[Any] = structlog.make_filtering_bound_logger(level)

    def log(self: Any, method: str, event: str | None = None, **fields: Any) -> None:
        try:
            filtering._proxy_to_logger(self, method, event, **fields)  # noqa: SLF001  # all pass by it
        except Exception as error:  # noqa: BLE001  # see above
            with suppress(OSError, ValueError):
                os.write(2, f"a line of the log is lost: {type(error).__name__}\n".encode())

    return type("Logger", (filtering,), {"_proxy_to_logger": log})


class _Forwarding(logging.Handler):
    """Hands what libraries log to structlog."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            said = record.getMessage()
        except Exception:  # noqa: BLE001  # a library's wrong use of its logger
            said = "a line that cannot be put together"
        log = structlog.get_logger()
        log.log(record.levelno, said, library=record.name, exc_info=record.exc_info)


def _clean(value: Any, secrets: tuple[str, ...]) -> Any:
    if not isinstance(value, str):
        return (
            value if isinstance(value, int | float | bool | None) else _clean(str(value), secrets)
        )
    for secret in secrets:
        value = value.replace(secret, _HIDDEN)
    value = _TOKEN.sub(_HIDDEN, value)
    return _CONTROL.sub(_escaped, value)


def _escaped(control: re.Match[str]) -> str:
    """As Python writes it. Its codec is imported on first use, which may fail at the worst time."""
    return "\\n" if control[0] == "\n" else f"\\u{ord(control[0]):04x}"
