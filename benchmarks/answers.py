"""How soon an answer begins, beside the model's own time, and what it costs.

A model whose first token takes 1.0 s and whole answer 7.0 s, and a paper of about 60,000
characters, are served on loopback by a process of their own. Questions are put to the product as a
platform puts them; each figure is beside what the model itself took in the same run.
"""

import argparse
import asyncio
import io
import json
import multiprocessing
import os
import re
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from aiohttp import web

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from adapters.console.platform import ConsolePlatform
from bot.app import App, open_app
from bot.domain.conversation import Answer, ReplyTo, Statement
from bot.domain.language import Language
from bot.domain.place import Place
from bot.ports.inbound import AskWish, Step
from tests.builders import daily_entry
from tests.servers.model import CHAT, ModelServer, honest
from tests.servers.upstream import Upstream

IDS = ("2602.00001", "2602.00002")
PLACE = Place(platform="console", workspace="terminal", channel="terminal", thread="1")
TOPICS = "pruning accuracy training benchmarks memory latency data tokens weights layers".split()
Call = dict[str, Any]


def page(paper_id: str, sections: int = 30) -> str:
    """A long paper in LaTeXML's markup; every sentence is ours."""
    body = "".join(
        f'<section class="ltx_section"><h2 class="ltx_title">{n} On {TOPICS[n % 10]}</h2>'
        + "".join(f'<div class="ltx_para"><p class="ltx_p">{paragraph(n, k)}</p></div>'
                  for k in range(4))
        + "</section>"
        for n in range(1, sections + 1)
    )  # fmt: skip
    return (
        f"<html><body><article class='ltx_document'><h1 class='ltx_title'>Shears {paper_id}</h1>"
        "<div class='ltx_abstract'><p class='ltx_p'>We present Shears and its results.</p></div>"
        f"{body}</article></body></html>"
    )


def paragraph(n: int, k: int) -> str:
    topic, other = TOPICS[(n + k) % 10], TOPICS[(n * 3 + k) % 10]
    return " ".join(
        f"Part {n}.{k} of Shears reports that {topic} grows with {other} by {n + k + m} percent "
        f"on the task of kind {m + 1}." for m in range(5)
    )  # fmt: skip


class SlowModel(ModelServer):
    """Streams `first` seconds after the question and ends `whole` seconds after it."""

    def __init__(self, first: float, whole: float) -> None:
        super().__init__(honest)
        self.first, self.whole = first, whole
        self.noted: list[Call] = []
        self.always(CHAT, self._slowly)

    async def _slowly(self, request: web.Request) -> web.StreamResponse:
        begun, call = time.monotonic(), await request.json()
        text = honest(call)
        note = {"begun": begun, "sent": sum(len(m["content"]) for m in call["messages"])}
        note["limit"] = call.get("max_completion_tokens")
        self.noted.append(note)
        if not call.get("stream"):
            await asyncio.sleep(self.first)
            usage = {"prompt_tokens": note["sent"] // 4, "completion_tokens": len(text) // 4}
            message = {"role": "assistant", "content": text}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            return web.json_response({**_HEAD, "choices": [choice], "usage": usage})
        answer = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await answer.prepare(request)
        pieces = re.findall(r".{1,4}", text, re.DOTALL)
        pause = (self.whole - self.first) / len(pieces)
        for number, piece in enumerate(pieces):
            due = begun + self.first + number * pause
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            await answer.write(_chunk({"content": piece}))
            if "}" in piece and "statement" not in note:
                note["statement"] = time.monotonic()
        await answer.write(_chunk({}, "stop") + b"data: [DONE]\n\n")
        return answer


_HEAD = {"id": "c", "object": "chat.completion", "created": 0, "model": "loopback"}


def _chunk(delta: Mapping[str, str], reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    chunk = {**_HEAD, "object": "chat.completion.chunk", "choices": [choice]}
    return f"data: {json.dumps(chunk)}\n\n".encode()


async def serve(first: float, whole: float, pipe: Connection) -> None:
    upstream, model = Upstream(), SlowModel(first, whole)
    for paper_id in IDS:
        upstream.papers[paper_id] = daily_entry(paper_id)["paper"]
        upstream.pages[paper_id] = page(paper_id).encode()
    async with upstream.serving(), model.serving():
        pipe.send({**upstream.environment, **model.environment})
        while await asyncio.to_thread(pipe.recv):
            pipe.send(model.noted)
            model.noted = []


def run_server(first: float, whole: float, pipe: Connection) -> None:
    asyncio.run(serve(first, whole, pipe))


class Screen(io.StringIO):
    """A screen that a person looks at."""

    def isatty(self) -> bool:
        return True


class Asking:
    """One question, put as a platform puts it, and when what was seen."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.life = self.first = self.end = 0.0
        self.screen = Screen()

    async def ask(self, question: str, ids: Sequence[str]) -> Answer:
        begun = time.monotonic()
        stream = await ConsolePlatform(Language.EN, self.screen).open_answer(
            ReplyTo(place=PLACE, language=Language.EN)
        )
        self.life = time.monotonic() - begun if self.screen.getvalue() else float("nan")

        async def show(statement: Statement) -> None:
            await stream.show(statement)
            self.first = self.first or time.monotonic()

        answer = await self._app.ask(
            AskWish(question=question, references=tuple(ids)), show, lambda _: None
        )
        await stream.finish(answer)
        self.end = time.monotonic()
        return answer


async def measure(pipe: Connection) -> None:
    async with open_app() as app:
        for paper_id in IDS:
            await app.text(paper_id, _silent)  # the paper was read when it was digested
        _noted(pipe)
        await _case(app, pipe, "English question", "Which accuracy is reported?", IDS[:1])
        await _case(app, pipe, "Korean question", "정확도는 얼마나 되나요?", IDS[:1])
        await _case(app, pipe, "two papers", "Which training is faster?", IDS)
        await _again(app, pipe)
        await _twice(app, pipe)


async def _case(app: App, pipe: Connection, name: str, question: str, ids: Sequence[str]) -> None:
    asking = Asking(app)
    answer = await asking.ask(question, ids)
    calls = _noted(pipe)
    last = calls[-1]
    print(f"\n{name}: {len(answer.statements)} statements")
    print(f"  model calls                       {len(calls)}")
    print(f"  sign of life                      {asking.life * 1000:.1f} ms (goal: 300)")
    print(f"  first statement after the model's {(asking.first - last['statement']) * 1000:.1f} ms"
          " (goal: 50)")  # fmt: skip
    since = asking.first - calls[0]["begun"]
    print(
        f"  first statement after the question {since:.2f} s of {asking.end - calls[0]['begun']:.2f}"
    )
    print(f"  prompt tokens                     {sum(c['sent'] for c in calls) / 4:,.0f}"
          " (4 characters each)")  # fmt: skip
    print(f"  limit of the first call's output  {calls[0]['limit']} tokens")


async def _again(app: App, pipe: Connection) -> None:
    asking, begun = Asking(app), time.monotonic()
    await asking.ask("Which accuracy is reported?", IDS[:1])
    print(f"\nasked again: {len(_noted(pipe))} calls, {(time.monotonic() - begun) * 1000:.0f} ms")


async def _twice(app: App, pipe: Connection) -> None:
    one, two = Asking(app), Asking(app)
    question = "Which latency is reported?"
    await asyncio.gather(one.ask(question, IDS[:1]), two.ask(question, IDS[:1]))
    print(f"asked twice at once: {len(_noted(pipe))} call")


def _silent(_: Step) -> None:
    """No progress is shown."""


def _noted(pipe: Connection) -> list[Call]:
    pipe.send("tell")
    noted: list[Call] = pipe.recv()
    return noted


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--first", type=float, default=1.0, help="seconds to the first token (1)")
    parser.add_argument("--whole", type=float, default=7.0, help="seconds to the last one (7)")
    wanted = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(
        target=run_server, args=(wanted.first, wanted.whole, there), daemon=True
    )
    server.start()
    os.environ.update(here.recv())
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PAPERS_DATA_DIR": folder, "PAPERS_EMBEDDINGS": "off"}
        asyncio.run(measure(here))
    here.send(None)
    return 0


if __name__ == "__main__":
    sys.exit(main())
