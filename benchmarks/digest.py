"""What a digest costs: time beside the model's own, calls, tokens, memory and start-up.

A model with a fixed delay and a day of papers are served on loopback by a process of their own;
the command `papers digest` is then run as a user runs it. Figures are ratios and counts of one
run, so they compare between machines better than seconds do.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.builders import daily_entry
from tests.full_texts import SHEARS, as_page
from tests.servers.model import ModelServer, honest
from tests.servers.upstream import Upstream

DAY = "2026-02-16"
Call = dict[str, Any]


def bundled_day() -> list[Any]:
    """The sample day's papers, as if upstream had them: their abstracts are our own words."""
    text = (files("bot.sources") / "sample_day.json").read_text(encoding="utf-8")
    return [
        daily_entry(paper["id"], title=paper["title"], summary=paper["abstract"], upvotes=n)
        for n, paper in enumerate(json.loads(text))
    ]


def pages_of(day: list[Any]) -> dict[str, bytes]:
    """A full text for each paper: its abstract, then as many of our own words as papers have."""
    papers = (entry["paper"] for entry in day)
    body = [(heading, [words] * 110) for heading, (words, *_) in SHEARS[1:]]
    return {
        paper["id"]: as_page(paper["title"], (("Abstract", [paper["summary"]]), *body))
        for paper in papers
    }


class TimedModel(ModelServer):
    """Notes when each call came and went."""

    def __init__(self, delay: float) -> None:
        super().__init__(self._noted, delay=delay)
        self.noted: list[Call] = []

    def _noted(self, call: Mapping[str, Any]) -> str:
        system, user = (message["content"] for message in call["messages"][:2])
        self.noted.append({"paper": system, "prompt": user, "at": time.monotonic()})
        return honest(call)


async def serve(day: list[Any], delay: float, pages: dict[str, bytes], pipe: Connection) -> None:
    """Serve until the other end asks for what was noted."""
    upstream, model = Upstream(), TimedModel(delay)
    upstream.days[DAY] = day
    upstream.pages = pages
    async with upstream.serving(), model.serving():
        pipe.send({**upstream.environment, **model.environment})
        await asyncio.to_thread(pipe.recv)
        pipe.send(model.noted)


def run_server(day: list[Any], delay: float, pages: dict[str, bytes], pipe: Connection) -> None:
    asyncio.run(serve(day, delay, pages, pipe))


def run_command(environment: Mapping[str, str], *args: str) -> tuple[float, float]:
    """Seconds and peak MiB of a command of ours."""
    code = "from adapters.cli import main; main()"
    begin = time.perf_counter()
    with subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-c", code, *args],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"papers {' '.join(args)} failed with {running.returncode}")
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


def best_of(times: int, environment: Mapping[str, str], *args: str) -> tuple[float, float]:
    runs = [run_command(environment, *args) for _ in range(times)]
    return min(seconds for seconds, _ in runs), max(memory for _, memory in runs)


def report_calls(calls: list[Call], delay: float, seconds: float, start_up: float) -> None:
    by_paper: dict[str, list[Call]] = defaultdict(list)
    for call in calls:
        by_paper[call["paper"]].append(call)
    chain = max(len(made) for made in by_paper.values()) * delay
    shared = [len(paper) * (len(made) - 1) for paper, made in by_paper.items()]
    sent = [len(c["paper"]) + len(c["prompt"]) for c in calls]
    print(f"papers                          {len(by_paper)}")
    print(f"calls per paper                 {len(calls) / len(by_paper):.1f}")
    print(
        f"prompt tokens per paper         {sum(sent) / 4 / len(by_paper):,.0f} (4 characters each)"
    )
    print(f"of these a repeated prefix      {sum(shared) / sum(sent):.0%}")
    print(f"longest chain of model calls    {chain:.2f} s")
    print(f"whole command over that         {seconds / chain:.2f} (goal: at most 1.15)")
    print(f"without the program's start-up  {(seconds - start_up) / chain:.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--delay", type=float, default=5.0, help="seconds a model call takes (5)")
    parser.add_argument(
        "--day", type=Path, metavar="FILE", help="a raw /api/daily_papers answer (the sample day)"
    )
    parser.add_argument(
        "--full-text",
        action="store_true",
        help="serve full texts too: arXiv is asked once in 3 s, so the last of five begins 15 s late",
    )
    asked = parser.parse_args()
    day = json.loads(asked.day.read_text("utf-8")) if asked.day else bundled_day()
    pages = pages_of(day) if asked.full_text else {}
    here, there = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=run_server, args=(day, asked.delay, pages, there), daemon=True
    )
    server.start()
    environment = here.recv()
    environment["PAPERS_DIGEST_SCOPE"] = "auto" if asked.full_text else "abstract"
    with tempfile.TemporaryDirectory() as folder:
        environment["PAPERS_DATA_DIR"] = folder
        wish = ("digest", "--date", DAY, "--out", f"{folder}/day.md")
        bare, _ = best_of(3, environment, "digest", "--offline", "--engine", "extractive")
        helped, help_memory = best_of(5, environment, "--help")
        seconds, memory = run_command(environment, *wish, "--engine", "llm")
        again, _ = run_command(environment, *wish, "--engine", "llm")
    here.send("done")
    calls: list[Call] = here.recv()
    report_calls(calls, asked.delay, seconds, bare)
    print(f"the same digest again           {again / seconds:.2f} of the time, 0 calls")
    print(f"peak memory                     {memory:.0f} MiB (goal: at most 150)")
    python = min(_seconds("pass") for _ in range(5))
    print(f"papers --help                   {helped:.2f} s, {helped / python:.0f} times bare Python,"
          f" {help_memory:.0f} MiB (goal: 0.3 s)")  # fmt: skip
    return 0


def _seconds(code: str) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603  # our own program
    return time.perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
