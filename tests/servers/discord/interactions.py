"""What a person asks of the app, and how the app may answer it.

https://docs.discord.com/developers/interactions/receiving-and-responding
"""

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.servers.discord.components import numbered
from tests.servers.discord.content import check
from tests.servers.discord.forms import check_modal
from tests.servers.discord.messages import CHAT_COMMAND, EPHEMERAL, MENU_COMMAND, Message
from tests.servers.discord.permissions import May
from tests.servers.discord.refusals import (
    Refusal,
    invalid,
    unknown_interaction,
    unknown_message,
    unknown_webhook,
)

if TYPE_CHECKING:
    from tests.servers.discord.channels import Channel
    from tests.servers.discord.guilds import User
    from tests.servers.discord.world import World

Payload = dict[str, Any]

SECONDS_TO_ANSWER, TOKEN_LIVES = 3.0, 15 * 60.0
MOST_FOLLOW_UPS = 5  # where the app is a person's and not in the server
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
MESSAGE, THINKING, UPDATE_LATER, UPDATE, SUGGESTIONS, FORM = 4, 5, 6, 7, 8, 9
_ALLOWED = {
    COMMAND: {MESSAGE, THINKING, FORM},
    COMPONENT: {MESSAGE, THINKING, UPDATE_LATER, UPDATE, FORM},
    AUTOCOMPLETE: {SUGGESTIONS},
    MODAL: {MESSAGE, THINKING, UPDATE_LATER, UPDATE},
}


@dataclass(eq=False)
class Interaction:
    """`under` is the message whose button was pressed; `response` what it was answered with first.

    `owners`: for whom the app is installed (`invocations.owners`). `menu`: by a message's menu.
    """

    id: str
    kind: int
    by: "User"
    channel: "Channel"
    begun: float
    under: Message | None = None
    owners: dict[str, str] = field(default_factory=dict)
    menu: bool = False
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    response: int | None = None
    answered_after: float | None = None
    original: Message | None = None
    modal: Payload | None = None
    choices: list[Payload] | None = None
    messages: list[Message] = field(default_factory=list)
    follow_ups: int = 0

    @property
    def installed(self) -> bool:
        """Whether the app is in the server, if it is one."""
        return self.channel.guild is None or self.channel.guild.bot is not None

    @property
    def failed(self) -> bool:
        """Whether the person reads "The application did not respond"."""
        late = self.answered_after is not None and self.answered_after > SECONDS_TO_ANSWER
        return self.response is None or late

    @property
    def thinks(self) -> bool:
        """Whether the person still sees that the app is thinking."""
        return self.original is not None and self.original.thinking and not self.original.deleted


class Interactions:
    """All that were begun, by their tokens."""

    def __init__(self, world: "World") -> None:
        self.all: dict[str, Interaction] = {}
        self._world = world

    def begin(self, kind: int, by: "User", channel: "Channel", **more: Any) -> Interaction:
        """Somebody uses the app."""
        made = Interaction(
            self._world.snowflake(), kind, by, channel, self._world.clock.now(), **more
        )
        self.all[made.token] = made
        return made

    def owners_of(self, message: Message) -> dict[str, str]:
        """For whom the app is installed, where a button under a message is pressed."""
        for one in self.all.values():
            if message in one.messages:
                return one.owners
        return {"0": message.channel.guild.id if message.channel.guild else "0"}

    def answer(self, id_: str, token: str, body: Payload) -> Interaction:
        """The first answer, within three seconds. Raises `Refusal`."""
        found, now = self.all.get(token), self._world.clock.now()
        if found is None or found.id != id_:
            raise unknown_interaction()
        if found.response is not None:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        if now - found.begun > SECONDS_TO_ANSWER:
            raise unknown_interaction()
        kind, data = body.get("type"), body.get("data") or {}
        if kind not in _ALLOWED[found.kind] or (kind in {UPDATE, UPDATE_LATER} and not found.under):
            raise invalid("type", "INTERACTION_CALLBACK_TYPE_INVALID", f"{kind} after {found.kind}")
        self._take(found, kind, data)
        found.response, found.answered_after = kind, now - found.begun
        self._world.bell.ring()
        return found

    def _take(self, found: Interaction, kind: int, data: Payload) -> None:
        match kind:
            case 4:
                check(data)
                found.original = self._post(found, data)
            case 5:
                found.original = self._post(found, {"flags": (data.get("flags") or 0) & EPHEMERAL})
                found.original.thinking = True
            case 6:
                found.original = found.under
            case 7 if found.under is not None:
                self._edit(found.under, data)
                found.original = found.under
            case 8:
                found.choices = _checked(data.get("choices") or [])
            case _:
                check_modal(data)
                found.modal = data | {"components": numbered(data["components"])}

    def follow_up(self, token: str, body: Payload) -> Message:
        """One message more; after "thinking" the first one is that. Raises `Refusal`."""
        found = self._open(token)
        check(body)
        if found.original is not None and found.original.thinking:
            self._edit(found.original, body)
            return found.original
        if not found.installed:
            found.follow_ups += 1
            if found.follow_ups > MOST_FOLLOW_UPS:
                raise Refusal(400, 40094, "Follow-up messages limit reached.")
        return self._post(found, body)

    def message(self, token: str, id_: str) -> Message:
        """One of the messages; "@original" is the first. Raises `Refusal`."""
        found = self._open(token)
        if id_ == "@original":
            if found.original is None:
                raise unknown_message()
            return found.original
        known = [*found.messages, *([found.under] if found.under else [])]
        message = next((m for m in known if m.id == id_ and not m.deleted), None)
        if message is None:
            raise unknown_message()
        return message

    def edit(self, token: str, id_: str, body: Payload) -> Message:
        """Put other content in one. Raises `Refusal`."""
        message = self.message(token, id_)
        self._edit(message, body)
        return message

    def delete(self, token: str, id_: str) -> None:
        """Remove one. Raises `Refusal`."""
        message = self.message(token, id_)
        if message.seen_by is None:
            self._world.delete(message)
        message.deleted = True
        self._world.bell.ring()

    def _open(self, token: str) -> Interaction:
        found = self.all.get(token)
        if found is None or found.response is None:
            raise unknown_webhook()
        if self._world.clock.now() - found.begun > TOKEN_LIVES:
            raise Refusal(401, 50027, "Invalid Webhook Token")
        return found

    def _post(self, found: Interaction, body: Payload) -> Message:
        """Where they may not use an app of their own before others, all is for them alone.

        https://docs.discord.com/developers/topics/permissions, USE_EXTERNAL_APPS
        """
        alone = bool((body.get("flags") or 0) & EPHEMERAL)
        if not found.installed and May.USE_EXTERNAL_APPS not in found.channel.may(found.by):
            alone, body = True, body | {"flags": (body.get("flags") or 0) | EPHEMERAL}
        message = self._world.post(
            found.channel,
            self._world.application.bot,
            body,
            webhook=True,
            seen_by=found.by if alone else None,
        )
        if found.kind == COMMAND and found.original is None:
            message.type = MENU_COMMAND if found.menu else CHAT_COMMAND
        found.messages.append(message)
        return message

    def _edit(self, message: Message, body: Payload) -> None:
        check(body, None if message.thinking else message)  # until then it may become anything
        message.thinking = False
        self._world.edit(message, body)


def _checked(choices: list[Payload]) -> list[Payload]:
    if len(choices) > 25:
        raise invalid("data.choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    for n, one in enumerate(choices):
        for name in ("name", "value"):
            if not 1 <= len(str(one[name])) <= 100:
                raise invalid(f"data.choices.{n}.{name}", "BASE_TYPE_BAD_LENGTH", "1 to 100")
    return choices
