"""An app written with discord.py, that does what a test says."""

from collections.abc import Awaitable, Callable
from typing import Any, cast

import discord
from discord import app_commands, ui

from tests.servers.discord.clients import Hearing

Used = discord.Interaction[Any]
Answer = Callable[[Used], Awaitable[Any]]


def told(used: Used) -> dict[str, Any]:
    """What was pressed, chosen or filled in."""
    return cast("dict[str, Any]", used.data)


class Bot(Hearing):
    """An app whose commands and buttons do what a test says: `answers` by their names."""

    def __init__(self) -> None:
        super().__init__()
        contexts = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
        installs = app_commands.AppInstallationType(guild=True, user=True)
        self.tree = app_commands.CommandTree(self)
        self.answers: dict[str, Answer] = {}
        papers = app_commands.Group(
            name="papers",
            description="Papers",
            allowed_contexts=contexts,
            allowed_installs=installs,
        )
        admin = app_commands.Group(
            name="admin",
            description="For those who manage channels",
            default_permissions=discord.Permissions(manage_channels=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True),
        )

        @papers.command(name="ask", description="Ask about a paper")
        async def ask(
            used: Used,
            question: app_commands.Range[str, 1, 20],
            top: app_commands.Range[int, 1, 5] = 3,
            paper: str = "",
        ) -> None:
            used.extras["options"] = (question, top, paper)
            await self.answers["ask"](used)

        @ask.autocomplete("paper")
        async def complete(_: Used, typed: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=f"{typed}!", value=typed)]

        @admin.command(name="reset", description="Forget it all")
        async def reset(used: Used) -> None:
            await self.answers["reset"](used)

        @self.tree.context_menu(name="Summarise")
        async def summarise(used: Used, message: discord.Message) -> None:
            used.extras["message"] = message
            await self.answers["Summarise"](used)

        self.tree.add_command(papers)
        self.tree.add_command(admin)

    async def on_interaction(self, interaction: Used) -> None:
        """Buttons and modals; commands the tree hears."""
        await super().on_interaction(interaction)
        if interaction.type.name in {"component", "modal_submit"}:
            await self.answers[told(interaction)["custom_id"]](interaction)


def saying(text: str, **how: Any) -> Answer:
    """Answers with a message."""

    async def answer(used: Used) -> None:
        await used.response.send_message(text or None, **how)

    return answer


def layout(*items: ui.Item[ui.LayoutView]) -> ui.LayoutView:
    """A message of buttons or menus, which lives on without a view store."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.ActionRow(*items))
    return view
