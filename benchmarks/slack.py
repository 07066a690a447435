"""How soon Slack is told that something has arrived, whatever is being worked on.

It prints, all of one run:
- how soon `papers serve` is ready, and the time from an envelope to its acknowledgement, over Socket
  Mode and over HTTP: idle, and while 25 digests are being built and 25 questions answered, five of
  them over large pages and one over a PDF that nobody has read before;
- the time from a statement being complete at the model to its being in Slack: in a channel, where
  an answer is a message that is edited once a second at most, and in a direct message, a stream;
- messages a second into many channels beside the pace, one in 1.1 s and channel, with the
  processor time of each message.

Slack, the model and arXiv are servers on loopback in processes of their own; nothing else is needed.
With ../shared/data/arxiv beside the checkout the large pages and the PDF are real ones.
"""

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
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
)
from benchmarks.slack_pace import measure_pace
from bot.app import open_app
from bot.domain.conversation import Thread
from bot.domain.language import Language
from bot.domain.place import Place
from bot.settings import Settings
from tests.servers.slack.delivery import Envelope
from tests.servers.slack.messages import Message
from tests.servers.slack.server import Slack

By = Literal["socket", "http"]
_THREADS = 25


class Team:
    """A workspace with threads of the bot's, and people who write in them."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack
        self.channel = slack.channel("papers")
        self.people = [slack.person(f"person{n}") for n in range(10)]
        self.roots: list[Message] = []

    async def begin_threads(self, papers: Sequence[Sequence[str]]) -> None:
        """One for each list of papers, as if the bot had posted a digest of them."""
        async with open_app(settings=Settings()) as app:
            for ids in papers:
                root = await self.people[0].says(self.channel, "Papers")
                place = Place(
                    platform="slack",
                    workspace=self.slack.team,
                    channel=self.channel.id,
                    thread=root.ts,
                )
                await app.open_thread(
                    Thread(place=place, language=Language.EN, papers=tuple(listed(ids)))
                )
                self.roots.append(root)


async def measure_acks(by: By, there: World, folder: Path) -> None:
    """Acknowledgements, idle and under load."""
    os.environ["PAPERS_DATA_DIR"] = str(folder)
    slack = Slack(delivery=by)
    async with slack.serving():
        team = Team(slack)
        cold = [paper_id for paper_id, _ in unread()]
        await team.begin_threads([[*cold, OF_DAYS[0][0]], *OF_DAYS])
        given = {**there.papers, **there.model, "PAPERS_MODEL_CONCURRENCY": "64"}
        async with bot({**slack.environment, "SLACK_HTTP_PORT": "0", **given}) as ready:
            print(f"\n{ready}")
            if by == "http":
                slack.app_url(ready.rpartition(" at ")[2].partition(",")[0])
            before = len(slack.delivery.sent)
            await _knock(team, until=after(8.0))
            _report("idle", slack.delivery.sent[before:])
            before, calls, begun = (
                len(slack.delivery.sent),
                (await there.noted()).calls,
                time.time(),
            )
            works = _works(team, len(cold))
            begun_all = asyncio.create_task(one_after_another(works))
            over = asyncio.create_task(ended(there, calls))
            await _knock(team, until=over.done)
            await begun_all
            _report(f"{len(works)} works", slack.delivery.sent[before:])
            print(f"  the works took {time.time() - begun:.0f} s and "
                  f"{(await there.noted()).calls - calls} calls of the model")  # fmt: skip


def _works(team: Team, cold: int) -> list[Coroutine[Any, Any, Any]]:
    """25 digests of days that were not written yet, and 25 questions."""
    works: list[Coroutine[Any, Any, Any]] = [
        team.people[n % 10].runs("/papers", f"date {date}", team.channel)
        for n, date in enumerate(DAYS)
    ]
    for n in range(25):
        rank, root = (n + 1, team.roots[0]) if n < cold else (n % 5 + 1, team.roots[n])
        text = f"{team.slack.bot} {rank}: which {WORDS[n % 10]} is reported here?"
        works.append(team.people[n % 10].says(team.channel, text, root))
    return works


async def _knock(team: Team, until: Callable[[], bool]) -> None:
    """People write beside it all: remarks in threads, and commands."""
    number, tasks = 0, set[asyncio.Task[Any]]()
    while not until():
        person = team.people[number % 10]
        root = team.roots[number % len(team.roots)]
        work: Coroutine[Any, Any, Any] = (
            person.runs("/papers", "help", team.channel)
            if number % 4 == 0
            else person.says(team.channel, f"thanks all {number}", root)
        )
        task = asyncio.create_task(work)
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        number += 1
        await asyncio.sleep(EVERY)
    await asyncio.gather(*tasks)


def _report(name: str, sent: Sequence[Envelope]) -> None:
    taken = [1000 * e.attempts[0].latency for e in sent if e.attempts]
    report_acks(name, taken, sum(not envelope.taken for envelope in sent))


async def measure_sight(there: World, folder: Path) -> None:
    """From a statement being complete at the model to its being in Slack."""
    os.environ["PAPERS_DATA_DIR"] = str(folder)
    slack = Slack()
    async with slack.serving():
        team = Team(slack)
        slack.limit("real")
        await team.begin_threads(OF_DAYS)
        async with bot({**slack.environment, **there.papers, **there.model}):
            await slack.connected()
            print("\nfrom a statement complete at the model to Slack")
            channel = [_in_channel(team, n) for n in range(5)]
            await _sight("channel, by edits", "chat.update", channel, slack, there)
            direct = [_in_direct(team, n) for n in range(5, 10)]
            await _sight("direct, a stream", "chat.appendStream", direct, slack, there)


async def _in_channel(team: Team, n: int) -> None:
    root = team.roots[n]
    text = f"{team.slack.bot} 1: which {WORDS[n]} is reported?"
    await team.people[n].says(team.channel, text, root)


async def _in_direct(team: Team, n: int) -> None:
    person = team.people[n]
    await person.says(person.direct, f"/papers ask {OF_DAYS[n][0]} which {WORDS[n]} is reported?")


async def _sight(
    name: str,
    method: str,
    questions: Sequence[Coroutine[Any, Any, None]],
    slack: Slack,
    there: World,
) -> None:
    first: list[float] = []
    later: list[float] = []
    for question in questions:
        before = await there.noted()
        await question
        await ended(there, before.calls)
        statements = (await there.noted()).statements[len(before.statements) :]
        for index, (text, complete) in enumerate(statements):
            seen = [c.at for c in slack.api.calls if c.method.startswith("chat.")
                    and text in str(c.args) and c.at >= complete]  # fmt: skip
            if seen:
                (later if index else first).append(1000 * (min(seen) - complete))
    report_sight(name, first, later)
    print(f"  {name}: {len(slack.calls(method))} calls of {method}")


async def measure(wanted: argparse.Namespace, there: World, folder: Path) -> None:
    os.environ |= there.papers
    seeded = folder / "seeded"
    digest = await seed(seeded)

    def fresh(name: str) -> Path:
        shutil.copytree(seeded, folder / name)
        return folder / name

    if "acks" in wanted.only:
        for by in wanted.by:
            await measure_acks(by, there, fresh(by))
    if "sight" in wanted.only:
        await measure_sight(there, fresh("sight"))
    if "pace" in wanted.only:
        await measure_pace(digest, wanted.channels, fresh("pace"))


def main() -> int:
    parser = arguments(__doc__ or "")
    parser.add_argument("--by", nargs="+", choices=["socket", "http"], default=["socket", "http"],
                        help="by which way Slack tells (both)")  # fmt: skip
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, world(wanted.first, wanted.whole) as there:
        asyncio.run(measure(wanted, there, Path(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
