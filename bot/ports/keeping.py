"""What the core needs to have kept, on one database that processes may share.

Every method may raise `StoreError` and nothing else. Fakes and contract tests as in `outbound.py`.
"""

import datetime as dt
from typing import Protocol

from bot.domain.conversation import (
    Answer,
    IncomingMessage,
    Orphan,
    Question,
    Remark,
    Thread,
    ThreadPaper,
    Verdict,
)
from bot.domain.delivery import Delivery, DeliveryKey, DeliveryState
from bot.domain.digest import DigestEntry
from bot.domain.errors import PlatformProblem
from bot.domain.found import Found
from bot.domain.known import Known
from bot.domain.language import Language
from bot.domain.limits import Limits
from bot.domain.place import Place
from bot.domain.snapshot import Snapshot
from bot.domain.usage import TokenUsage


class Store(Protocol):
    """What is kept. Raises `StoreError`."""

    async def snapshot(self, date: dt.date) -> Snapshot | None:
        """The settled date's one snapshot."""
        ...

    async def keep_snapshot(self, snapshot: Snapshot) -> Snapshot:
        """Keep the first snapshot of a settled date; returns the one that is kept."""
        ...

    async def cached(self, kind: str, key: str) -> str | None:
        """A cached text, such as the JSON of what a model extracted."""
        ...

    async def cache(self, kind: str, key: str, value: str) -> None:
        """Keep a text under a key."""
        ...

    async def add_usage(self, date: dt.date, prompt_tokens: int, completion_tokens: int) -> None:
        """Count one model call."""
        ...

    async def usage(self, date: dt.date) -> TokenUsage:
        """What the model calls of a UTC date have cost."""
        ...


class Conversations(Protocol):
    """Threads, questions and answers. What concerns a person can be forgotten. `StoreError`."""

    async def open_thread(self, thread: Thread) -> None:
        """Keep a thread; the newest form of it wins."""
        ...

    async def thread(self, place: Place) -> Thread | None:
        """The bot's own thread at a place, none when it is not one of the bot's."""
        ...

    async def recall(self, message: IncomingMessage, most: int) -> Known:
        """What is known of a message when it comes, and of its thread before it.

        At most so many remarks and questions, and the question whose answer it replies to. That it
        was edited is kept in the same step: an older form of it is outdated from then on, for at
        least a day, as is one that was deleted or forgotten with its author.
        """
        ...

    async def keep_remark(self, place: Place, remark: Remark) -> None:
        """Keep that somebody wrote in a thread, unless that message is gone."""
        ...

    async def keep_question(self, question: Question, limits: Limits | None = None) -> bool:
        """Keep a question before it is acknowledged.

        False when that message is kept already with the same text: it came a second time; or is
        outdated, as `recall` tells. A text that was changed by an edit replaces the old one and its
        answer. What is kept is counted as by `count`, with the limits: what they refuse is not
        kept. The question that it picks up is marked
        as such in the same step; nothing is done, and false returned, where that is unclear no
        longer: somebody has pressed a button.
        """
        ...

    async def question(self, place: Place, message: str) -> Question | None:
        """The question that a message asked."""
        ...

    async def questions(self, place: Place) -> list[Question]:
        """Those of a thread, oldest first."""
        ...

    async def answered_before(self, question: Question, most: int) -> list[Question]:
        """The newest answered ones of its thread before it that share a paper, oldest first.

        They are looked for in a thread's last fifty.
        """
        ...

    async def open_questions(self) -> list[Question]:
        """Those that wait for us, oldest first: to be answered or, unclear, to be asked back about."""
        ...

    async def name_papers(self, question: Question, *papers: ThreadPaper) -> Question | None:
        """Open an unclear question, whose papers (one or two) are now named: as it is then.

        None when it is unclear no longer: of those who name them at once, one succeeds.
        """
        ...

    async def begin_answer(self, question: Question, post: str) -> None:
        """Keep the message in which the answer appears.

        Does nothing when the question was forgotten, or asks something else by now.
        """
        ...

    async def keep_answer(self, question: Question, answer: Answer | None) -> None:
        """Keep the answer (none: it failed).

        Does nothing when the question was forgotten, or asks something else by now.
        """
        ...

    async def count(self, place: Place, author: str, now: dt.datetime, limits: Limits) -> None:
        """Count what costs as much as a question and is none, such as a paper that is looked at.

        Counted by person and workspace, and by channel, for the hour of `now`. Raises `TooMany`
        instead where a limit is reached. Nobody can be told from what is kept, and neither an edit
        nor `forget_author` changes it.
        """
        ...

    async def count_answered(self, since: dt.datetime) -> int:
        """How many of the questions asked since then have an answer."""
        ...

    async def keep_verdict(self, question: Question, author: str, verdict: Verdict) -> None:
        """Keep what a reader thinks of an answer; the newest of a person wins."""
        ...

    async def forget_author(self, platform: str, workspace: str | None, author: str) -> int:
        """Delete a person's questions, their answers, and verdicts; how many questions it were.

        Without a workspace in all of the platform's. No message of theirs that is known is heard again.
        """
        ...

    async def forget_question(self, place: Place, message: str) -> Question | None:
        """Delete a question with its answer, and that it was written; returns what it was.

        In the same step the message of its answer, if any, is kept as an orphan. The message is not
        heard again, also where it was not heard yet.
        """
        ...

    async def orphans(self, platform: str) -> list[Orphan]:
        """The answers of a platform that are still to be removed."""
        ...

    async def forget_orphan(self, orphan: Orphan) -> None:
        """It is removed, or never will be."""
        ...

    async def forget_workspace(self, platform: str, workspace: str) -> int:
        """Delete all that people there asked, wrote and judged; how many questions it were."""
        ...

    async def forget_before(self, moment: dt.datetime) -> int:
        """Delete what is older; how many questions it were."""
        ...


class Archive(Protocol):
    """Everything digested, to be searched. Raises `StoreError`."""

    async def keep_entry(self, date: dt.date, language: Language, entry: DigestEntry) -> None:
        """Keep an entry under the date of its digest; the newest of a date and paper wins."""
        ...

    async def entry(self, paper_id: str, language: Language) -> DigestEntry | None:
        """The newest entry of a paper, in that language where there is one, else in another."""
        ...

    async def extent(self) -> tuple[int, dt.date | None]:
        """How many papers are kept, and the newest date that has one."""
        ...

    async def days(self, most: int) -> list[dt.date]:
        """The dates that have papers, the newest first."""
        ...

    async def search(self, words: str, limit: int) -> list[Found]:
        """Entries that hold the words, best first. Korean, Japanese, Chinese: also inside words."""
        ...


class Deliveries(Protocol):
    """What was posted where: the truth about it, whatever crashes. Raises `StoreError`."""

    async def begin(self, delivery: Delivery) -> Delivery:
        """Keep a delivery unless its key has one; returns the one that is kept."""
        ...

    async def delivery(self, key: DeliveryKey) -> Delivery | None:
        """The delivery of a key."""
        ...

    async def newest(self, place: Place) -> Delivery | None:
        """The delivery of a channel with the newest edition that was not removed and has a post."""
        ...

    async def with_post(self, place: Place, post: str) -> Delivery | None:
        """The delivery that a message of a channel, in a thread or not, is part of."""
        ...

    async def open_keys(self, platform: str) -> list[DeliveryKey]:
        """Those of a platform that are not ended, the one begun first comes first."""
        ...

    async def give_up_before(self, platform: str, moment: dt.datetime) -> list[DeliveryKey]:
        """End those of a platform that are open and were begun before that, as `TOO_LATE`.

        Returns which they were. One that is held by somebody is left to that.
        """
        ...

    async def hold(self, key: DeliveryKey, holder: str, until: dt.datetime) -> bool:
        """Take an open delivery, or go on holding it, until a moment.

        False when another holds it, or it is not open. A hold that ran out holds nobody back, nor
        one for more than an hour: that was taken by a clock that went wrong.
        """
        ...

    async def let_go(self, key: DeliveryKey, holder: str) -> None:
        """Hold it no longer."""
        ...

    async def attempt(self, key: DeliveryKey, index: int, holder: str, until: dt.datetime) -> bool:
        """Keep that a part is about to be posted, with the moment, and hold the delivery on.

        False, and nothing is kept, where `hold` is false.
        """
        ...

    async def settle(self, key: DeliveryKey, index: int, post: str | None) -> None:
        """Keep what became of an attempt: its post, none when there surely is none.

        A part that is done stays done.
        """
        ...

    async def end(
        self, key: DeliveryKey, state: DeliveryState, reason: PlatformProblem | None = None
    ) -> None:
        """Keep how a delivery ended, or that it is open again, held as it was.

        What is done can only be removed after that; what was removed stays so.
        """
        ...

    async def forget_before(self, moment: dt.datetime) -> int:
        """Delete those begun before that; how many they were."""
        ...


class Receipts(Protocol):
    """What was received already, so that what comes twice is done once. Raises `StoreError`."""

    async def first_time(self, key: str) -> bool:
        """Keep a key for at least an hour; whether it was not there."""
        ...

    async def take_back(self, key: str) -> None:
        """Forget a key."""
        ...


class Pace(Protocol):
    """Spaces calls that share a limit, across all processes on one store."""

    async def wait(self, key: str, gap: float) -> None:
        """Return when at least `gap` seconds have passed since the last turn of `key`."""
        ...
