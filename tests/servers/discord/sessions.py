"""What the gateway remembers of a client from one connection to the next."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.servers.discord.events import shard_of
from tests.servers.discord.intents import Payload

# "A few minutes": https://docs.discord.com/developers/events/gateway#initiating-a-disconnect
LIFE = 180.0


@dataclass(eq=False)
class Session:
    """One identity of one shard. `send` writes to its connection, while there is one.

    `events` are all that it was to be told, in order: the first has the sequence number 1.
    """

    intents: int
    shard: tuple[int, int]
    send: Callable[[Payload], None] | None = None
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    events: list[Payload] = field(default_factory=list)
    left: float | None = None
    forgotten: bool = False

    def tell(self, name: str, data: Payload) -> None:
        """Send an event, at once or when the client resumes."""
        event = {"op": 0, "t": name, "s": len(self.events) + 1, "d": data}
        self.events.append(event)
        if self.send is not None:
            self.send(event)

    def is_over(self, now: float) -> bool:
        """Whether it is too late to resume."""
        return self.left is not None and (self.forgotten or now - self.left > LIFE)

    def missed(self, seq: int) -> list[Payload]:
        """What came after the event that the client heard last."""
        return self.events[seq:]

    def concerns(self, guild_id: str | None) -> bool:
        """Whether this shard tells of what happens in a guild, or in none."""
        number, of = self.shard
        return shard_of(guild_id, of) == number
