"""Progress where nobody watches."""

import structlog

from bot.ports.inbound import Step

_log = structlog.get_logger()


def logged(step: Step) -> None:
    """A `Progress`: what went wrong is a warning for whoever runs the bot, the rest for debugging.

    That a paper has no full text is nothing that anybody could mend.
    """
    logs = {"degraded": _log.warning, "abstract": _log.info}
    logs.get(step.stage, _log.debug)(step.stage, subject=step.subject, detail=step.detail)
