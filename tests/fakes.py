"""A fake of each port: what the real thing promises, in memory. `contracts/` holds both to it."""

import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence

from pydantic import BaseModel, TypeAdapter

from bot.domain.conversation import (
    Answer,
    Question,
    QuestionState,
    Remark,
    Statement,
    Thread,
    Verdict,
)
from bot.domain.delivery import Place, PostRef
from bot.domain.digest import DigestEntry, PromptRef
from bot.domain.errors import NotFound, SourceError
from bot.domain.evidence import Origin, PaperText, Passage, TextForm
from bot.domain.found import Found
from bot.domain.language import Language
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
    """Texts by paper id; `failure` is raised instead of an answer."""

    def __init__(self, *texts: PaperText) -> None:
        self.texts = {text.paper_id: text for text in texts}
        self.failure: SourceError | None = None
        self.fetched: list[str] = []

    async def fetch(self, paper_id: str, version: int | None) -> PaperText:
        self.fetched.append(paper_id if version is None else f"{paper_id}v{version}")
        if self.failure:
            raise self.failure
        if paper_id not in self.texts:
            raise NotFound(f"arXiv has no text of {paper_id}")
        return self.texts[paper_id]

    async def read(self, document: bytes) -> PaperText:
        text = document.decode("utf-8", "replace").strip()
        if not text:
            raise SourceError("the document holds no text")
        passage = Passage(origin=Origin.PAPER, section="Text", text=text)
        return PaperText(paper_id=None, form=TextForm.HTML, passages=(passage,))


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
    ) -> AsyncGenerator[Item, None]:
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

    async def open_answer(
        self,
        place: Place,
        language: Language,
        papers: Sequence[PaperRef] = (),
        post: str | None = None,
    ) -> AnswerStream:
        self.answers.append(FakeAnswerStream())
        return self.answers[-1]


class FakeAnswerStream:
    """Keeps what it is shown."""

    def __init__(self) -> None:
        self.shown: list[Statement] = []
        self.finished: Answer | None = None
        self.aborted: str | None = None

    @property
    def post(self) -> str | None:
        return "answer-1"

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


class FakeConversations:
    """Threads, questions and verdicts in dictionaries."""

    def __init__(self) -> None:
        self.threads: dict[Place, Thread] = {}
        self.asked: dict[tuple[Place, str], Question] = {}
        self.verdicts: dict[tuple[Place, str, str], Verdict] = {}
        self.noted: dict[tuple[Place, str], Remark] = {}
        self.tally: Counter[tuple[object, ...]] = Counter()

    async def open_thread(self, thread: Thread) -> None:
        self.threads[thread.place] = thread

    async def thread(self, place: Place) -> Thread | None:
        return self.threads.get(place)

    async def keep_remark(self, place: Place, remark: Remark) -> None:
        known = self.noted.get((place, remark.message))
        at = known.at if known else remark.at
        self.noted[place, remark.message] = remark.model_copy(update={"at": at})

    async def remarks(self, place: Place) -> list[Remark]:
        there = (remark for (where, _), remark in self.noted.items() if where == place)
        return sorted(there, key=lambda r: (r.at, r.message))

    async def keep_question(self, question: Question) -> bool:
        old = self.asked.get((question.place, question.message))
        if old and old.message_text == question.message_text:
            return False
        post = question.post or (old.post if old else None)
        self._forget(lambda q: q == old)
        self.asked[question.place, question.message] = question.model_copy(update={"post": post})
        return True

    async def question(self, place: Place, message: str) -> Question | None:
        return self.asked.get((place, message))

    async def questions(self, place: Place) -> list[Question]:
        return self._sorted(q for q in self.asked.values() if q.place == place)

    async def open_questions(self) -> list[Question]:
        return self._sorted(q for q in self.asked.values() if q.state is QuestionState.OPEN)

    async def begin_answer(self, question: Question, post: str) -> None:
        self._change(question, post=post)

    async def keep_answer(self, question: Question, answer: Answer | None) -> None:
        kept = self.asked.get((question.place, question.message))
        if kept and kept.message_text == question.message_text:
            state = QuestionState.ANSWERED if answer else QuestionState.FAILED
            self._change(question, state=state, answer=answer)

    async def count_question(self, place: Place, author: str, hour: dt.datetime) -> tuple[int, int]:
        person = (place.platform, place.workspace, "person", author, hour)
        channel = (place.platform, place.workspace, "channel", place.channel, hour)
        self.tally.update([person, channel])
        return self.tally[person], self.tally[channel]

    async def count_answered(self, since: dt.datetime) -> int:
        answered = (q for q in self.asked.values() if q.state is QuestionState.ANSWERED)
        return sum(q.asked_at >= since for q in answered)

    async def keep_verdict(self, question: Question, author: str, verdict: Verdict) -> None:
        if (question.place, question.message) in self.asked:
            self.verdicts[question.place, question.message, author] = verdict

    async def forget_author(self, platform: str, workspace: str, author: str) -> int:
        there = (platform, workspace)
        self.noted = {
            key: remark
            for key, remark in self.noted.items()
            if (key[0].platform, key[0].workspace, remark.author) != (*there, author)
        }
        self.verdicts = {
            key: verdict
            for key, verdict in self.verdicts.items()
            if (key[0].platform, key[0].workspace, key[2]) != (*there, author)
        }
        return self._forget(
            lambda q: (q.place.platform, q.place.workspace, q.author) == (*there, author)
        )

    async def forget_question(self, place: Place, message: str) -> Question | None:
        gone = self.asked.get((place, message))
        self._forget(lambda q: q == gone)
        return gone

    async def forget_before(self, moment: dt.datetime) -> int:
        self.noted = {key: remark for key, remark in self.noted.items() if remark.at >= moment}
        return self._forget(lambda q: q.asked_at < moment)

    def _sorted(self, questions: Iterable[Question]) -> list[Question]:
        return sorted(questions, key=lambda q: (q.asked_at, q.message))

    def _change(self, question: Question, **fields: object) -> None:
        key = (question.place, question.message)
        if key in self.asked:
            self.asked[key] = self.asked[key].model_copy(update=fields)

    def _forget(self, gone: Callable[[Question], bool]) -> int:
        before = len(self.asked)
        self.asked = {key: q for key, q in self.asked.items() if not gone(q)}
        self.verdicts = {key: v for key, v in self.verdicts.items() if key[:2] in self.asked}
        return before - len(self.asked)


class FakeArchive:
    """Entries by date, language and paper; a word is found wherever it stands."""

    def __init__(self) -> None:
        self.entries: dict[tuple[dt.date, Language, str], DigestEntry] = {}

    async def keep_entry(self, date: dt.date, language: Language, entry: DigestEntry) -> None:
        self.entries[date, language, entry.paper.id] = entry

    async def extent(self) -> tuple[int, dt.date | None]:
        dates = [date for date, _, _ in self.entries]
        return len({paper for _, _, paper in self.entries}), max(dates, default=None)

    async def search(self, words: str, limit: int) -> list[Found]:
        wanted = words.casefold().split()
        for together in (all, any):
            found: dict[str, Found] = {}
            for (date, language, paper), entry in sorted(self.entries.items(), reverse=True):
                lines = [s.text for section in entry.sections for s in section.sentences]
                said = "\n".join((entry.paper.title, *entry.tags, *lines)).casefold()
                if wanted and together(word in said for word in wanted):
                    snippet = next(
                        (line for line in lines if wanted[0] in line.casefold()), entry.paper.title
                    )
                    found.setdefault(
                        paper, Found(date=date, language=language, entry=entry, snippet=snippet)
                    )
            if found:
                return list(found.values())[:limit]
        return []
