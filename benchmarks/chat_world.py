"""What the measurements of chat platforms need: papers, a model that takes its time, a store.

The model and arXiv run in a process of their own, as they do in life; it yields to the others,
since in life it is on other machines.
"""

import asyncio
import datetime as dt
import json
import multiprocessing
import os
import re
import sqlite3
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from aiohttp import web

from benchmarks.answers import page
from bot.app import open_app
from bot.clock import SystemClock
from bot.domain.digest import Digest
from bot.domain.language import Language
from bot.ports.inbound import DigestWish, Step
from bot.settings import load_settings
from tests.builders import daily_entry
from tests.servers.model import CHAT, ModelServer, completion, honest
from tests.servers.upstream import Upstream

DAYS = [dt.date(2026, 2, 1) + dt.timedelta(days=n) for n in range(25)]
OF_DAYS = [[f"2602.{n:02}{rank:03}" for rank in range(1, 6)] for n in range(len(DAYS))]
_ROOT = Path(__file__).resolve().parents[1]
_REAL = _ROOT.parent / "shared" / "data" / "arxiv"
_HTML = ("0903.1000.html", "1307.8133.html", "1311.0066.xhtml", "2305.03393v1.html",
         "2310.06825v1.html")  # fmt: skip
_PDF = "1801.05147.pdf"


class Noted(NamedTuple):
    """Calls of the model under way and in all; its statements, and when each was complete."""

    under_way: int
    calls: int
    statements: list[tuple[str, float]]


def unread() -> list[tuple[str, bytes]]:
    """Papers that nobody has read before the load: large pages, and a PDF where there is one."""
    papers = []
    for name in (*_HTML, _PDF):
        paper_id = name.rpartition(".")[0].partition("v")[0]
        for file in _REAL.glob(f"*/{name}"):
            papers.append((paper_id, file.read_bytes()))
            break
        else:
            papers.append((paper_id, page(paper_id, sections=300).encode()))
    return papers


def upstream() -> Upstream:
    """Hugging Face and arXiv with all of it."""
    made = Upstream()
    for date, ids in zip(DAYS, OF_DAYS, strict=True):
        when = f"{date}T03:00:00.000Z"
        made.days[str(date)] = [
            daily_entry(i, title=f"Shears {i}", upvotes=10 - n, submittedOnDailyAt=when)
            for n, i in enumerate(ids)
        ]
        for entry, i in zip(made.days[str(date)], ids, strict=True):
            made.papers[i] = entry["paper"]
            made.pages[f"{i}v1"] = _told_apart(page(i)).encode()
            made.records[i] = {}
    for paper_id, content in unread():
        made.papers[paper_id] = daily_entry(paper_id, title=f"Paper {paper_id}")["paper"]
        made.records[paper_id] = {}
        kind = made.pdfs if content.startswith(b"%PDF") else made.pages
        kind[f"{paper_id}v1"] = content
    return made


def _told_apart(text: str) -> str:
    """The beginnings of its sentences differ: a model that repeats them says different things."""
    told = r"Part \S+ of Shears reports that (\w+) grows with (\w+) by (\d+) percent"
    return re.sub(told, r"At \3 percent \1 meets \2 in a part of Shears", text)


class SlowModel(ModelServer):
    """Ends an answer `whole` seconds after the question; a stream begins after `first`.

    Notes when each statement was complete (seconds since the epoch).
    """

    def __init__(self, first: float, whole: float) -> None:
        super().__init__(honest)
        self.first, self.whole = first, whole
        self.under_way = 0
        self.calls_made = 0
        self.statements: list[tuple[str, float]] = []
        for _ in range(10):
            self.always(CHAT, self._slowly)

    async def _slowly(self, request: web.Request) -> web.StreamResponse:
        self.under_way += 1
        self.calls_made += 1
        try:
            return await self._answered(request, time.monotonic(), await request.json())
        finally:
            self.under_way -= 1

    async def _answered(
        self, request: web.Request, begun: float, call: dict[str, Any]
    ) -> web.StreamResponse:
        text = await asyncio.to_thread(honest, call)
        if not call.get("stream"):
            await asyncio.sleep(begun + self.whole - time.monotonic())
            return web.json_response(completion(text, call))
        answer = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await answer.prepare(request)
        ends = list(_ends(text))
        pieces = re.findall(r".{1,4}", text, re.DOTALL)
        sent = 0
        for number, piece in enumerate(pieces):
            due = begun + self.first + number * (self.whole - self.first) / len(pieces)
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            await answer.write(_chunk({"content": piece}))
            sent += len(piece)
            while ends and sent >= ends[0][1]:
                self.statements.append((ends.pop(0)[0], time.time()))
        await answer.write(_chunk({}, "stop") + b"data: [DONE]\n\n")
        return answer


def _ends(text: str) -> Iterator[tuple[str, int]]:
    """Each statement, and where it ends."""
    for item in json.loads(text)["items"]:
        written = json.dumps(item, ensure_ascii=False)
        yield item["text"], text.index(written) + len(written)


def _chunk(delta: Mapping[str, str], reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    head = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "loopback"}
    return f"data: {json.dumps({**head, 'choices': [choice]})}\n\n".encode()


async def _serve(first: float, whole: float, pipe: Connection) -> None:
    papers, model = upstream(), SlowModel(first, whole)
    async with papers.serving(), model.serving():
        pipe.send((papers.environment, model.environment))
        asked = ThreadPoolExecutor(1)
        loop = asyncio.get_running_loop()
        while await loop.run_in_executor(asked, pipe.recv):
            pipe.send(Noted(model.under_way, model.calls_made, model.statements))


def _run(first: float, whole: float, pipe: Connection) -> None:
    os.nice(10)
    asyncio.run(_serve(first, whole, pipe))


class World:
    """The other machines: `papers` and `model` are the settings that point the product there."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self.papers, self.model = pipe.recv()

    async def noted(self) -> Noted:
        """What the model has noted until now."""

        def ask() -> Noted:
            self._pipe.send("tell")
            noted: Noted = self._pipe.recv()
            return noted

        return await asyncio.to_thread(ask)


@contextmanager
def world(first: float, whole: float) -> Iterator[World]:
    """The other machines, until the end of the block."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_run, args=(first, whole, there), daemon=True)
    process.start()
    yield World(here)
    here.send(None)
    process.join()


class _NoWaiting(SystemClock):
    """A clock whose waits are over at once: what is read before the load need not be polite."""

    async def sleep(self, _: float) -> None:
        await asyncio.sleep(0)


async def seed(folder: Path) -> Digest:
    """Read all papers of all days into the store, without a model; the digest of the last day."""
    os.environ["PAPERS_DATA_DIR"] = str(folder)
    async with open_app(settings=load_settings(), clock=_NoWaiting()) as app:
        for date in DAYS:
            await app.digest(_wish(date), _silent)
        for paper_id in chain(*OF_DAYS):
            await app.text(paper_id, _silent)
        newest = await app.digest(_wish(DAYS[-1]), _silent)
    with closing(sqlite3.connect(folder / "papers.db")) as database:
        database.execute("DELETE FROM pace")  # the turns that were not waited for
        database.commit()
    return newest


def _wish(date: dt.date) -> DigestWish:
    return DigestWish(date=date, engine="extractive", language=Language.KO)


def _silent(_: Step) -> None:
    """No progress is shown."""
