"""Buttons and menus under messages in Discord."""

from collections.abc import Mapping
from typing import Any, cast

import discord
import structlog

from adapters.discord.hearing.desk import Desk, Interaction, is_direct
from adapters.discord.hearing.incoming import place_of
from adapters.discord.hearing.managers import may_remove
from adapters.discord.hearing.modal import Modal
from adapters.discord.render import pressed
from adapters.discord.wire.acknowledge import acknowledge
from bot.chat import buttons
from bot.chat.buttons import Press, Pressed
from bot.domain.place import Place
from bot.presentation.heard import line_message

_log = structlog.get_logger()
# A chosen paper is answered in the message that asked which one is meant; of thanks nobody has to
# be told that they are coming.
_WITHOUT_REPLY = {"choose", "feedback"}


class Buttons:
    """Heard by their `custom_id` alone, so that they work after a restart."""

    def __init__(self, desk: Desk, modal: Modal) -> None:
        self._desk = desk
        self._modal = modal
        self._shared = buttons.Buttons(desk)

    async def press(self, interaction: Interaction) -> None:
        """What a button asks is kept before Discord is told that it has arrived."""
        desk, message = self._desk, interaction.message
        what = _pressed(interaction)
        if what is None or message is None:
            await acknowledge(interaction, ephemeral=True, thinking=False)
            return
        press = self._press(interaction, what, message)
        if not desk.serves(press.place):
            await self._tell(interaction, press, desk.words.not_here)
        elif what.kind == "ask":
            await self._modal.open(interaction, what.subject, press.place, private=press.private)
        elif what.kind == "remove" and not may_remove(desk, interaction):
            await self._tell(interaction, press, desk.words.who_may_remove)
        else:
            await self._shared.press(press)
            thinking = what.kind not in _WITHOUT_REPLY
            await acknowledge(interaction, ephemeral=not is_direct(interaction), thinking=thinking)

    def _press(self, interaction: Interaction, what: Pressed, message: discord.Message) -> Press:
        beside, by = place_of(interaction), str(interaction.user.id)
        private = message.flags.ephemeral
        place = beside if private else _under(beside, message)
        when = "" if what.kind == "share" else interaction.id
        key = f"discord/press/{by}/{message.id}/{custom_id_of(interaction)}/{when}"
        alone = self._desk.alone(interaction)
        return Press(what, by, place, beside, alone, private, key, sees_waiting=True)

    async def _tell(self, interaction: Interaction, press: Press, line: str) -> None:
        await acknowledge(interaction, ephemeral=not is_direct(interaction))
        await self._desk.show(press.alone, press.beside, [line_message(line)], key="press")


def _under(beside: Place, message: discord.Message) -> Place:
    """The thread of a message, or the one under it; direct messages have none."""
    if beside.thread is not None or message.guild is None:
        return beside
    return beside.model_copy(update={"thread": str(message.id)})


def custom_id_of(interaction: Interaction) -> str:
    """What the button, the menu or the modal is called that was used."""
    return str(_data(interaction).get("custom_id"))


def _pressed(interaction: Interaction) -> Pressed | None:
    try:
        return pressed(custom_id_of(interaction), _data(interaction).get("values") or ())
    except ValueError as error:
        _log.warning("a button that nobody knows", reason=str(error))
        return None


def _data(interaction: Interaction) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", interaction.data or {})
