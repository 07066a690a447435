"""An OpenAI-compatible model on loopback whose answers come from a function."""

import asyncio
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from aiohttp import web

from tests.servers.loopback import Answer, Loopback

CHAT = "/v1/chat/completions"
Brain = Callable[[Mapping[str, Any]], str]


class ModelServer(Loopback):
    """Answers `chat.completions`, whole or streamed. `delay` in seconds is before each answer.

    `refusal` gives the body of an HTTP 400 for a call that this server does not take; `counts` is
    whether it tells the usage; a stream comes in chunks of `chunk` characters.
    """

    def __init__(self, brain: Brain | None = None, *, delay: float = 0.0) -> None:
        super().__init__()
        self.brain: Brain = brain or honest
        self.delay = delay
        self.refusal: Callable[[Mapping[str, Any]], Mapping[str, Any] | None] = lambda _: None
        self.counts = True
        self.chunk = 16
        self.calls: list[dict[str, Any]] = []
        self.app.router.add_post(CHAT, self._chat)

    @property
    def environment(self) -> dict[str, str]:
        """The settings that point the product here."""
        return {
            "OPENAI_BASE_URL": f"{self.url}/v1",
            "OPENAI_API_KEY": "sk-loopback-key",
            "OPENAI_MODEL": "loopback",
        }

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        call = await request.json()
        self.calls.append(call)
        if self.delay:
            await asyncio.sleep(self.delay)
        if (refused := self.refusal(call)) is not None:
            return web.json_response(refused, status=400)
        text = self.brain(call)
        if call.get("stream"):
            counts = self.counts and call.get("stream_options", {}).get("include_usage", False)
            return await _streamed(request, text, self.chunk, counts=counts)
        answer = completion(text, call)
        if not self.counts:
            del answer["usage"]
        return web.json_response(answer)


def completion(
    text: str | None, call: Mapping[str, Any] | None = None, *, reason: str = "stop", **message: Any
) -> dict[str, Any]:
    """The body of an answer."""
    sent = sum(len(m["content"]) for m in (call or {}).get("messages", ()))
    usage = {"prompt_tokens": sent // 4, "completion_tokens": len(text or "") // 4}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": "loopback",
        "choices": [
            {
                "index": 0,
                "finish_reason": reason,
                "message": {"role": "assistant", "content": text, **message},
            }
        ],
        "usage": {**usage, "total_tokens": sum(usage.values())},
    }


def says(text: str | None, *, reason: str = "stop", **message: Any) -> Answer:
    """A scripted answer with this text, ended for this reason."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response(completion(text, reason=reason, **message))

    return answer


async def _streamed(
    request: web.Request, text: str, size: int, *, counts: bool
) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    for chunk in _chunks(text, size, counts=counts):
        await response.write(f"data: {json.dumps(chunk)}\n\n".encode())
    await response.write(b"data: [DONE]\n\n")
    return response


def _chunks(text: str, size: int, *, counts: bool) -> Iterator[dict[str, Any]]:
    base = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "loopback",
    }
    for start in range(0, len(text), size):
        delta = {"content": text[start : start + size]}
        yield {**base, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
    yield {**base, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
    if counts:
        usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
        yield {**base, "choices": [], "usage": usage}


_SENTENCE = re.compile(r"[A-Z][^.!?\n\]]{20,300}[.!?](?=\s|$)")
# Denials, careful words and links: what is written of them would have to have them too.
_NEEDS_CARE = re.compile(
    r"://|@|n't\b|\b(?:not?|never|without|cannot|neither|nor|fails?|unable|may|might|could|suggests?"
    r"|likely|potential(?:ly)?|perhaps|possibly|seems?|appears?|preliminary)\b",
    re.IGNORECASE,
)
_FRAMES = {
    "Korean": "이 논문의 내용을 그대로 옮기면 다음과 같습니다",
    "English": "The paper says the following",
    "Japanese": "この論文の内容は次のとおりです",
    "Simplified Chinese": "这篇论文的内容如下所述",
}


def honest(call: Mapping[str, Any]) -> str:
    """A dull model that says only what stands in the paper: enough to go all the way through."""
    wanted = call["response_format"]["json_schema"]["name"] if "response_format" in call else ""
    system, user = (call["messages"][which]["content"] for which in (0, -1))
    match wanted:
        case "Extraction":
            paper = system.partition("PAPER TEXT BEGINS ===")[2]
            sentences = list(dict.fromkeys(_SENTENCE.findall(paper)))
            plain = [s for s in sentences if not _NEEDS_CARE.search(s)] or sentences
            claims = [{"quotes": [s], "text": s} for s in plain[:8]]
            return json.dumps({"claims": claims, "signals": []})
        case "Writing":
            return json.dumps(_writing(user), ensure_ascii=False)
        case "SearchWords":
            return json.dumps({"words": "benchmarks evaluation accuracy results"})
        case "AnswerItemList":
            return json.dumps({"items": _answer(system, user)}, ensure_ascii=False)
        case "Pong":
            return json.dumps({"word": "pong"})
        case _:
            return json.dumps({"claims": [], "sentences": [], "items": []})


def _writing(user: str) -> dict[str, Any]:
    frame = next(text for name, text in _FRAMES.items() if f"Language: {name} throughout" in user)
    numbers = [int(n) for n in re.findall(r"^(\d+)\. ", user, re.MULTILINE)]
    said = dict(re.findall(r"^(\d+)\. (.+)$", user, re.MULTILINE))
    # A few words of the claim, names and numbers among them, in a sentence of the language.
    lines = [
        {"claims": [n], "text": f"{frame} ({said[str(n)][:40].rpartition(' ')[0]})."}
        for n in numbers
    ] or [{"claims": [], "text": ""}]
    return {
        "one_line": lines[0],
        "key_points": lines[1:4],
        "developer_view": lines[:1],
        "applications": lines[:2],
        "risks": [],
        "details": lines[:5],
    }


def _answer(system: str, user: str) -> list[dict[str, Any]]:
    """The plain sentences that share a word with the question, as statements about themselves."""
    shown = system.partition("=== PAPER BEGINS ===\n")[2]
    sentences = [s for s in dict.fromkeys(_SENTENCE.findall(shown)) if not _NEEDS_CARE.search(s)]
    question = user.partition("passages alone:\n")[2].partition("\n\nTask:")[0]
    words = set(re.findall(r"[a-z]{4,}", question.lower()))
    near = [s for s in sentences if words & set(re.findall(r"[a-z]{4,}", s.lower()))]
    if words and not near:
        return []
    frame = next(text for name, text in _FRAMES.items() if f"Language: {name} throughout" in user)
    return [
        {"quotes": [sentence], "text": f"{frame} ({sentence[:40].rpartition(' ')[0]})."}
        for sentence in (near or sentences)[:3]
    ]
