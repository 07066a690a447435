"""A fake of each port: what the real thing promises, in memory. `contracts/` holds both to it."""

import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple

from pydantic import BaseModel, TypeAdapter

from bot.domain.conversation import (
    Answer,
    IncomingMessage,
    Orphan,
    Question,
    QuestionState,
    Remark,
    ReplyTo,
    Statement,
    Thread,
    ThreadPaper,
    Verdict,
)
from bot.domain.delivery import Delivery, DeliveryKey, DeliveryState, PostState
from bot.domain.digest import DigestEntry, PromptRef
from bot.domain.errors import Gone, NotFound, PlatformError, PlatformProblem, SourceError
from bot.domain.evidence import Origin, PaperText, Passage, TextForm
from bot.domain.found import Found
from bot.domain.known import Known
from bot.domain.language import Language
from bot.domain.limits import Limits
from bot.domain.message import Message
from bot.domain.paper import ArxivRecord, Paper, PaperRef
from bot.domain.place import Place, PostRef
from bot.domain.snapshot import DailyList, Snapshot
from bot.domain.usage import TokenUsage
from bot.ports.inbound import Step
from bot.ports.outbound import AnswerStream, Gaps, Item, Output
from tests.builders import NOON_AFTER

_PAPERS = TypeAdapter(tuple[Paper, ...])


_GONE = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
_ANY_EDIT = _GONE - dt.timedelta(days=1)


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


class Fault(NamedTuple):
    """What a call of a platform raises; `through`: after it has done what it was asked."""

    error: PlatformError
    through: bool = False


class FakePlatform:
    """Keeps what it is given, in order.

    `faults` are those of the next calls of a method, none for one that goes well. With a clock it
    finds nothing that was posted before it is asked to look. `strict`: there is no thread that was
    not begun.
    """

    def __init__(
        self, clock: FakeClock | None = None, gaps: Gaps | None = None, *, strict: bool = False
    ) -> None:
        self.gaps = gaps or Gaps()
        self.posts: list[tuple[PostRef, Message]] = []
        self.answers: list[FakeAnswerStream] = []
        self.edited: list[PostRef] = []
        self.removed: list[PostRef] = []
        self.threads: dict[PostRef, str] = {}
        self.faults: dict[str, list[Fault | None]] = defaultdict(list)
        self._keys: dict[tuple[Place, str], tuple[PostRef, dt.datetime]] = {}
        self._numbers = itertools.count(1)
        self._clock = clock
        self._strict = strict

    @asynccontextmanager
    async def _called(self, method: str, place: Place | None = None) -> AsyncIterator[None]:
        fault = self.faults[method].pop(0) if self.faults[method] else None
        if self._strict and place and place.root and place.root not in self.threads:
            raise Gone("no such thread", problem=PlatformProblem.NO_CHANNEL)
        if fault and not fault.through:
            raise fault.error
        yield
        if fault:
            raise fault.error

    def plan(self, message: Message) -> list[Message]:
        return [message]

    async def post(self, place: Place, part: Message, key: str) -> PostRef:
        async with self._called("post", place):
            ref = PostRef(place=place, id=str(next(self._numbers)))
            self.posts.append((ref, part))
            self._keys[place, key] = ref, self._clock.now() if self._clock else NOON_AFTER
        return ref

    async def begin_thread(self, post: PostRef, title: str) -> None:
        async with self._called("begin_thread"):
            self.threads.setdefault(post, title)

    async def find(self, place: Place, key: str, since: dt.datetime) -> PostRef | None:
        async with self._called("find", place):
            ref, at = self._keys.get((place, key), (None, since))
        return ref if self._clock is None or at >= since else None

    async def edit(self, post: PostRef, part: Message) -> None:
        async with self._called("edit"):
            self.posts = [(ref, part if ref == post else old) for ref, old in self.posts]
            self.edited.append(post)

    async def delete(self, post: PostRef) -> None:
        async with self._called("delete"):
            self.posts = [(ref, part) for ref, part in self.posts if ref != post]
            self._keys = {key: kept for key, kept in self._keys.items() if kept[0] != post}
            self.removed.append(post)

    async def delete_answer(self, orphan: Orphan) -> None:
        await self.delete(orphan.post)

    async def own_posts(self, thread: Place) -> list[PostRef]:
        async with self._called("own_posts"):
            return [ref for ref, _ in self.posts if ref.place == thread]

    async def link(self, post: PostRef) -> str | None:
        async with self._called("link"):
            return f"https://chat.example/{post.place.channel}/{post.id}"

    def how_to_invite(self, language: Language) -> str:
        return f"Invite it ({language})."

    async def open_answer(self, to: ReplyTo) -> AnswerStream:
        async with self._called("open_answer", to.place):
            self.answers.append(FakeAnswerStream(to, to.post or f"answer-{len(self.answers) + 1}"))
        return self.answers[-1]


class FakeAnswerStream:
    """Keeps what it is shown; `refusal` is raised instead of showing anything."""

    def __init__(self, to: ReplyTo | None = None, post: str = "answer-1") -> None:
        self.to = to
        self.shown: list[Statement] = []
        self.finished: Answer | None = None
        self.aborted: str | None = None
        self.left = False
        self.refusal: PlatformError | None = None
        self._post = post

    @property
    def post(self) -> str | None:
        return self._post

    async def show(self, statement: Statement) -> None:
        self._refuse()
        self.shown.append(statement)

    async def finish(self, answer: Answer) -> None:
        self._refuse()
        self.finished = answer

    async def abort(self, reason: str) -> None:
        self._refuse()
        self.aborted = reason

    async def leave(self) -> None:
        self.left = True

    def _refuse(self) -> None:
        if self.refusal is not None:
            raise self.refusal


class Heard:
    """A `Progress` that remembers."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def __call__(self, step: Step) -> None:
        self.steps.append(step)

    @property
    def degraded(self) -> list[str]:
        """What went wrong, as people read it."""
        return [
            f"{s.subject}: {s.detail}" for s in self.steps if s.stage in {"degraded", "abstract"}
        ]


class FakeConversations:
    """Threads, questions and verdicts in dictionaries."""

    def __init__(self) -> None:
        self.threads: dict[Place, Thread] = {}
        self.asked: dict[tuple[Place, str], Question] = {}
        self.verdicts: dict[tuple[Place, str, str], Verdict] = {}
        self.noted: dict[tuple[Place, str], Remark] = {}
        self.versions: dict[tuple[Place, str], dt.datetime] = {}
        self.orphaned: list[Orphan] = []
        self.tally: Counter[tuple[object, ...]] = Counter()

    async def open_thread(self, thread: Thread) -> None:
        self.threads[thread.place] = thread

    async def thread(self, place: Place) -> Thread | None:
        return self.threads.get(place)

    async def keep_remark(self, place: Place, remark: Remark) -> None:
        known = self.noted.get((place, remark.message))
        at = known.at if known else remark.at
        if self._is_outdated(place, remark.message, _ANY_EDIT):
            return
        self.noted[place, remark.message] = remark.model_copy(update={"at": at})

    def remarks(self, place: Place) -> list[Remark]:
        there = (remark for (where, _), remark in self.noted.items() if where == place)
        return sorted(there, key=lambda r: (r.at, r.message))

    async def recall(self, message: IncomingMessage, most: int) -> Known:
        place = message.place
        self._note(place, message.id, message.edited_at)
        key = (place, message.id)
        question, remark = self.asked.get(key), self.noted.get(key)
        remarks = [
            one
            for one in self.remarks(place)
            if not remark or (one.at, one.message) < (remark.at, remark.message)
        ]
        stands = question.asked_at if question else remark.at if remark else None
        asked = [q for q in await self.questions(place) if q.message != message.id]
        before = [q for q in asked if not stands or (q.asked_at, q.message) < (stands, message.id)]
        replied_to = [q for q in asked if message.reply_to and q.post == message.reply_to]
        newest = [*replied_to, *before[-most:]] if most else []
        return Known(
            outdated=self._is_outdated(place, message.id, message.edited_at),
            question=question,
            remark=remark,
            remarks=tuple(remarks[-most:]) if most else (),
            questions=tuple(one.model_copy(update={"answer": None}) for one in newest),
        )

    def _note(self, place: Place, message: str, edited_at: dt.datetime | None) -> None:
        known = self.versions.get((place, message))
        if edited_at and (known is None or known < edited_at):
            self.versions[place, message] = edited_at

    def _is_outdated(self, place: Place, message: str, edited_at: dt.datetime | None) -> bool:
        known = self.versions.get((place, message))
        return known is not None and (edited_at is None or edited_at < known)

    def _bury(self, keys: Iterable[tuple[Place, str]]) -> None:
        self.versions.update(dict.fromkeys(keys, _GONE))

    async def keep_question(self, question: Question, limits: Limits | None = None) -> bool:
        key = (question.place, question.message)
        self._note(*key, question.edited_at)
        if self._is_outdated(*key, question.edited_at):
            return False
        if question.picks_up:
            waits = self.asked.get((question.place, question.picks_up))
            if waits is None or waits.state not in {
                QuestionState.UNCLEAR,
                QuestionState.PICKED_UP,
            }:
                return False
            self._change(waits, state=QuestionState.PICKED_UP)
        old = self.asked.get(key)
        if old and (old.message_text == question.message_text or question.edited_at is None):
            return False
        if limits is not None:
            await self.count(question.place, question.author, question.asked_at, limits)
        post = (old.post if old else None) or question.post
        self._forget(lambda q: q == old)
        self.asked[key] = question.model_copy(update={"post": post})
        return True

    async def question(self, place: Place, message: str) -> Question | None:
        return self.asked.get((place, message))

    async def questions(self, place: Place) -> list[Question]:
        return self._sorted(q for q in self.asked.values() if q.place == place)

    async def open_questions(self) -> list[Question]:
        return self._sorted(
            q
            for q in self.asked.values()
            if q.state is QuestionState.OPEN
            or (q.state is QuestionState.UNCLEAR and q.post is None)
        )

    async def name_papers(self, question: Question, *papers: ThreadPaper) -> Question | None:
        kept = self.asked.get((question.place, question.message))
        if kept is None or kept.message_text != question.message_text:
            return None
        if kept.state is not QuestionState.UNCLEAR:
            return None
        self._change(question, state=QuestionState.OPEN, papers=papers)
        return await self.question(question.place, question.message)

    async def begin_answer(self, question: Question, post: str) -> None:
        self._change(question, post=post)

    async def keep_answer(self, question: Question, answer: Answer | None) -> None:
        state = QuestionState.ANSWERED if answer else QuestionState.FAILED
        self._change(question, state=state, answer=answer)

    async def count(self, place: Place, author: str, now: dt.datetime, limits: Limits) -> None:
        there = (place.platform, place.workspace, limits.hour(now))
        person, channel = (*there, "person", author), (*there, "channel", place.channel)
        limits.hold_person(self.tally[person] + 1, now)
        limits.hold_channel(self.tally[channel] + 1, now)
        self.tally.update([person, channel])

    async def answered_before(self, question: Question, most: int) -> list[Question]:
        ids = {one.paper.id for one in question.papers}
        return [
            one
            for one in await self.questions(question.place)
            if one.answer
            and one.asked_at < question.asked_at
            and ids & {given.paper.id for given in one.papers}
        ][-most:]

    async def count_answered(self, since: dt.datetime) -> int:
        answered = (q for q in self.asked.values() if q.state is QuestionState.ANSWERED)
        return sum(q.asked_at >= since for q in answered)

    async def keep_verdict(self, question: Question, author: str, verdict: Verdict) -> None:
        if (question.place, question.message) in self.asked:
            self.verdicts[question.place, question.message, author] = verdict

    async def forget_author(self, platform: str, workspace: str | None, author: str) -> int:
        if workspace is None:
            places = [key[0] for key in self.noted] + [key[0] for key in self.asked]
            everywhere = {place.workspace for place in places}
            return sum([await self.forget_author(platform, one, author) for one in everywhere])
        there = (platform, workspace)
        written = {
            **{key: one.author for key, one in self.noted.items()},
            **{key: one.author for key, one in self.asked.items()},
        }
        self._bury(
            (place, message)
            for (place, message), by in written.items()
            if (place.platform, place.workspace, by) == (*there, author)
        )
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
        self._bury([(place, message)])
        gone = self.asked.get((place, message))
        if gone and (orphan := Orphan.of(gone)) and orphan not in self.orphaned:
            self.orphaned.append(orphan)
        self._forget(lambda q: q == gone)
        self.noted.pop((place, message), None)
        return gone

    async def orphans(self, platform: str) -> list[Orphan]:
        return [one for one in self.orphaned if one.post.place.platform == platform]

    async def forget_orphan(self, orphan: Orphan) -> None:
        self.orphaned = [one for one in self.orphaned if one != orphan]

    async def forget_workspace(self, platform: str, workspace: str) -> int:
        def elsewhere(place: Place) -> bool:
            return (place.platform, place.workspace) != (platform, workspace)

        self.noted = {key: remark for key, remark in self.noted.items() if elsewhere(key[0])}
        self.orphaned = [one for one in self.orphaned if elsewhere(one.post.place)]
        return self._forget(lambda q: not elsewhere(q.place))

    async def forget_before(self, moment: dt.datetime) -> int:
        self.noted = {key: remark for key, remark in self.noted.items() if remark.at >= moment}
        return self._forget(lambda q: q.asked_at < moment)

    def _sorted(self, questions: Iterable[Question]) -> list[Question]:
        return sorted(questions, key=lambda q: (q.asked_at, q.message))

    def _change(self, question: Question, **fields: object) -> None:
        key = (question.place, question.message)
        kept = self.asked.get(key)
        if kept and kept.message_text == question.message_text:
            self.asked[key] = kept.model_copy(update=fields)

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

    async def entry(self, paper_id: str, language: Language) -> DigestEntry | None:
        found = [key for key in self.entries if key[2] == paper_id]
        newest = max(found, key=lambda key: (key[1] is language, key[0]), default=None)
        return self.entries[newest] if newest else None

    async def extent(self) -> tuple[int, dt.date | None]:
        dates = [date for date, _, _ in self.entries]
        return len({paper for _, _, paper in self.entries}), max(dates, default=None)

    async def days(self, most: int) -> list[dt.date]:
        return sorted({date for date, _, _ in self.entries}, reverse=True)[:most]

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


class _Held(NamedTuple):
    holder: str
    until: dt.datetime


class FakeDeliveries:
    """Deliveries in a dictionary, in the order in which they were begun."""

    def __init__(self, clock: FakeClock) -> None:
        self.kept: dict[DeliveryKey, Delivery] = {}
        self._begun: dict[DeliveryKey, dt.datetime] = {}
        self._held: dict[DeliveryKey, _Held] = {}
        self._clock = clock

    async def begin(self, delivery: Delivery) -> Delivery:
        self._begun.setdefault(delivery.key, self._clock.now())
        return self.kept.setdefault(delivery.key, delivery)

    async def delivery(self, key: DeliveryKey) -> Delivery | None:
        return self.kept.get(key)

    async def newest(self, place: Place) -> Delivery | None:
        there = [
            one
            for one in self.kept.values()
            if one.key.place == place.surroundings
            and one.state is not DeliveryState.REMOVED
            and one.header
        ]
        return max(there, key=lambda one: one.key.edition_date, default=None)

    async def with_post(self, place: Place, post: str) -> Delivery | None:
        for one in self.kept.values():
            if one.key.place == place.surroundings and post in {p.post for p in one.parts}:
                return one
        return None

    async def open_keys(self, platform: str) -> list[DeliveryKey]:
        return [
            key
            for key, one in self.kept.items()
            if key.platform == platform and one.state is DeliveryState.OPEN
        ]

    async def give_up_before(self, platform: str, moment: dt.datetime) -> list[DeliveryKey]:
        open_ones = await self.open_keys(platform)
        late = [k for k in open_ones if self._begun[k] < moment and self._free(k, holder="nobody")]
        for key in late:
            await self.end(key, DeliveryState.FAILED, PlatformProblem.TOO_LATE)
        return late

    async def hold(self, key: DeliveryKey, holder: str, until: dt.datetime) -> bool:
        there = key in self.kept and self.kept[key].state is DeliveryState.OPEN
        if not there or not self._free(key, holder):
            return False
        self._held[key] = _Held(holder, until)
        return True

    def _free(self, key: DeliveryKey, holder: str) -> bool:
        now, held = self._clock.now(), self._held.get(key)
        hour = dt.timedelta(hours=1)
        return not held or held.holder == holder or not now <= held.until <= now + hour

    async def let_go(self, key: DeliveryKey, holder: str) -> None:
        if key in self._held and self._held[key].holder == holder:
            del self._held[key]

    async def attempt(self, key: DeliveryKey, index: int, holder: str, until: dt.datetime) -> bool:
        held = await self.hold(key, holder, until)
        if held:
            self._change_part(key, index, state=PostState.SENDING, tried_at=self._clock.now())
        return held

    async def settle(self, key: DeliveryKey, index: int, post: str | None) -> None:
        self._change_part(
            key, index, state=PostState.DONE if post else PostState.WAITING, post=post
        )

    async def end(
        self, key: DeliveryKey, state: DeliveryState, reason: PlatformProblem | None = None
    ) -> None:
        removes = state is DeliveryState.REMOVED
        final = {DeliveryState.REMOVED} | (set() if removes else {DeliveryState.DONE})
        if self.kept[key].state not in final:
            self._change(key, state=state, reason=reason)
            if state is not DeliveryState.OPEN:
                self._held.pop(key, None)

    async def forget_before(self, moment: dt.datetime) -> int:
        gone = [key for key, at in self._begun.items() if at < moment]
        for key in gone:
            del self.kept[key], self._begun[key]
        return len(gone)

    def _change_part(self, key: DeliveryKey, index: int, **fields: object) -> None:
        parts = list(self.kept[key].parts)
        if parts[index].state is not PostState.DONE:
            parts[index] = parts[index].model_copy(update=fields)
            self._change(key, parts=tuple(parts))

    def _change(self, key: DeliveryKey, **fields: object) -> None:
        self.kept[key] = self.kept[key].model_copy(update=fields)


class FakeReceipts:
    """Keys in a dictionary."""

    def __init__(self, clock: FakeClock) -> None:
        self._seen: dict[str, dt.datetime] = {}
        self._clock = clock

    async def take_back(self, key: str) -> None:
        self._seen.pop(key, None)

    async def first_time(self, key: str) -> bool:
        now = self._clock.now()
        self._seen = {k: at for k, at in self._seen.items() if now - at <= dt.timedelta(days=1)}
        fresh = key not in self._seen
        self._seen.setdefault(key, now)
        return fresh
