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

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from benchmarks.chat_load import (
    WORDS,
    Ack,
    Doing,
    Stores,
    arguments,
    bot,
    measure,
    measure_beside_work,
    measure_sight,
    open_threads,
    threads_of_all,
)
from benchmarks.chat_world import OF_DAYS, World
from benchmarks.slack_pace import measure_pace
from bot.domain.place import Place
from tests.servers.slack.messages import Message
from tests.servers.slack.server import Slack

By = Literal["socket", "http"]


class Team:
    """A workspace with threads of the bot's, and people who write in them."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack
        self.channel = slack.channel("papers")
        self.people = [slack.person(f"person{n}") for n in range(10)]
        self.roots: list[Message] = []

    async def begin_threads(self, papers: Sequence[Sequence[str]]) -> None:
        """One for each list of papers, as if the bot had posted a digest of them."""
        there = {}
        for ids in papers:
            root = await self.people[0].says(self.channel, "Papers")
            self.roots.append(root)
            team, channel = self.slack.team, self.channel.id
            there[Place(platform="slack", workspace=team, channel=channel, thread=root.ts)] = ids
        await open_threads(there)

    def wants_digest(self, person: int, date: dt.date) -> Doing:
        return self.people[person % 10].runs("/papers", f"date {date}", self.channel)

    def asks(self, person: int, thread: int, text: str) -> Doing:
        return self.remarks(person, thread, f"{self.slack.bot} {text}")

    def asks_alone(self, person: int, text: str) -> Doing:
        """In direct messages."""
        who = self.people[person % 10]
        return who.says(who.direct, f"/papers ask {text}")

    def remarks(self, person: int, thread: int, text: str) -> Doing:
        return self.people[person % 10].says(self.channel, text, self.roots[thread])

    def needs_help(self, person: int) -> Doing:
        return self.people[person % 10].runs("/papers", "help", self.channel)

    def acks(self) -> list[Ack]:
        """First attempts at envelopes."""
        return [
            Ack(1000 * one.attempts[0].latency if one.attempts else None, not one.taken)
            for one in self.slack.delivery.sent
        ]

    def seen(self, text: str, since: float) -> list[float]:
        """When Slack was given that text."""
        calls = [call for call in self.slack.api.calls if call.method.startswith("chat.")]
        return [call.at for call in calls if text in str(call.args) and call.at >= since]


async def measure_acks(by: By, there: World, stores: Stores) -> None:
    """Acknowledgements, idle and under load."""
    stores.fresh()
    slack = Slack(delivery=by)
    async with slack.serving():
        team = Team(slack)
        await team.begin_threads(threads_of_all())
        given = {**there.papers, **there.model, "PAPERS_MODEL_CONCURRENCY": "64"}
        async with bot({**slack.environment, "SLACK_HTTP_PORT": "0", **given}) as ready:
            print(f"\n{ready}")
            if by == "http":
                slack.app_url(ready.rpartition(" at ")[2].partition(",")[0])
            await measure_beside_work(team, there)


async def measure_seen(there: World, stores: Stores) -> None:
    """From a statement being complete at the model to its being in Slack."""
    stores.fresh()
    slack = Slack()
    async with slack.serving():
        team = Team(slack)
        slack.limit("real")
        await team.begin_threads(OF_DAYS)
        async with bot({**slack.environment, **there.papers, **there.model}):
            await slack.connected()
            print("\nfrom a statement complete at the model to Slack")
            ask = "which {} is reported?".format
            channel = [team.asks(n, n, f"1: {ask(WORDS[n])}") for n in range(5)]
            await measure_sight("channel, by edits", channel, there, team.seen)
            alone = [team.asks_alone(n, f"{OF_DAYS[n][0]} {ask(WORDS[n])}") for n in range(5, 10)]
            await measure_sight("direct, a stream", alone, there, team.seen)
            for method in ("chat.update", "chat.appendStream"):
                print(f"  {len(slack.calls(method))} calls of {method}")


def main() -> int:
    parser = arguments(__doc__ or "")
    parser.add_argument("--by", nargs="+", choices=["socket", "http"], default=["socket", "http"],
                        help="by which way Slack tells (both)")  # fmt: skip
    wanted = parser.parse_args()

    async def acks(there: World, stores: Stores) -> None:
        for by in wanted.by:
            await measure_acks(by, there, stores)

    measure(wanted, acks, measure_seen, measure_pace)
    return 0


if __name__ == "__main__":
    sys.exit(main())
