"""What all of Slack's listeners work with: the shared desk, and what is Slack's of it."""

from dataclasses import dataclass

from adapters.slack.hearing.incoming import PLATFORM, is_direct
from adapters.slack.platform import SlackPlatform
from adapters.slack.posting.private import PrivatePlatform
from adapters.slack.wire.calls import Calls
from bot.chat import desk
from bot.domain.errors import Gone
from bot.domain.place import Place


@dataclass(frozen=True)
class Desk(desk.Desk):
    """The product, the workspace, and who may do what in it. No `channels`: every one."""

    platform: SlackPlatform
    calls: Calls
    workspace: str
    bot_user: str
    channels: frozenset[str] = frozenset()
    managers: frozenset[str] = frozenset()

    def serves(self, channel: str) -> bool:
        """Whether the bot is at work in a channel."""
        return not self.channels or channel in self.channels or is_direct(channel)

    async def serves_command(self, channel: str) -> bool:
        """The same for where a command or shortcut was used: the bot need be no party there.

        Raises a `PlatformError` when Slack does not tell.
        """
        if not self.channels or channel in self.channels or not is_direct(channel):
            return self.serves(channel)
        try:
            await self.calls.read("conversations.history", channel=channel, limit=1)
        except Gone:
            return False
        return True

    def place(self, channel: str, thread: str | None = None) -> Place:
        """A place in the workspace."""
        return Place(platform=PLATFORM, workspace=self.workspace, channel=channel, thread=thread)

    def alone(self, person: str, response_url: str | None = None) -> PrivatePlatform:
        """The workspace as one person alone sees it."""
        return self.platform.private(person, response_url)
