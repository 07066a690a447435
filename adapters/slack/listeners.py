"""What Slack brings, and who hears it. The manifest asks for exactly this."""

import re
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp

from adapters.slack.assistant import Assistant
from adapters.slack.buttons import Buttons
from adapters.slack.commands import COMMAND, Commands
from adapters.slack.desk import Desk
from adapters.slack.home import Home
from adapters.slack.messages import Messages
from adapters.slack.modal import Modal
from adapters.slack.render import QUESTION_FORM
from adapters.slack.shortcuts import REMOVE, SUMMARISE, Shortcuts
from adapters.slack.work import log_failure
from bot.domain.errors import ShutOut

_log = structlog.get_logger()

SHORTCUTS = (SUMMARISE, REMOVE)
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "assistant_thread_started",
    "message.channels",
    "message.groups",
    "message.im",
    "tokens_revoked",
)
_ANY = re.compile("")


def register(bolt: AsyncApp, desk: Desk) -> None:
    """Let the desk hear all that Slack brings.

    The app has to run with `process_before_response`: a listener stores, starts work, and returns;
    only then is Slack told that something has arrived. What raises is not told, and Slack brings
    it again.
    """
    messages, home, assistant = Messages(desk), Home(desk), Assistant(desk)
    modal, shortcuts = Modal(desk), Shortcuts(desk)
    bolt.event("message")(messages.hear)
    bolt.event("app_mention")(messages.hear)
    bolt.event("app_home_opened")(home.open)
    bolt.event("assistant_thread_started")(assistant.open)
    bolt.command(COMMAND)(Commands(desk).hear)
    bolt.action(_ANY)(Buttons(desk, modal).press)
    bolt.view(QUESTION_FORM)(modal.submit)
    bolt.shortcut(SUMMARISE)(shortcuts.summarise)
    bolt.shortcut(REMOVE)(shortcuts.remove)
    _register_the_rest(bolt, desk)


def _register_the_rest(bolt: AsyncApp, desk: Desk) -> None:
    async def shut_out(event: dict[str, Any]) -> None:
        """The app was removed, or its token taken back; those of people are not ours."""
        if event["type"] == "app_uninstalled" or event["tokens"].get("bot"):
            desk.work.shut_out(ShutOut(f"Slack says {event['type']}: install the app anew"))

    async def note(event: dict[str, Any]) -> None:
        """Channels that close, and whatever else somebody subscribed to."""
        _log.info("event without a listener", type=event.get("type"), channel=event.get("channel"))

    async def fail(error: Exception) -> None:
        log_failure(error)
        if isinstance(error, ShutOut):
            desk.work.shut_out(error)

    bolt.event("tokens_revoked")(shut_out)
    bolt.event("app_uninstalled")(shut_out)
    bolt.event(_ANY)(note)
    bolt.error(fail)
