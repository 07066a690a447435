"""A fake of each port: what the real thing promises, in memory. `contracts/` holds both to it."""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence

from pydantic import BaseModel, TypeAdapter

from bot.domain.conversation import Answer, Statement
from bot.domain.delivery import Place, PostRef
from bot.domain.digest import PromptRef
from bot.domain.errors import NotFound, SourceError
from bot.domain.evidence import Origin, PaperText, Passage, Scope
from bot.domain.message import Message
from bot.domain.paper import ArxivRecord, Paper, PaperRef
from bot.domain.snapshot import DailyList, Snapshot
from bot.domain.usage import TokenUsage
from bot.ports.inbound import Step
from bot.ports.outbound import AnswerStream, Item, Output
from tests.builders import NOON_AFTER

_PAPERS = TypeAdapter(tuple[Paper, ...])


class FakeClock:
    """Time stands still until somebody sleeps; then it has passed at once."""

    def __init__(self, now: dt.datetime = NOON_AFTER) -> None:
        self.time = now
        self.slept: list[float] = []

    def now(self) -> dt.datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += dt.timedelta(seconds=seconds)


class FakeSource:
    """Days of papers, which a snapshot's one page holds as they are."""

    def __init__(self, clock: FakeClock) -> None:
        self.days: dict[dt.date, Sequence[Paper]] = {}
        self.known: dict[str, Paper] = {}
        self.failure: SourceError | None = None
        self.fetched: list[dt.date] = []
        self._clock = clock

    async def fetch_day(self, date: dt.date) -> Snapshot:
        self.fetched.append(date)
        if self.failure:
            raise self.failure
        page = _PAPERS.dump_json(tuple(self.days.get(date, ()))).decode()
        return Snapshot(date=date, fetched_at=self._clock.now(), pages=(page,))

    def read_day(self, snapshot: Snapshot) -> DailyList:
        return DailyList(papers=_PAPERS.validate_json(snapshot.pages[0]))

    async def fetch_paper(self, paper_id: str) -> Paper:
        if self.failure:
            raise self.failure
        if paper_id not in self.known:
            raise NotFound(f"no paper {paper_id}")
        return self.known[paper_id]


class FakeRecords:
    """arXiv's records; `failure` is raised instead of an answer."""

    def __init__(self, *records: ArxivRecord) -> None:
        self.records = {record.id: record for record in records}
        self.failure: SourceError | None = None
        self.asked: list[tuple[str, ...]] = []

    async def fetch_records(self, ids: Sequence[str]) -> dict[str, ArxivRecord]:
        self.asked.append(tuple(ids))
        if self.failure:
            raise self.failure
        return {i: self.records[i] for i in ids if i in self.records}


class FakeFullText:
    """The abstract in one passage."""

    async def read(self, paper: Paper) -> PaperText:
        origin = Origin.SAMPLE if paper.sample else Origin.PAPER
        passage = Passage(origin=origin, section="Abstract", text=paper.abstract)
        return PaperText(paper_id=paper.id, scope=Scope.ABSTRACT, passages=(passage,))


class FakeThumbnails:
    """Pictures by paper id."""

    def __init__(self, pictures: Mapping[str, bytes] | None = None) -> None:
        self.pictures = dict(pictures or {})

    async def fetch(self, paper: PaperRef) -> bytes:
        if paper.id not in self.pictures:
            raise NotFound(f"{paper.id} has no thumbnail")
        return self.pictures[paper.id]


class FakeModel:
    """Answers by a function of the prompt's name and its inputs; raises what that raises."""

    def __init__(self, brain: Callable[[str, Mapping[str, str]], BaseModel]) -> None:
        self.brain = brain
        self.calls: list[tuple[str, Mapping[str, str]]] = []

    @property
    def name(self) -> str:
        return "fake-model"

    def prompt(self, name: str) -> PromptRef:
        return PromptRef(id=name.replace("/", "."), version=1)

    async def complete(
        self, prompt: str, inputs: Mapping[str, str], output: type[Output]
    ) -> Output:
        self.calls.append((prompt, inputs))
        return output.model_validate(self.brain(prompt, inputs).model_dump())

    async def stream_items(
        self, prompt: str, inputs: Mapping[str, str], item: type[Item]
    ) -> AsyncIterator[Item]:
        self.calls.append((prompt, inputs))
        for value in self.brain(prompt, inputs).model_dump()["items"]:
            yield item.model_validate(value)


class FakePassages:
    """Passages that share a word with the question, in their order."""

    async def search(self, text: PaperText, question: str, limit: int) -> list[Passage]:
        words = set(question.lower().split())
        found = [p for p in text.passages if words & set(p.text.lower().split())]
        return found[:limit]


class FakeStore:
    """`Store` and `Pace` in dictionaries."""

    def __init__(self, clock: FakeClock) -> None:
        self.snapshots: dict[dt.date, Snapshot] = {}
        self.cache_: dict[tuple[str, str], str] = {}
        self.used: dict[dt.date, TokenUsage] = defaultdict(TokenUsage)
        self._turns: dict[str, float] = {}
        self._clock = clock

    async def snapshot(self, date: dt.date) -> Snapshot | None:
        return self.snapshots.get(date)

    async def keep_snapshot(self, snapshot: Snapshot) -> Snapshot:
        if not snapshot.settled:
            raise ValueError("the day was not over")
        return self.snapshots.setdefault(snapshot.date, snapshot)

    async def cached(self, kind: str, key: str) -> str | None:
        return self.cache_.get((kind, key))

    async def cache(self, kind: str, key: str, value: str) -> None:
        self.cache_[kind, key] = value

    async def add_usage(self, date: dt.date, prompt_tokens: int, completion_tokens: int) -> None:
        used = self.used[date]
        self.used[date] = TokenUsage(
            calls=used.calls + 1,
            prompt_tokens=used.prompt_tokens + prompt_tokens,
            completion_tokens=used.completion_tokens + completion_tokens,
        )

    async def usage(self, date: dt.date) -> TokenUsage:
        return self.used[date]

    async def wait(self, key: str, gap: float) -> None:
        now = self._clock.now().timestamp()
        last = self._turns.get(key, 0.0)
        turn = last + gap if now - gap <= last <= now + 600 else now
        self._turns[key] = turn
        if turn > now:
            await self._clock.sleep(turn - now)


class FakePlatform:
    """Keeps what it is given, in order."""

    def __init__(self) -> None:
        self.posts: list[tuple[PostRef, Message]] = []
        self.answers: list[FakeAnswerStream] = []
        self._keys: dict[tuple[Place, str], PostRef] = {}
        self._numbers = itertools.count(1)

    def plan(self, message: Message) -> list[Message]:
        return [message]

    async def post(self, place: Place, part: Message, key: str) -> PostRef:
        ref = PostRef(place=place, id=str(next(self._numbers)))
        self.posts.append((ref, part))
        self._keys[place, key] = ref
        return ref

    async def find(self, place: Place, key: str, since: dt.datetime) -> PostRef | None:
        return self._keys.get((place, key))

    async def edit(self, post: PostRef, part: Message) -> None:
        self.posts = [(ref, part if ref == post else old) for ref, old in self.posts]

    async def delete(self, post: PostRef) -> None:
        self.posts = [(ref, part) for ref, part in self.posts if ref != post]
        self._keys = {key: ref for key, ref in self._keys.items() if ref != post}

    async def open_answer(self, place: Place) -> AnswerStream:
        self.answers.append(FakeAnswerStream())
        return self.answers[-1]


class FakeAnswerStream:
    """Keeps what it is shown."""

    def __init__(self) -> None:
        self.shown: list[Statement] = []
        self.finished: Answer | None = None
        self.aborted: str | None = None

    async def show(self, statement: Statement) -> None:
        self.shown.append(statement)

    async def finish(self, answer: Answer) -> None:
        self.finished = answer

    async def abort(self, reason: str) -> None:
        self.aborted = reason


class Heard:
    """A `Progress` that remembers."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def __call__(self, step: Step) -> None:
        self.steps.append(step)

    @property
    def degraded(self) -> list[str]:
        """What went wrong, as people read it."""
        return [f"{s.subject}: {s.detail}" for s in self.steps if s.stage == "degraded"]
