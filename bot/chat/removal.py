"""Removing a digest: what goes is said first, and goes when that is confirmed."""

from bot.chat.desk import Desk
from bot.domain.message import Action, Message
from bot.domain.place import Place
from bot.presentation.editions import with_button
from bot.presentation.heard import line_message


async def ask_to_remove(desk: Desk, channel: Place, post: str) -> Message:
    """What would go with a message of ours, and the button that does it; else that it is not ours."""
    delivery = await desk.app.delivery_with(channel, post)
    if delivery is None:
        return line_message(desk.words.not_ours)
    question = desk.words.confirm_removal.format(date=delivery.key.edition_date)
    button = Action(action="remove", subject=post, label=desk.words.remove)
    return with_button(line_message(question), button)


async def remove(desk: Desk, channel: Place, post: str) -> Message:
    """Remove the delivery that a message is part of, and say so."""
    removed = await desk.app.remove(channel, post, desk.platform)
    return line_message(desk.words.removed if removed else desk.words.not_ours)
