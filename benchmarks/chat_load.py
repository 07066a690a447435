"""What the measurements of chat platforms have in common: people, work upon the bot, and figures."""

import argparse
import asyncio
import datetime as dt
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple, Protocol

from benchmarks.chat_world import DAYS, OF_DAYS, World, seed, unread, world
from bot.app import open_app
from bot.domain.conversation import Thread, ThreadPaper
from bot.domain.digest import Digest
from bot.domain.language import Language
from bot.domain.paper import Links, PaperRef
from bot.domain.place import Place
from bot.settings import Settings

WORDS = "pruning accuracy training benchmarks memory latency data tokens weights layers".split()
_ROOT = Path(__file__).resolve().parents[1]
_EVERY = 0.05  # seconds between two things that people do beside the work
_IDLE = 8.0  # seconds for which nothing else is to be done
_LONGEST = 240.0  # seconds that the work may take

Doing = Coroutine[Any, Any, Any]


class Ack(NamedTuple):
    """Milliseconds until the platform was told that something has arrived, if it was in time."""

    milliseconds: float | None
    failed: bool


class Chat(Protocol):
    """What people do on a platform, by their numbers, and the numbers of the bot's threads."""

    def wants_digest(self, person: int, date: dt.date) -> Doing: ...

    def asks(self, person: int, thread: int, text: str) -> Doing: ...

    def remarks(self, person: int, thread: int, text: str) -> Doing: ...

    def needs_help(self, person: int) -> Doing: ...

    def acks(self) -> list[Ack]:
        """All until now."""
        ...


def threads_of_all() -> list[list[str]]:
    """The papers of each thread that `measure_beside_work` wants there, the unread ones first."""
    return [[*(paper_id for paper_id, _ in unread()), OF_DAYS[0][0]], *OF_DAYS]


async def open_threads(threads: Mapping[Place, Sequence[str]]) -> None:
    """Let the bot know of threads, as if it had posted a digest of those papers in each."""
    async with open_app(settings=Settings()) as app:
        for place, ids in threads.items():
            papers = [
                ThreadPaper(
                    rank=rank,
                    paper=PaperRef(id=i, title=f"Shears {i}", upvotes=1, links=Links.of(i)),
                )
                for rank, i in enumerate(ids, start=1)
            ]
            await app.open_thread(Thread(place=place, language=Language.EN, papers=tuple(papers)))


@asynccontextmanager
async def bot(given: Mapping[str, str]) -> AsyncIterator[str]:
    """`papers serve` as a process; gives the line that says it is ready."""
    code = "from adapters.cli import main; main()"
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, "serve",
        cwd=_ROOT,
        env={**os.environ, **given},
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        line = await running.stdout.readline() if running.stdout else b""
        yield line.decode().strip()
    finally:
        running.terminate()
        await running.wait()


async def measure_beside_work(chat: Chat, there: World) -> None:
    """Print how soon the platform is told: idle, and beside 25 digests and 25 questions."""
    ends = time.monotonic() + _IDLE
    await _print_acks("idle", chat, lambda: time.monotonic() > ends)
    calls, begun = (await there.noted()).calls, time.time()
    works = _works(chat)
    begun_all = asyncio.create_task(_one_after_another(works))
    over = asyncio.create_task(_ended(there, calls))
    await _print_acks(f"{len(works)} works", chat, over.done)
    await begun_all
    print(f"  the works took {time.time() - begun:.0f} s and "
          f"{(await there.noted()).calls - calls} calls of the model")  # fmt: skip


def _works(chat: Chat) -> list[Doing]:
    """25 digests of days that were not written yet, and 25 questions."""
    works = [chat.wants_digest(n, date) for n, date in enumerate(DAYS)]
    cold = len(unread())
    for n in range(25):
        rank, thread = (n + 1, 0) if n < cold else (n % 5 + 1, n)
        works.append(chat.asks(n, thread, f"{rank}: which {WORDS[n % 10]} is reported here?"))
    return works


async def _one_after_another(works: Sequence[Doing]) -> None:
    begun = []
    for work in works:
        begun.append(asyncio.create_task(work))
        await asyncio.sleep(_EVERY)
    await asyncio.gather(*begun)


async def _print_acks(name: str, chat: Chat, until: Callable[[], bool]) -> None:
    """Beside it all people write remarks in threads, and want help."""
    before, number, tasks = len(chat.acks()), 0, list[asyncio.Task[Any]]()
    while not until():
        thread, text = number % (len(DAYS) + 1), f"thanks all {number}"
        doing = chat.remarks(number, thread, text) if number % 4 else chat.needs_help(number)
        tasks.append(asyncio.create_task(doing))
        number += 1
        await asyncio.sleep(_EVERY)
    await asyncio.gather(*tasks)
    acks = chat.acks()[before:]
    taken = sorted(ack.milliseconds for ack in acks if ack.milliseconds is not None)
    failed = sum(ack.failed for ack in acks)
    p99 = taken[min(len(taken) - 1, len(taken) * 99 // 100)]
    print(f"  ack, {name:9} p50 {median(taken):6.1f} ms   p99 {p99:6.1f} ms   "
          f"max {taken[-1]:6.1f} ms   of {len(taken)}{f', {failed} FAILED' if failed else ''}")  # fmt: skip


async def _ended(there: World, calls: int) -> None:
    """Wait until the model was asked for something, and then for nothing more for three seconds."""
    busy = begun = time.monotonic()
    while busy + 3.0 > time.monotonic() < begun + _LONGEST:
        noted = await there.noted()
        if noted.under_way or noted.calls == calls:
            busy = time.monotonic()
        await asyncio.sleep(0.5)


async def measure_sight(
    name: str,
    questions: Sequence[Doing],
    there: World,
    seen: Callable[[str, float], list[float]],
) -> None:
    """Print how soon statements are seen: `seen` gives when a text was, since a moment."""
    first, later, unseen = list[float](), list[float](), 0
    for question in questions:
        before = await there.noted()
        await question
        await _ended(there, before.calls)
        statements = (await there.noted()).statements[len(before.statements) :]
        for index, (text, complete) in enumerate(statements):
            if times := seen(text, complete):
                (later if index else first).append(1000 * (min(times) - complete))
            else:
                unseen += 1
    for which, times in (("first", first), ("later", later)):
        if times:
            print(f"  {name}, {which}: median {median(times):.0f} ms, most {max(times):.0f} ms "
                  f"({len(times)} statements)")  # fmt: skip
    if unseen:
        print(f"  {name}: {unseen} statements NEVER SEEN")


async def processor_seconds(work: Callable[..., Awaitable[float]], *given: object) -> float:
    """What `work` gives, run in a process of its own."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_run, args=(work, given, there), daemon=True)
    process.start()
    there.close()
    seconds: float = await asyncio.to_thread(here.recv)
    process.join()
    return seconds


def _run(
    work: Callable[..., Coroutine[Any, Any, float]], given: Sequence[object], pipe: Connection
) -> None:
    pipe.send(asyncio.run(work(*given)))


class Stores:
    """Stores in which all papers of all days have been read, and the last day's digest."""

    def __init__(self, folder: Path, digest: Digest) -> None:
        self.digest = digest
        self._folder = folder

    def fresh(self) -> None:
        """Let the product have another one."""
        folder = tempfile.mkdtemp(dir=self._folder)
        shutil.copytree(self._folder / "seeded", folder, dirs_exist_ok=True)
        os.environ["PAPERS_DATA_DIR"] = folder


def arguments(teaches: str) -> argparse.ArgumentParser:
    """What all of these measurements take."""
    parser = argparse.ArgumentParser(
        description=teaches, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--first", type=float, default=1.0, help="seconds to a first token (1)")
    parser.add_argument("--whole", type=float, default=7.0, help="seconds to the last one (7)")
    parser.add_argument("--channels", type=int, default=200, help="channels to post to (200)")
    figures = ["acks", "sight", "pace"]
    parser.add_argument(
        "--only", nargs="+", choices=figures, default=figures, help="which figures (all)"
    )
    return parser


def measure(
    wanted: argparse.Namespace,
    acks: Callable[[World, Stores], Doing],
    sight: Callable[[World, Stores], Doing],
    pace: Callable[[Stores, int], Doing],
) -> None:
    """Measure those of the figures that are wanted."""

    async def all_of_them(there: World, folder: Path) -> None:
        os.environ |= there.papers
        stores = Stores(folder, await seed(folder / "seeded"))
        if "acks" in wanted.only:
            await acks(there, stores)
        if "sight" in wanted.only:
            await sight(there, stores)
        if "pace" in wanted.only:
            await pace(stores, wanted.channels)

    with tempfile.TemporaryDirectory() as folder, world(wanted.first, wanted.whole) as there:
        asyncio.run(all_of_them(there, Path(folder)))
