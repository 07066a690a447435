"""What people do on Discord, and what they see of what comes of it."""

from collections.abc import Mapping
from typing import Any

from tests.servers.discord import modals, slash
from tests.servers.discord.channels import Channel, Kind
from tests.servers.discord.guilds import User
from tests.servers.discord.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL,
    Interaction,
    Interactions,
)
from tests.servers.discord.messages import Message
from tests.servers.discord.permissions import EVERYTHING, May
from tests.servers.discord.world import World

Payload = dict[str, Any]

SLASH, MESSAGE_MENU = 1, 3


class Person:
    """Somebody at their keyboard."""

    def __init__(self, world: World, interactions: Interactions, user: User) -> None:
        self.user = user
        self._world = world
        self._interactions = interactions

    @property
    def id(self) -> str:
        """Their id."""
        return self.user.id

    @property
    def direct(self) -> Channel:
        """Their direct messages with the app."""
        return self._world.direct(self.user)

    @property
    def alone(self) -> list[Message]:
        """What they alone see, oldest first, without what the app has not said yet."""
        every = [m for one in self._interactions.all.values() for m in one.messages]
        return [m for m in every if m.seen_by is self.user and not m.deleted and not m.thinking]

    async def writes(self, channel: Channel, text: str, reply_to: Message | None = None) -> Message:
        """Write something, maybe as a reply (which pings whom it replies to)."""
        body: Payload = {"content": text}
        if reply_to is not None:
            body["allowed_mentions"] = {
                "parse": ["users", "roles", "everyone"],
                "replied_user": True,
            }
        return self._world.post(channel, self.user, body, reference=reply_to)

    async def edits(self, message: Message, text: str) -> None:
        """Change what they wrote."""
        self._world.edit(message, {"content": text})

    async def deletes(self, *messages: Message) -> None:
        """Delete messages; several at once as moderators do."""
        self._world.delete(*messages)

    async def clicks(self, message: Message, kind: str, nth: int = 0) -> Interaction:
        """Press a button whose `custom_id` has the kind in it: the nth of those there."""
        buttons = [b for b in message.buttons if b["type"] == 2 and f":{kind}:" in b["custom_id"]]
        assert buttons, f"no button {kind} among {[b['custom_id'] for b in message.buttons]}"
        return self._uses_component(message, buttons[nth], {})

    async def chooses(self, message: Message, value: str, nth: int = 0) -> Interaction:
        """Choose from a menu, by the value or by how it begins to read."""
        menu = [b for b in message.buttons if b["type"] == 3][nth]
        values = {
            o["value"] for o in menu["options"] if value in (o["value"], o["label"][: len(value)])
        }
        return self._uses_component(message, menu, {"values": modals.chosen(menu, list(values))})

    def _uses_component(self, message: Message, component: Payload, more: Payload) -> Interaction:
        assert not component.get("disabled")
        assert message.seen_by in {None, self.user}
        data = {
            "custom_id": component["custom_id"],
            "component_type": component["type"],
            "id": component["id"],
            **more,
        }
        return self._begin(COMPONENT, message.channel, data, under=message)

    async def submits(self, opened: Interaction, **values: Any) -> Interaction:
        """Fill in the modal that an interaction was answered with, and send it."""
        assert opened.modal is not None, "no modal was opened"
        data = modals.submitted(opened.modal, values)
        return self._begin(MODAL, opened.channel, data, under=opened.under)

    async def runs(
        self,
        channel: Channel,
        line: str,
        values: Mapping[str, Any] | None = None,
        *,
        user_install: bool = False,
    ) -> Interaction:
        """Use a slash command that is registered, such as "papers today"."""
        command = self._command(SLASH, line.split(maxsplit=1)[0])
        data = slash.filled(command, line.split(), values or {})
        return self._begin(COMMAND, channel, data, installed=not user_install)

    async def completes(
        self, channel: Channel, line: str, option: str, typed: str, **values: Any
    ) -> Interaction:
        """Type in an option that the app completes."""
        command = self._command(SLASH, line.split(maxsplit=1)[0])
        data = slash.focused(command, line.split(), values | {option: typed}, option)
        return self._begin(AUTOCOMPLETE, channel, data)

    async def chooses_menu(
        self, message: Message, name: str, *, user_install: bool = False
    ) -> Interaction:
        """Use what stands in the menu of a message."""
        command = self._command(MESSAGE_MENU, name)
        data = {
            "id": command["id"], "name": command["name"], "type": MESSAGE_MENU,
            "target_id": message.id, "resolved": {"messages": {message.id: message.wire()}},
        }  # fmt: skip
        return self._begin(COMMAND, message.channel, data, installed=not user_install)

    def _command(self, kind: int, name: str) -> Payload:
        commands = self._world.application.commands
        found = [c for c in commands if c.get("type", 1) == kind and c["name"] == name]
        assert found, f"{name} is not registered, but {[c['name'] for c in commands]}"
        return found[0]

    def _begin(
        self,
        kind: int,
        channel: Channel,
        data: Payload,
        *,
        under: Message | None = None,
        installed: bool = True,
    ) -> Interaction:
        installed = installed and (channel.guild is None or channel.guild.bot is not None)
        made = self._interactions.begin(kind, self.user, channel, under=under, installed=installed)
        told = self._told(made, data)
        self._world.announce("INTERACTION_CREATE", told, channel.guild)
        return made

    def _told(self, made: Interaction, data: Payload) -> Payload:
        """https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object."""
        world, channel = self._world, made.channel
        guild, app = channel.guild, world.application
        ours = channel.may(app.bot) if guild is None or guild.bot else May(0)
        context = (
            0 if guild else 1 if channel.kind is Kind.DM and app.bot in channel.recipients else 2
        )
        owners = {"0": guild.id if guild else "0"} if made.installed else {"1": self.user.id}
        told: Payload = {
            "id": made.id, "application_id": app.id, "type": made.kind, "token": made.token,
            "version": 1, "data": data, "channel_id": channel.id, "channel": channel.wire(),
            "app_permissions": str(+ours & +EVERYTHING), "locale": self.user.locale,
            "entitlements": [], "authorizing_integration_owners": owners, "context": context,
            "attachment_size_limit": 10_485_760,
        }  # fmt: skip
        if made.under is not None:
            told["message"] = made.under.wire()
        if guild is None:
            return told | {"user": self.user.wire()}
        member = guild.members[self.user.id]
        may = channel.may(self.user)
        who = member.wire() | {"permissions": str(+may)}
        return told | {
            "guild_id": guild.id, "member": who, "guild_locale": guild.locale,
            "guild": {"id": guild.id, "locale": guild.locale, "features": []},
        }  # fmt: skip
