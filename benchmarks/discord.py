"""How soon Discord is told that something has arrived, whatever is being worked on.

It prints, all of one run:
- how soon `papers serve` is ready, and the time from an interaction to its first answer: idle, and
  while 25 digests are being built and 25 questions answered, five of them over large pages and one
  over a PDF that nobody has read before;
- the time from a statement being complete at the model to its being in Discord, in a thread;
- messages a second into many channels beside the pace, 45 a second in all, with the processor time
  of each message.

Discord, the model and arXiv are servers on loopback; the model and arXiv in a process of their own.
With ../shared/data/arxiv beside the checkout the large pages and the PDF are real ones.
"""

import argparse
import asyncio
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)  # instead of this folder, where `discord` would be this file
from adapters.discord.settings import DiscordSettings
from adapters.discord.wire.connection import DiscordAdapter
from benchmarks.chat_world import (
    DAYS,
    EVERY,
    OF_DAYS,
    WORDS,
    World,
    after,
    arguments,
    bot,
    ended,
    listed,
    one_after_another,
    report_acks,
    report_sight,
    seed,
    unread,
    world,
)  # fmt: skip
from bot.app import open_app
from bot.domain.conversation import Thread
from bot.domain.digest import Digest
from bot.domain.language import Language
from bot.domain.place import Place
from bot.settings import Settings
from tests.servers.discord.channels import Thread as DiscordThread
from tests.servers.discord.interactions import COMMAND
from tests.servers.discord.server import Discord

_PACE = 45.0  # messages a second in all


class Told(NamedTuple):
    """A message of the bot's as it became, and when."""

    at: float
    words: str
    new: bool
    channel: str


class Server:
    """A server with threads of the bot's, people who write there, and what the bot has said."""

    def __init__(self, discord: Discord) -> None:
        self.discord = discord
        self.channel = discord.guild().text_channel("papers")
        self.people = [discord.person(f"person{n}") for n in range(10)]
        self.threads: list[DiscordThread] = []
        self.told: list[Told] = []
        tell = discord.world.listener
        us = discord.world.application.bot

        def listen(name: str, data: dict[str, Any], *where: Any) -> None:
            written = name in {"MESSAGE_CREATE", "MESSAGE_UPDATE"} and data["type"] in {0, 19}
            if written and data["author"]["id"] == us.id:
                new = name == "MESSAGE_CREATE"
                message = discord.world.channels[data["channel_id"]].messages[data["id"]]
                self.told.append(Told(time.time(), message.words, new, data["channel_id"]))
            if tell is not None:
                tell(name, data, *where)

        discord.world.listener = listen

    async def begin_threads(self, papers: Sequence[Sequence[str]]) -> None:
        """One for each list of papers, as if the bot had posted a digest of them."""
        world, guild = self.discord.world, self.discord.guild()
        async with open_app(settings=Settings()) as app:
            for ids in papers:
                root = world.post(self.channel, world.application.bot, {"content": "Papers"})
                begun = world.begin_thread(self.channel, "Papers", world.application.bot, root.id)
                place = Place(
                    platform="discord", workspace=guild.id, channel=self.channel.id, thread=begun.id
                )
                await app.open_thread(
                    Thread(place=place, language=Language.EN, papers=tuple(listed(ids)))
                )
                self.threads.append(begun)

    async def asks(self, n: int, thread: DiscordThread, text: str) -> None:
        """Somebody mentions the bot."""
        await self.people[n % 10].writes(thread, f"{self.discord.bot} {text}")

    async def ready(self) -> None:
        """Wait until it knows the commands and hears."""
        await self.discord.connected()
        await self.discord.until(lambda: self.discord.world.application.commands)


async def measure_acks(there: World, folder: Path) -> None:
    """First answers to interactions, idle and under load."""
    os.environ["PAPERS_DATA_DIR"] = str(folder)
    discord = Discord()
    async with discord.serving():
        server = Server(discord)
        cold = [paper_id for paper_id, _ in unread()]
        await server.begin_threads([[*cold, OF_DAYS[0][0]], *OF_DAYS])
        given = {**there.papers, **there.model, "PAPERS_MODEL_CONCURRENCY": "64"}
        async with bot({**discord.environment, **given}) as ready:
            print(f"\n{ready}")
            await server.ready()
            await _use(server, until=after(8.0))
            _report("idle", discord)
            discord.api.interactions.all.clear()
            calls, begun = (await there.noted()).calls, time.time()
            works = _works(server, len(cold))
            begun_all = asyncio.create_task(one_after_another(works))
            over = asyncio.create_task(ended(there, calls))
            await _use(server, until=over.done)
            await begun_all
            _report(f"{len(works)} works", discord)
            print(f"  the works took {time.time() - begun:.0f} s and "
                  f"{(await there.noted()).calls - calls} calls of the model")  # fmt: skip


def _works(server: Server, cold: int) -> list[Coroutine[Any, Any, Any]]:
    """25 digests of days that were not written yet, and 25 questions."""
    works: list[Coroutine[Any, Any, Any]] = [
        server.people[n % 10].runs(server.channel, "papers date", {"day": str(date)})
        for n, date in enumerate(DAYS)
    ]
    for n in range(25):
        rank, thread = (n + 1, server.threads[0]) if n < cold else (n % 5 + 1, server.threads[n])
        works.append(server.asks(n, thread, f"{rank}: which {WORDS[n % 10]} is reported here?"))
    return works


async def _use(server: Server, until: Callable[[], bool]) -> None:
    """People give commands beside it all, and write remarks."""
    number, tasks = 0, set[asyncio.Task[Any]]()
    while not until():
        person = server.people[number % 10]
        thread = server.threads[number % len(server.threads)]
        work: Coroutine[Any, Any, Any] = (
            person.runs(server.channel, "papers help")
            if number % 4 == 0
            else person.writes(thread, f"{server.discord.bot} thanks all {number}")
        )
        task = asyncio.create_task(work)
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        number += 1
        await asyncio.sleep(EVERY)
    await asyncio.gather(*tasks)


def _report(name: str, discord: Discord) -> None:
    used = [one for one in discord.api.interactions.all.values() if one.kind == COMMAND]
    taken = [1000 * one.answered_after for one in used if one.answered_after is not None]
    report_acks(name, taken, sum(one.failed for one in used))


async def measure_sight(there: World, folder: Path) -> None:
    """From a statement being complete at the model to its being in Discord."""
    os.environ["PAPERS_DATA_DIR"] = str(folder)
    discord = Discord()
    async with discord.serving():
        discord.api.rates.strict = True
        server = Server(discord)
        await server.begin_threads(OF_DAYS)
        async with bot({**discord.environment, **there.papers, **there.model}):
            await server.ready()
            print("\nfrom a statement complete at the model to Discord")
            first, later = list[float](), list[float]()
            for n in range(5):
                before = await there.noted()
                await server.asks(n, server.threads[n], f"1: which {WORDS[n]} is reported?")
                await ended(there, before.calls)
                said = (await there.noted()).statements[len(before.statements) :]
                for index, (text, complete) in enumerate(said):
                    seen = [t.at for t in server.told if text in t.words and t.at >= complete]
                    if seen:
                        (later if index else first).append(1000 * (min(seen) - complete))
            report_sight("thread, by edits", first, later)
            print(f"  {len(discord.api.calls['edit'])} edits, {discord.api.rates.refused} refused")


async def measure_pace(digest: Digest, count: int, folder: Path) -> None:
    """Post a digest to so many channels at once."""
    os.environ["PAPERS_DATA_DIR"] = str(folder)
    discord = Discord()
    async with discord.serving():
        discord.api.rates.strict = True
        server = Server(discord)
        channels = [discord.guild().text_channel(f"channel{n}").id for n in range(count)]
        os.environ |= discord.environment
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        given = (digest.model_dump_json(), channels, there)
        process = context.Process(target=_run, args=given, daemon=True)
        process.start()
        seconds = await asyncio.to_thread(here.recv)
        process.join()
    posts = [one for one in server.told if one.new]
    lasted = posts[-1].at - posts[0].at
    rate = (len(posts) - 1) / lasted
    print(f"\na digest of {len(posts) / count:.0f} messages into {count} channels")
    print(f"  {rate:.1f} messages a second, {rate / _PACE:.0%} of the pace (goal: 95%)")
    begun = len(discord.api.calls["begin_thread"])
    both = (len(posts) + begun - 1) / lasted
    print(f"  with the threads that are begun: {both:.1f} requests a second, {both / _PACE:.0%}")
    print(f"  refused by Discord as too fast: {discord.api.rates.refused}")
    print(f"  processor time a message: {1000 * seconds / len(posts):.1f} ms")


def _run(digest: str, channels: Sequence[str], pipe: Connection) -> None:
    pipe.send(asyncio.run(_post(Digest.model_validate_json(digest), channels)))


async def _post(digest: Digest, channels: Sequence[str]) -> float:
    adapter = DiscordAdapter(DiscordSettings())
    async with open_app(settings=Settings()) as app, adapter.open(app) as connection:
        places = await asyncio.gather(*(connection.place(channel) for channel in channels))
        begun = time.process_time()
        await asyncio.gather(*(app.deliver(digest, place, connection.platform) for place in places))
        return time.process_time() - begun


async def measure(wanted: argparse.Namespace, there: World, folder: Path) -> None:
    os.environ |= there.papers
    seeded = folder / "seeded"
    digest = await seed(seeded)

    def fresh(name: str) -> Path:
        shutil.copytree(seeded, folder / name)
        return folder / name

    if "acks" in wanted.only:
        await measure_acks(there, fresh("acks"))
    if "sight" in wanted.only:
        await measure_sight(there, fresh("sight"))
    if "pace" in wanted.only:
        await measure_pace(digest, wanted.channels, fresh("pace"))


def main() -> int:
    wanted = arguments(__doc__ or "").parse_args()
    with tempfile.TemporaryDirectory() as folder, world(wanted.first, wanted.whole) as there:
        asyncio.run(measure(wanted, there, Path(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
