"""What was said in a thread before a message: what it may lean on, and who spoke."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.route import Spoken
from bot.domain.conversation import (
    HeardKind,
    Question,
    QuestionState,
    Remark,
    ThreadPaper,
)

LATELY = dt.timedelta(hours=6)  # so long people go on with what they talked of
_WAITING = {QuestionState.UNCLEAR, QuestionState.PICKED_UP}


def ranks_of(about: Sequence[ThreadPaper], papers: Sequence[ThreadPaper]) -> list[int]:
    """The ranks that some of a thread's papers have there; what is none of them has none."""
    ids = {one.paper.id for one in about}
    return [one.rank for one in papers if one.paper.id in ids]


@dataclass(frozen=True)
class SaidBefore:
    """Remarks and questions, oldest first. Whether a question has an answer its state tells."""

    remarks: Sequence[Remark] = ()
    questions: Sequence[Question] = ()

    @property
    def answered(self) -> bool:
        """Whether the bot has answered anything."""
        return any(question.state is QuestionState.ANSWERED for question in self.questions)

    def talked_of(self, replied_to: str | None, papers: Sequence[ThreadPaper]) -> list[int]:
        """The ranks of the papers of the answer replied to, or else of those last talked of.

        `papers` are the thread's: an answer may have been about another one. Outside of a thread
        papers change with the days, and remarks name none.
        """
        for question in self.questions:
            if replied_to is not None and question.post == replied_to and question.papers:
                return ranks_of(question.papers, papers)
        talked = (remark.ranks for remark in reversed(self.remarks) if remark.ranks)
        return list(next(talked, ())) or ranks_of(self.asked_about(), papers)

    def asked_about(self, replied_to: str | None = None) -> tuple[ThreadPaper, ...]:
        """The papers of the question whose answer is replied to, or else of the newest with any."""
        answered = (q for q in self.questions if replied_to is not None and q.post == replied_to)
        return next((q.papers for q in (*answered, *reversed(self.questions)) if q.papers), ())

    def by_one(self, author: str, now: dt.datetime, replied_to: str | None = None) -> "SaidBefore":
        """What one person said lately, for outside of threads nothing else hangs together."""
        since = now - LATELY
        return SaidBefore(
            [one for one in self.remarks if one.author == author and one.at >= since],
            [
                one
                for one in self.questions
                if one.author == author
                and (one.asked_at >= since or (replied_to is not None and one.post == replied_to))
            ],
        )

    def waiting(self, author: str) -> Question | None:
        """The newest question of a person whose paper is still to be named.

        If it is picked up already, then by the very message that is heard, or by one that is gone.
        """
        theirs = [q for q in self.questions if q.author == author]
        newest = theirs[-1] if theirs else None
        return newest if newest and newest.state in _WAITING else None

    def spoken(self) -> list[Spoken]:
        """Who wrote, and where the bot answered."""
        answered = {q.message: q for q in self.questions if q.state is QuestionState.ANSWERED}
        spoken: list[Spoken] = []
        for remark in self.remarks:
            spoken.append(Spoken(author=remark.author, id=remark.message))
            question = answered.get(remark.message)
            asks_back = remark.kind is HeardKind.WHICH_PAPER
            if question or asks_back:
                post = question.post if question else None
                reply = Spoken(
                    "", by_bot=True, answering=remark.author, asks_back=asks_back, id=post
                )
                spoken.append(reply)
        return spoken
