"""A product that does at once what it is asked, and remembers that it was."""

import asyncio
import datetime as dt
from typing import cast

from bot.domain.command import Command
from bot.domain.conversation import (
    HeardKind,
    IncomingMessage,
    Question,
    Thread,
    ThreadPaper,
    Verdict,
)
from bot.domain.delivery import Delivered, DeliveredKind, Delivery
from bot.domain.digest import Digest
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import Place, PostRef
from bot.ports.inbound import Asker, DigestWish, EntryWish, Heard, PapersApp, Progress
from bot.ports.outbound import Platform
from bot.presentation.commands import help_message
from bot.presentation.heard import line_message
from bot.use_cases.say import say
from tests.builders import DAY, NOON_AFTER, delivery, digest, entry, ref
from tests.fakes import FakeClock


class Product:
    """Of `PapersApp` what listeners ask for.

    `kind` is what comes of each message, `said` what each command shows, `posted` are the messages
    that belong to a digest, `known` is the newest digest that was built, and `failure` is raised
    by whatever goes on behind a listener; `broken` by what a listener waits for. Nothing behind a
    listener goes on while `gate` is closed.
    """

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.kind = HeardKind.QUESTION
        self.said: list[Message] = [line_message("what was asked for")]
        self.failure: Exception | None = None
        self.broken: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.heard: list[IncomingMessage] = []
        self.ran: list[tuple[Command, Asker]] = []
        self.chosen: list[tuple[Place, str, str]] = []
        self.retracted: list[tuple[Place, str]] = []
        self.gone: list[tuple[Place, str]] = []
        self.cleared: list[str] = []
        self.forgotten: list[tuple[str, str]] = []
        self.judged: list[tuple[Place, str, str, Verdict]] = []
        self.shared: list[tuple[str, Place]] = []
        self.removed: list[tuple[Place, str]] = []
        self.delivered: list[tuple[dt.date, Place]] = []
        self.posted: set[str] = set()
        self.digests = 0
        self.known: Digest | None = None
        self.threads: dict[Place, Thread] = {}
        self._known: dict[tuple[Place, str], str] = {}
        self._keys: set[str] = set()

    @property
    def app(self) -> PapersApp:
        """As what it stands for."""
        return cast("PapersApp", self)

    def language(self, _: EntryWish) -> Language:
        return Language.EN

    def help(self, language: Language) -> Message:
        return help_message(language, keep_days=30, asks_model=True)

    def today(self) -> dt.date:
        return NOON_AFTER.date()

    async def days(self) -> list[dt.date]:
        if self.broken:
            raise self.broken
        return [DAY]

    async def papers_at(self, _: Place) -> tuple[ThreadPaper, ...]:
        return (ThreadPaper.of(entry(1)), ThreadPaper.of(entry(2)))

    async def first_time(self, key: str) -> bool:
        first = key not in self._keys
        self._keys.add(key)
        return first

    async def take_back(self, key: str) -> None:
        self._keys.discard(key)

    async def hear(self, message: IncomingMessage) -> Heard:
        if self.broken:
            raise self.broken
        self.heard.append(message)
        again = self._known.get((message.place, message.id)) == message.text
        if self.kind is HeardKind.QUESTION:
            self._known[message.place, message.id] = message.text
        kind = HeardKind.REPEATED if again else self.kind
        return self._heard(kind, message.place, message.id, message.author, message.text)

    async def choose(self, place: Place, message: str, paper_id: str) -> Heard:
        self.chosen.append((place, message, paper_id))
        return self._heard(HeardKind.QUESTION, place, message, "U1", "which?")

    def _heard(self, kind: HeardKind, place: Place, message: str, author: str, text: str) -> Heard:
        question = Question(
            place=place,
            message=message,
            author=author,
            text=text or "?",
            language=Language.EN,
            asked_at=NOON_AFTER,
            papers=(),
        )
        asked = question if kind is HeardKind.QUESTION else None
        return Heard(
            kind=kind,
            place=place,
            message=message,
            language=Language.EN,
            why="test",
            question=asked,
        )

    async def respond(self, heard: Heard, platform: Platform, _: Progress) -> None:
        await self._work()
        if heard.kind not in {HeardKind.SILENT, HeardKind.REPEATED}:
            text = heard.question.text if heard.question else heard.kind
            if (root := heard.place.root) is not None and root.id == heard.message:
                await platform.begin_thread(root, text)
            await platform.post(heard.place, line_message(f"re: {text}"), "answer")

    async def retract(self, place: Place, message: str) -> bool:
        if self.broken:
            raise self.broken
        self.retracted.append((place, message))
        return True

    async def post_deleted(self, place: Place, post: str) -> None:
        self.gone.append((place, post))

    async def remove_orphans(self, name: str, _: Platform) -> None:
        await self._work()
        self.cleared.append(name)

    async def forget_workspace(self, platform: str, workspace: str) -> int:
        if self.broken:
            raise self.broken
        self.forgotten.append((platform, workspace))
        return 1

    async def run(self, command: Command, asker: Asker, _: Platform, __: Progress) -> list[Message]:
        self.ran.append((command, asker))
        await self._work()
        return self.said

    async def rating(self, paper_id: str, _: Language, __: Progress) -> Message:
        await self._work()
        return line_message(f"why {paper_id}")

    async def digest(self, wish: DigestWish, _: Progress) -> Digest:
        self.digests += 1
        await self._work()
        entries = [entry(rank, paper=ref(f"2602.{rank:05}")) for rank in (1, 2)]
        self.known = digest(*entries, date=wish.date or DAY, language=Language.EN)
        return self.known

    async def newest(self, _: Language) -> Digest | None:
        return self.known

    async def deliver(self, posted: Digest, place: Place, _: Platform) -> Delivered:
        self.delivered.append((posted.date, place))
        return Delivered(kind=DeliveredKind.POSTED)

    async def locate(self, done: Delivered, _: Platform) -> Delivered:
        return done

    async def share(
        self,
        reference: str,
        place: Place,
        _: Language,
        platform: Platform,
        __: Progress,
        message: str | None = None,
    ) -> PostRef:
        await self._work()
        self.shared.append((reference, place))
        if message and place.root:
            await platform.begin_thread(place.root, reference)
        return await platform.post(place, line_message(f"about {reference}"), "share")

    async def say(self, said: Message, place: Place, platform: Platform, key: str) -> PostRef:
        return await say(platform, self.clock, place, said, key)

    async def delivery_with(self, _: Place, post: str) -> Delivery | None:
        return delivery() if post in self.posted else None

    async def remove(self, place: Place, post: str, _: Platform) -> bool:
        self.removed.append((place, post))
        return post in self.posted

    async def judge(self, place: Place, message: str, author: str, verdict: Verdict) -> bool:
        self.judged.append((place, message, author, verdict))
        return True

    async def thread(self, place: Place) -> Thread | None:
        return self.threads.get(place)

    async def open_thread(self, thread: Thread) -> None:
        self.threads[thread.place] = thread

    async def _work(self) -> None:
        await self.gate.wait()
        if self.failure:
            raise self.failure
