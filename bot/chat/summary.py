"""A paper that somebody's message names, summarised for whoever asks, who may share it there."""

from bot.chat.desk import Desk
from bot.domain.command import ShowPaper
from bot.domain.message import Action, Message
from bot.ports.inbound import Asker
from bot.ports.progress import logged
from bot.presentation.editions import with_button
from bot.presentation.heard import line_message


async def summarise(desk: Desk, paper: str, asker: Asker) -> list[Message]:
    """What a paper is about; it counts like a question."""
    return await desk.app.run(ShowPaper(reference=paper), asker, desk.platform, logged)


def with_share(desk: Desk, summary: list[Message], paper: str, under: str) -> list[Message]:
    """The summary with a button that puts it into the thread under a message."""
    share = Action(action="share", subject=paper, label=desk.words.share, question=under)
    return [*summary[:-1], with_button(summary[-1], share)]


def with_invitation(desk: Desk, summary: list[Message]) -> list[Message]:
    """The summary where the bot is no member, and how it becomes one."""
    how = desk.platform.how_to_invite(desk.language)
    return [*summary, line_message(desk.words.invite.replace("{how_to_invite}", how))]
