"""Logs by structlog, on stderr: pretty on a terminal, JSON elsewhere, secrets taken out."""

import logging
import re
import sys
from collections.abc import Iterable, MutableMapping
from typing import Any, Literal

import structlog

_TOKEN = re.compile(r"\b(?:sk-|xox[a-z]-|xapp-|hf_|Bearer\s+)[\w.-]{6,}")
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
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, _Forwarding)]:
        root.removeHandler(handler)
    root.addHandler(_Forwarding(level=logging.WARNING))


class _Forwarding(logging.Handler):
    """Hands what libraries log to structlog."""

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
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
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), value)
