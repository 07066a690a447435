"""Questions, answers, and the threads they stand in."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bot.domain.base import Model, Moment, Name, Prose, Title
from bot.domain.digest import DigestEntry, Provenance
from bot.domain.evidence import Evidence, Lack, Scope, TextForm
from bot.domain.language import Language
from bot.domain.paper import Links, PaperRef
from bot.domain.place import Place, PostRef

LONGEST_QUESTION = 2_000  # characters

MostPapers = Field(max_length=2)


class Statement(Model):
    """A sentence of an answer with the quotes that back it."""

    text: Prose
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1, max_length=5)]


class AnswerReason(StrEnum):
    """Why an answer holds no statement."""

    NO_MODEL = "no_model"
    NOT_IN_PAPER = "not_in_paper"
    NO_PASSAGE = "no_passage"
    BEYOND = "beyond"
    MODEL_FAILED = "model_failed"
    BUDGET = "budget"


class Answer(Model):
    """Statements, or the reason why there is none with the nearest passages, verbatim.

    `papers` are those that were read, none for a file that is no known paper. `form` is what the
    text was read from, none where nothing was or papers differ in it; `lacking` says what could
    not be read and why. `cut_off`: the model broke off after the statements that are there.
    """

    papers: Annotated[tuple[PaperRef, ...], MostPapers]
    title: Title
    language: Language
    scope: Scope
    form: TextForm | None = None
    lacking: Lack | None = None
    statements: tuple[Statement, ...] = ()
    reason: AnswerReason | None = None
    passages: tuple[Evidence, ...] = ()
    cut_off: bool = False
    provenance: Provenance | None = None

    @model_validator(mode="after")
    def _answered_or_not(self) -> Self:
        if bool(self.statements) == (self.reason is not None):
            raise ValueError("an answer has either statements or the reason why it has none")
        return self

    @property
    def abstained(self) -> bool:
        """Whether nothing is claimed."""
        return not self.statements


class Turn(Model):
    """One message of a conversation, as the next question may refer to it."""

    author: Literal["person", "bot"]
    text: Prose
    at: Moment


class ThreadPaper(Model):
    """A paper that a thread is about; `post` is the platform's id of its own message there."""

    rank: Annotated[int, Field(ge=1)]
    paper: PaperRef
    sample: bool = False
    post: Name | None = None

    @classmethod
    def of(cls, entry: DigestEntry) -> Self:
        """That of an entry, before it is posted."""
        sample = entry.provenance is not None and entry.provenance.sample
        return cls(rank=entry.rank, paper=entry.paper, sample=sample)

    @classmethod
    def by_id(cls, paper_id: str) -> Self:
        """One of which nothing but its id is known yet."""
        ref = PaperRef(
            id=paper_id, title=f"arXiv {paper_id}", upvotes=None, links=Links.of(paper_id)
        )
        return cls(rank=1, paper=ref)


class Replies(StrEnum):
    """When the bot may speak in its threads without being mentioned."""

    AUTO = "auto"
    MENTION = "mention"


class Thread(Model):
    """A thread of the bot's about a digest or a paper. `place.thread` is its parent message."""

    place: Place
    language: Language
    papers: tuple[ThreadPaper, ...]
    replies: Replies = Replies.AUTO


class IncomingMessage(Model):
    """What somebody wrote. `text` is without the mention of the bot.

    `direct`: it came by a button, a command or a direct message, so it is for the bot.
    `about` is the paper that a button or command named. `edited_at` is when it was changed last, by
    the platform's clock: of two forms of a message the later one counts, in whichever order they come.
    """

    place: Place
    id: Name
    author: Name
    text: str
    edited_at: Moment | None = None
    mentions_bot: bool = False
    mentions_others: bool = False
    direct: bool = False
    reply_to: Name | None = None
    about: Name | None = None


class QuestionState(StrEnum):
    """Open until it is answered; `unclear` until its paper is named.

    `picked_up`: its asker named the paper in another message, which is the question from then on.
    """

    UNCLEAR = "unclear"
    PICKED_UP = "picked_up"
    OPEN = "open"
    ANSWERED = "answered"
    FAILED = "failed"


class Question(Model):
    """A question as it is kept: before it is acknowledged, and with its answer afterwards.

    `place` and `message` are its key; `post` is the message in which its answer was begun.
    `written` is the whole message where it says more than `text`, such as the paper's number, and
    `edited_at` when that was changed last;
    `about` is the paper that was named beside it; `picks_up` is the message of the unclear question
    that this one asks anew, of the paper that it names.
    """

    place: Place
    message: Name
    author: Name
    text: Annotated[Prose, Field(max_length=LONGEST_QUESTION)]
    written: Annotated[Prose, Field(max_length=LONGEST_QUESTION)] | None = None
    about: Name | None = None
    edited_at: Moment | None = None
    picks_up: Name | None = None
    language: Language
    asked_at: Moment
    papers: Annotated[tuple[ThreadPaper, ...], MostPapers]
    state: QuestionState = QuestionState.OPEN
    post: Name | None = None
    answer: Answer | None = None

    @property
    def message_text(self) -> str:
        """What the message says: when that is changed, something else is asked."""
        said = self.written or self.text
        return f"{self.about} {said}" if self.about else said


class Orphan(Model):
    """An answer that is to be removed, for its question was taken back; `post` is where it begins."""

    question: Name
    post: PostRef

    @classmethod
    def of(cls, question: Question) -> Self | None:
        """That of a question, if its answer was begun."""
        if question.post is None:
            return None
        return cls(question=question.message, post=PostRef(place=question.place, id=question.post))


class ReplyTo(Model):
    """What an answer is given to, and where it goes.

    `question` is the message that asked, `asker` who did, `post` the message in which the answer
    was begun before and goes on. After a crash it may have been begun, since `begun_since`, in a
    message that was not kept: the platform looks for it.
    """

    place: Place
    language: Language
    papers: Annotated[tuple[PaperRef, ...], MostPapers] = ()
    question: Name | None = None
    asker: Name | None = None
    post: Name | None = None
    begun_since: Moment | None = None

    @classmethod
    def of(cls, question: Question, begun_since: dt.datetime | None = None) -> Self:
        """The reply to a kept question."""
        return cls(
            place=question.place,
            language=question.language,
            papers=tuple(one.paper for one in question.papers),
            question=question.message,
            asker=question.author,
            post=question.post,
            begun_since=begun_since,
        )


class HeardKind(StrEnum):
    """What came of a message."""

    SILENT = "silent"
    REPEATED = "repeated"
    QUESTION = "question"
    WHICH_PAPER = "which_paper"
    WHY_RATING = "why_rating"
    BEYOND = "beyond"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    TWO_AT_MOST = "two_at_most"


class Remark(Model):
    """That somebody wrote in a thread of the bot's, and what came of it: never what it said.

    `ranks` are those of the papers it was about.
    """

    message: Name
    author: Name
    at: Moment
    kind: HeardKind
    ranks: tuple[int, ...] = ()


class Verdict(StrEnum):
    """What a reader thinks of an answer."""

    GOOD = "good"
    BAD = "bad"
