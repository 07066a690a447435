"""How soon Discord is told that something has arrived, whatever is being worked on.

It prints, all of one run:
- how soon `papers serve` is ready, and the time from an interaction to its first answer: idle, and
  while 25 digests are being built and 25 questions answered, five of them over large pages and one
  over a PDF that nobody has read before;
- the time from a statement being complete at the model to its being in Discord: in a thread, and in
  a direct message, both of which are edited once in 1.2 s at most;
- messages a second into many channels beside the pace, 45 requests a second in all (the threads
  that are begun are requests too), with the processor time of each message.

Discord, the model and arXiv are servers on loopback; the model and arXiv in a process of their own.
With ../shared/data/arxiv beside the checkout the large pages and the PDF are real ones.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)  # instead of this folder, where `discord` would be this file
from benchmarks.chat_load import (
    WORDS,
    Stores,
    arguments,
    bot,
    measure,
    measure_beside_work,
    measure_sight,
    threads_of_all,
)
from benchmarks.chat_world import OF_DAYS, World
from benchmarks.discord_pace import measure_pace
from benchmarks.discord_server import Server
from tests.servers.discord.server import Discord


async def measure_acks(there: World, stores: Stores) -> None:
    """First answers to interactions, idle and under load."""
    stores.fresh()
    discord = Discord()
    async with discord.serving():
        server = Server(discord)
        await server.begin_threads(threads_of_all())
        given = {**there.papers, **there.model, "PAPERS_MODEL_CONCURRENCY": "64"}
        async with bot({**discord.environment, **given}) as ready:
            print(f"\n{ready}")
            await server.ready()
            await measure_beside_work(server, there)


async def measure_seen(there: World, stores: Stores) -> None:
    """From a statement being complete at the model to its being in Discord."""
    stores.fresh()
    discord = Discord()
    async with discord.serving():
        discord.api.rates.strict = True
        server = Server(discord)
        await server.begin_threads(OF_DAYS)
        async with bot({**discord.environment, **there.papers, **there.model}):
            await server.ready()
            print("\nfrom a statement complete at the model to Discord")
            ask = "which {} is reported?".format
            thread = [server.asks(n, n, f"1: {ask(WORDS[n])}") for n in range(5)]
            await measure_sight("thread", thread, there, server.seen)
            alone = [server.asks_alone(n, f"{OF_DAYS[n][0]} {ask(WORDS[n])}") for n in range(5, 10)]
            await measure_sight("direct", alone, there, server.seen)
            edits, refused = len(discord.api.calls["edit"]), discord.api.rates.refused
            print(f"  {edits} edits, {refused} refused")


def main() -> int:
    measure(arguments(__doc__ or "").parse_args(), measure_acks, measure_seen, measure_pace)
    return 0


if __name__ == "__main__":
    sys.exit(main())
