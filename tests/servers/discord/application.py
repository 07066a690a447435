"""The application that is under test, as Discord knows it."""

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.servers.discord.guilds import User

Payload = dict[str, Any]


@dataclass(eq=False)
class Application:
    """`privileged`: the intents that were switched on for it; `commands` are registered.

    `installed_by`: the people who have it for themselves.
    """

    bot: "User"
    token: str = ""
    flags: int = 0
    max_concurrency: int = 1
    shards: int = 1
    privileged: int = 0
    commands: list[Payload] = field(default_factory=list)
    syncs: int = 0
    sessions_left: int = 1_000
    installed_by: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        first = base64.urlsafe_b64encode(self.id.encode()).decode().rstrip("=")
        self.token = self.token or f"{first}.GmAbCd.loopback-token-of-no-worth-{'x' * 12}"

    @property
    def id(self) -> str:
        """That of its bot too, as with all that were made since 2016."""
        return self.bot.id
