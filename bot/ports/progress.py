"""Progress where nobody watches."""

import structlog

from bot.ports.inbound import Step

_log = structlog.get_logger()


def logged(step: Step) -> None:
    """A `Progress`: what went wrong is a warning for whoever runs the bot, the rest for debugging."""
    log = _log.warning if step.stage == "degraded" else _log.debug
    log(step.stage, subject=step.subject, detail=step.detail)
