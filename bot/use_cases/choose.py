"""The paper of a question that was unclear is named by a button."""

from bot.domain.conversation import HeardKind, Remark, ThreadPaper
from bot.domain.language import Language
from bot.domain.place import Place
from bot.ports.inbound import Heard
from bot.ports.keeping import Conversations
from bot.ports.outbound import Clock
from bot.use_cases.at_hand import PapersAtHand
from bot.use_cases.find import id_of
from bot.use_cases.said_before import ranks_of


async def choose(
    place: Place,
    message: str,
    paper_id: str,
    otherwise: Language,
    *,
    conversations: Conversations,
    at_hand: PapersAtHand,
    clock: Clock,
) -> Heard:
    """The question of a message, now open, its asker the same; a second press is a repetition.

    Silent for a question that is forgotten. Raises `UsageError` when `paper_id` names no paper,
    `StoreError`.
    """
    paper_id = id_of(paper_id)
    question = await conversations.question(place, message)
    if question is None:
        return Heard(
            kind=HeardKind.SILENT, place=place, message=message, language=otherwise, why="forgotten"
        )
    thread = await conversations.thread(place)
    papers = thread.papers if thread else await at_hand.papers(place)
    known = (one for one in papers if one.paper.id == paper_id)
    paper = next(known, None) or ThreadPaper.by_id(paper_id)
    named = await conversations.name_papers(question, paper)
    heard = Heard(
        kind=HeardKind.QUESTION if named else HeardKind.REPEATED,
        place=place,
        message=message,
        language=question.language,
        why="button" if named else "heard before",
        question=named,
    )
    if named is not None and thread is not None:
        remark = Remark(
            message=message,
            author=question.author,
            at=clock.now(),
            kind=heard.kind,
            ranks=tuple(ranks_of((paper,), papers)),
        )
        await conversations.keep_remark(place, remark)
    return heard
