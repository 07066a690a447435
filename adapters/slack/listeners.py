"""What Slack brings, and who hears it. The manifest asks for exactly this."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp

from adapters.slack.hearing.assistant import Assistant
from adapters.slack.hearing.buttons import Buttons
from adapters.slack.hearing.commands import COMMAND, Commands
from adapters.slack.hearing.desk import Desk
from adapters.slack.hearing.home import Home
from adapters.slack.hearing.incoming import PLATFORM, is_for
from adapters.slack.hearing.messages import Messages
from adapters.slack.hearing.modal import Modal
from adapters.slack.hearing.shortcuts import REMOVE, SUMMARISE, Shortcuts
from adapters.slack.render import QUESTION_FORM
from bot.chat.work import log_failure
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

    async def only_ours(body: dict[str, Any], next_: Callable[[], Awaitable[None]]) -> None:
        if is_for(desk.workspace, body):
            await next_()

    bolt.use(only_ours)
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
    async def uninstalled(event: dict[str, Any]) -> None:
        """The app was removed: nothing that people there asked is needed any more."""
        questions = await desk.app.forget_workspace(PLATFORM, desk.workspace)
        _log.info("forgot what the workspace asked", questions=questions)
        shut_out(event)

    async def revoked(event: dict[str, Any]) -> None:
        """The token was taken back, maybe for a new one; those of people are not ours."""
        if desk.bot_user in event["tokens"].get("bot", ()):
            shut_out(event)

    def shut_out(event: dict[str, Any]) -> None:
        desk.work.shut_out(ShutOut(f"Slack says {event['type']}: install the app anew"))

    async def note(event: dict[str, Any]) -> None:
        """What somebody has subscribed to besides what the manifest asks for."""
        _log.info("event without a listener", type=event.get("type"), channel=event.get("channel"))

    async def fail(error: Exception) -> None:
        log_failure(error)
        if isinstance(error, ShutOut):
            desk.work.shut_out(error)

    bolt.event("tokens_revoked")(revoked)
    bolt.event("app_uninstalled")(uninstalled)
    bolt.event(_ANY)(note)
    bolt.error(fail)
