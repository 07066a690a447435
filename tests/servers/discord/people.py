"""How people use the app on Discord: the driver of the tests."""

import contextlib
from collections.abc import Mapping
from typing import Any

from tests.servers.discord import invocations, modals, slash
from tests.servers.discord.channels import Channel
from tests.servers.discord.guilds import Guild
from tests.servers.discord.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL,
    SECONDS_TO_ANSWER,
    Interaction,
)
from tests.servers.discord.messages import Message
from tests.servers.discord.permissions import May
from tests.servers.discord.writers import Writer

Payload = dict[str, Any]

BUTTON, SELECT = 2, 3
SLASH, MESSAGE_MENU = 1, 3


class Person(Writer):
    """Somebody who uses the app, too.

    That returns when it has answered, or when three seconds have gone by: `Interaction.failed`
    says whether they read "The application did not respond" then.
    """

    def offered(self, channel: Channel) -> dict[str, str]:
        """The slash commands that they can choose from there: how they read, by their names."""
        lines: dict[str, str] = {}
        for command in self._world.application.commands:
            if command.get("type", SLASH) == SLASH:
                with contextlib.suppress(AssertionError):
                    self._owners(command, channel)
                    leaves = slash.leaves(command, self.user.locale)
                    lines |= {name: line for name, line, _ in leaves}
        return lines

    async def adds_app(self, guild: Guild, permissions: May | None = None) -> None:
        """Let the app into a server, with the permissions that the link asks for."""
        self._check_manages(guild)
        self._world.install(guild, permissions)

    async def removes_app(self, guild: Guild) -> None:
        """Throw it out."""
        self._check_manages(guild)
        self._world.remove_app(guild)

    async def installs_app(self) -> None:
        """Have it for themselves, wherever they are."""
        self._world.application.installed_by.add(self.id)

    async def clicks(self, message: Message, custom_id: str, nth: int = 0) -> Interaction:
        """Press a button: the `nth` whose `custom_id` is this, or has it between colons."""
        found = [b for b in _usable(message, BUTTON) if f":{custom_id}:" in f":{b['custom_id']}:"]
        assert len(found) > nth, f"no {custom_id} among {_usable(message, BUTTON)}"
        return await self._uses(message, found[nth], {})

    async def chooses(self, message: Message, *values: str, nth: int = 0) -> Interaction:
        """Choose from the `nth` menu, by the values or by how what they stand for begins to read."""
        menu = _usable(message, SELECT)[nth]
        meant = [
            option["value"]
            for option in menu["options"]
            if option["value"] in values or option["label"].startswith(values)
        ]
        assert len(meant) >= len(values), f"{values} are not all among {menu['options']}"
        return await self._uses(message, menu, {"values": modals.chosen(menu, meant)})

    async def submits(
        self, opened: Interaction, text: str | None = None, **values: Any
    ) -> Interaction:
        """Send the modal that an interaction was answered with: `text` for its only input, or more.

        It closes when the app has answered, and only then.
        """
        assert opened.by is self.user, "it is before somebody else"
        assert opened.modal is not None, "no modal is open"
        if text is not None:
            (only,) = modals.inputs(opened.modal)
            values = {only["custom_id"]: text}
        data = modals.submitted(opened.modal, values)
        made = self._begin(MODAL, opened.channel, opened.owners, under=opened.under)
        sent = await self._sent(made, data)
        if not sent.failed:
            opened.modal = None
        return sent

    async def runs(
        self, channel: Channel, line: str, values: Mapping[str, Any] | None = None
    ) -> Interaction:
        """Use a slash command that is registered, such as "papers today"."""
        path = line.split()
        command = self._command(SLASH, path[0])
        made = self._begin(COMMAND, channel, self._owners(command, channel))
        return await self._sent(made, slash.filled(command, path, values or {}))

    async def completes(
        self, channel: Channel, line: str, option: str, typed: str, **values: Any
    ) -> Interaction:
        """Type in an option that the app completes: `choices` are what they can pick from then."""
        path = line.split()
        command = self._command(SLASH, path[0])
        data = slash.focused(command, path, values | {option: typed}, option)
        made = self._begin(AUTOCOMPLETE, channel, self._owners(command, channel))
        return await self._sent(made, data)

    async def chooses_menu(self, message: Message, name: str) -> Interaction:
        """Use what stands in the menu of a message."""
        command = self._command(MESSAGE_MENU, name)
        data = {
            "id": command["id"],
            "name": command["name"],
            "type": MESSAGE_MENU,
            "target_id": message.id,
            # With its content, whatever the app's intents are.
            "resolved": {"messages": {message.id: message.wire()}},
        }
        owners = self._owners(command, message.channel)
        made = self._begin(COMMAND, message.channel, owners)
        made.menu = True
        return await self._sent(made, data)

    def _check_manages(self, guild: Guild) -> None:
        member = guild.members.get(self.id)
        assert member is not None, f"{self.user.name} is not in {guild.name}"
        assert May.MANAGE_GUILD in member.permissions, f"{self.user.name} may not"

    def _command(self, kind: int, name: str) -> Payload:
        commands = self._world.application.commands
        found = [c for c in commands if c.get("type", SLASH) == kind and c["name"] == name]
        assert found, f"{name} is not registered, but {[c['name'] for c in commands]}"
        return found[0]

    def _owners(self, command: Payload, channel: Channel) -> dict[str, str]:
        app = self._world.application
        invocations.check_usable(command, channel, self.user, app)
        types = command.get("integration_types") or [invocations.GUILD_INSTALL]
        owners = invocations.owners(channel, self.user, app, types)
        assert owners, f"{command['name']} is not installed here"
        return owners

    async def _uses(self, message: Message, component: Payload, more: Payload) -> Interaction:
        assert not message.deleted, "it is gone"
        assert message.seen_by in {None, self.user}, "somebody else sees it"
        names = {"custom_id": component["custom_id"], "id": component["id"]}
        data = names | {"component_type": component["type"]} | more
        owners = self._interactions.owners_of(message)
        return await self._sent(
            self._begin(COMPONENT, message.channel, owners, under=message), data
        )

    def _begin(
        self, kind: int, channel: Channel, owners: dict[str, str], under: Message | None = None
    ) -> Interaction:
        assert May.VIEW_CHANNEL in channel.may(self.user), f"{self.user.name} is not there"
        return self._interactions.begin(kind, self.user, channel, under=under, owners=owners)

    async def _sent(self, made: Interaction, data: Payload) -> Interaction:
        guild = made.channel.guild
        self._world.announce("INTERACTION_CREATE", invocations.told(made, data), guild)
        if self._discord.gateway.is_heard_in(guild):
            with contextlib.suppress(TimeoutError):
                await self._world.clock.within(SECONDS_TO_ANSWER, self._answered(made))
        return made

    async def _answered(self, made: Interaction) -> None:
        while made.response is None:
            await self._world.bell.heard()


def _usable(message: Message, kind: int) -> list[Payload]:
    return [c for c in message.buttons if c["type"] == kind and not c.get("disabled")]
