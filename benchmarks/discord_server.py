"""A Discord on loopback with people in it: for benchmarks/discord.py."""

import datetime as dt
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from benchmarks.chat_load import Ack, Doing, open_threads
from bot.domain.place import Place
from tests.servers.discord.channels import Thread
from tests.servers.discord.interactions import COMMAND
from tests.servers.discord.server import Discord

_WRITTEN = {0, 19}  # kinds of messages: written, and written as a reply


class Told(NamedTuple):
    """A message of the bot's as it became, and when."""

    at: float
    words: str
    new: bool


class Server:
    """A server with threads of the bot's, people who write there, and what the bot has said."""

    def __init__(self, discord: Discord) -> None:
        self.discord = discord
        self.channel = discord.guild().text_channel("papers")
        self.people = [discord.person(f"person{n}") for n in range(10)]
        self.threads: list[Thread] = []
        self.told: list[Told] = []
        tell = discord.world.listener
        us = discord.world.application.bot

        def listen(name: str, data: dict[str, Any], *where: Any) -> None:
            written = name in {"MESSAGE_CREATE", "MESSAGE_UPDATE"} and data["type"] in _WRITTEN
            if written and data["author"]["id"] == us.id:
                message = discord.world.channels[data["channel_id"]].messages[data["id"]]
                self.told.append(Told(time.time(), message.words, name == "MESSAGE_CREATE"))
            if tell is not None:
                tell(name, data, *where)

        discord.world.listener = listen

    async def begin_threads(self, papers: Sequence[Sequence[str]]) -> None:
        """One for each list of papers, as if the bot had posted a digest of them."""
        world, guild = self.discord.world, self.discord.guild()
        there = {}
        for ids in papers:
            root = world.post(self.channel, world.application.bot, {"content": "Papers"})
            begun = world.begin_thread(self.channel, "Papers", world.application.bot, root.id)
            self.threads.append(begun)
            place = Place(
                platform="discord", workspace=guild.id, channel=self.channel.id, thread=begun.id
            )
            there[place] = ids
        await open_threads(there)

    async def ready(self) -> None:
        """Wait until the bot hears and its commands are known."""
        await self.discord.connected()
        await self.discord.until(lambda: self.discord.world.application.commands)

    def wants_digest(self, person: int, date: dt.date) -> Doing:
        return self.people[person % 10].runs(self.channel, "papers date", {"day": str(date)})

    def asks(self, person: int, thread: int, text: str) -> Doing:
        return self.people[person % 10].writes(self.threads[thread], f"{self.discord.bot} {text}")

    def asks_alone(self, person: int, text: str) -> Doing:
        """In direct messages, where no mention is needed."""
        who = self.people[person % 10]
        return who.writes(who.direct, text)

    def remarks(self, person: int, thread: int, text: str) -> Doing:
        return self.asks(person, thread, text)

    def needs_help(self, person: int) -> Doing:
        return self.people[person % 10].runs(self.channel, "papers help")

    def acks(self) -> list[Ack]:
        """First answers to commands."""
        used = [one for one in self.discord.api.interactions.all.values() if one.kind == COMMAND]
        after = [one.answered_after for one in used]
        return [
            Ack(None if seconds is None else 1000 * seconds, one.failed)
            for one, seconds in zip(used, after, strict=True)
        ]

    def seen(self, text: str, since: float) -> list[float]:
        """When a message of the bot's with that text was written or edited."""
        return [told.at for told in self.told if text in told.words and told.at >= since]
