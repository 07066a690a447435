"""Who may remove what the bot has posted."""

import structlog

from adapters.slack.hearing.desk import Desk
from bot.domain.errors import Rejected

_log = structlog.get_logger()


async def may_remove(desk: Desk, person: str) -> bool:
    """Those who are named, and admins of this workspace as far as we may ask who is one.

    A channel may be shared with another workspace, whose admins are none here.
    <https://docs.slack.dev/reference/objects/user-object>
    """
    if person in desk.managers:
        return True
    try:
        user = (await desk.calls.read("users.info", user=person))["user"]
    except Rejected as error:
        _log.warning("cannot tell admins", reason=str(error))
        return False
    admin = bool(user.get("is_admin") or user.get("is_owner"))
    return admin and user.get("team_id") == desk.workspace
