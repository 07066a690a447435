"""Whether to speak, and about which paper: pure functions, never a model call."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.answers.intent import compares, holds_question
from bot.answers.own_words import composed, masked
from bot.answers.ranks import LAST, NamedRank, named_ranks, set_against, without_ranks
from bot.answers.titles import hinted_titles, named_titles
from bot.domain.conversation import IncomingMessage, Replies, Thread, ThreadPaper

MOST_PAPERS = 2

_BOTH = re.compile(
    r"\bboth (?:papers|of (?:them|these))\b|\b(?:the|these) two papers\b|두\s?(?:개\s?)?논문|둘\s?(?:중|다)"
    r"|両方の論文|(?:2つ|二つ)の論文|どちらの論文|这?[两兩]篇|[两兩]者",
    re.IGNORECASE,
)
_AT_HAND = re.compile(
    r"\b(?:this|it)\b|(?<![가-힣])(?:이거|이건|이게|이것|이\s?논문)|これ|この論文|[这這]篇",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Spoken:
    """A message that stands in a thread already; those of other programs are left out.

    `answering` is whom the bot speaks to there: none for what it posts to all. `asks_back`: it
    asked that person which paper is meant.
    """

    author: str
    by_bot: bool = False
    answering: str | None = None
    asks_back: bool = False
    id: str | None = None


class Reason(StrEnum):
    """Why the bot speaks, or why not."""

    DIRECT = "direct"
    MENTIONED = "mentioned"
    ALONE = "alone"
    FOLLOW_UP = "follow_up"
    CHOICE = "choice"
    NOT_OUR_THREAD = "not_our_thread"
    MENTIONS_ONLY = "mentions_only"
    FOR_OTHERS = "for_others"
    OTHERS_TALK = "others_talk"
    NO_QUESTION = "no_question"

    @property
    def speaks(self) -> bool:
        """Whether the bot may speak."""
        return self in _SPEAKS


_SPEAKS = {Reason.DIRECT, Reason.MENTIONED, Reason.ALONE, Reason.FOLLOW_UP, Reason.CHOICE}


def may_speak(message: IncomingMessage, thread: Thread | None, earlier: Sequence[Spoken]) -> Reason:
    """Whether a message is for the bot. `thread` is none where it is not one of the bot's own.

    `earlier` are the thread's messages before it, oldest first. A choice between papers that the
    bot asked for needs no question mark.
    """
    if message.direct:
        return Reason.DIRECT
    if message.mentions_bot:
        return Reason.MENTIONED
    if thread is None:
        return Reason.NOT_OUR_THREAD
    if thread.replies is Replies.MENTION:
        return Reason.MENTIONS_ONLY
    return _unmentioned(message, thread.papers, earlier)


def _unmentioned(
    message: IncomingMessage, papers: Sequence[ThreadPaper], earlier: Sequence[Spoken]
) -> Reason:
    others = [one for one in earlier if not one.by_bot and one.author != message.author]
    last = earlier[-1] if earlier else None
    answer = last if last and last.by_bot and last.answering == message.author else None
    if message.mentions_others or _replies_to(message, others):
        return Reason.FOR_OTHERS
    if others and not answer:
        return Reason.OTHERS_TALK
    if answer and answer.asks_back and _names_some(message.text, papers):
        return Reason.CHOICE
    if not _asks(message.text, papers):
        return Reason.NO_QUESTION
    return Reason.FOLLOW_UP if answer else Reason.ALONE


def _replies_to(message: IncomingMessage, spoken: Sequence[Spoken]) -> bool:
    return any(one.id is not None and one.id == message.reply_to for one in spoken)


def _asks(text: str, papers: Sequence[ThreadPaper]) -> bool:
    """Whether a message asks something, as "#2 why" does: a number in front says of which paper."""
    chosen = which_papers(text, papers)
    if isinstance(chosen, Chosen) and chosen.by is By.NUMBER and holds_question(chosen.text):
        return True
    return holds_question(text)


def _names_some(text: str, papers: Sequence[ThreadPaper]) -> bool:
    chosen = which_papers(text, papers)
    return isinstance(chosen, Chosen) and chosen.by in {By.NUMBER, By.TITLE}


class By(StrEnum):
    """What told which paper is meant."""

    NUMBER = "number"
    TITLE = "title"
    ABOUT = "about"
    REPLY = "reply"
    ONLY = "only"
    TALK = "talk"


class Doubt(StrEnum):
    """Why no paper could be chosen."""

    WHICH = "which"
    NO_SUCH_NUMBER = "no_such_number"
    TOO_MANY = "too_many"
    NO_PAPERS = "no_papers"


@dataclass(frozen=True)
class Chosen:
    """One paper, or two to be compared, and the question.

    `text` is without the number that chose one paper. Where two are compared it is as it was
    written: "which is faster, #1 or #3" says nothing without them.
    """

    papers: tuple[ThreadPaper, ...]
    text: str
    by: By


@dataclass(frozen=True)
class Unclear:
    """The papers to ask back about. `numbers` are those that no paper of the thread has."""

    doubt: Doubt
    candidates: tuple[ThreadPaper, ...]
    numbers: tuple[int, ...] = ()


_Context = tuple[tuple[ThreadPaper, ...], By]


def which_papers(
    text: str,
    papers: Sequence[ThreadPaper],
    *,
    about: str | None = None,
    replied_to: str | None = None,
    talked_of: Sequence[int] = (),
) -> Chosen | Unclear:
    """The paper that a message is about, or the two it compares.

    `about` is the id of the paper that a button or command named, `replied_to` the post replied
    to, `talked_of` the ranks of the papers last talked about. In this order: a number in the text,
    `about`, a title, `replied_to`, the only paper, `talked_of`, a single word of a title. Where
    `about` is none of the papers, the message is about that one, whatever else it names.
    """
    text = composed(text).strip()
    if about is not None and about not in {one.paper.id for one in papers}:
        return Chosen((ThreadPaper.by_id(about),), text, By.ABOUT)
    if not papers:
        return Unclear(Doubt.NO_PAPERS, ())
    context = _context(papers, about, replied_to, talked_of)
    known = {one.rank for one in papers} | {LAST}
    ranks = [m for m in named_ranks(text) if m.sure or len(papers) > 1 or m.rank in known]
    if ranks:
        return _by_number(text, ranks, papers, context)
    titled = _titled(text, papers)
    if about is None and titled:
        if compares(text) and _AT_HAND.search(text):
            titled = _with_other(titled, context)
        return _at_most_two(titled, text, By.TITLE)
    if about is not None and context and compares(text):
        return _at_most_two(list(dict.fromkeys([*context[0], *titled])), text, By.ABOUT)
    return _by_context(text, papers, context)


def _by_context(
    text: str, papers: Sequence[ThreadPaper], context: _Context | None
) -> Chosen | Unclear:
    if _BOTH.search(text) and len(papers) == MOST_PAPERS:
        return Chosen(tuple(papers), text, By.ONLY)
    if context:
        return Chosen(context[0], text, context[1])
    places = hinted_titles(masked(text), [one.paper.title for one in papers])
    if len(places) == 1:
        return Chosen((papers[places[0]],), text, By.TITLE)
    return Unclear(Doubt.WHICH, tuple(papers[place] for place in places) or tuple(papers))


def _context(
    papers: Sequence[ThreadPaper],
    about: str | None,
    replied_to: str | None,
    talked_of: Sequence[int],
) -> _Context | None:
    """What tells the paper when the text does not."""
    if about is not None:
        return tuple(one for one in papers if one.paper.id == about), By.ABOUT
    posted = tuple(one for one in papers if replied_to is not None and one.post == replied_to)
    only = tuple(papers) if len(papers) == 1 else ()
    talked = tuple(one for one in papers if one.rank in talked_of)[:MOST_PAPERS]
    steps = ((posted, By.REPLY), (only, By.ONLY), (talked, By.TALK))
    return next(((found[:MOST_PAPERS], by) for found, by in steps if found), None)


def _by_number(
    text: str, ranks: list[NamedRank], papers: Sequence[ThreadPaper], context: _Context | None
) -> Chosen | Unclear:
    by_rank = {paper.rank: paper for paper in papers} | {LAST: papers[-1]}
    if any(one.sure for one in ranks):
        ranks = [one for one in ranks if one.sure or one.rank in by_rank]
    missing = tuple(dict.fromkeys(one.rank for one in ranks if one.rank not in by_rank))
    if missing:
        return Unclear(Doubt.NO_SUCH_NUMBER, tuple(papers), missing)
    found = list(dict.fromkeys(by_rank[one.rank] for one in ranks))
    if len(found) == 1 and compares(text):
        addressed = not text[: ranks[0].start].strip()
        if any(set_against(text, one) for one in ranks) or (
            _AT_HAND.search(text) and not addressed
        ):
            found = _with_other(found, context)
        found = list(dict.fromkeys([*found, *_titled(text, papers)]))
    return _at_most_two(found, without_ranks(text, ranks) if len(found) == 1 else text, By.NUMBER)


def _titled(text: str, papers: Sequence[ThreadPaper]) -> list[ThreadPaper]:
    return [papers[p] for p in named_titles(masked(text), [one.paper.title for one in papers])]


def _with_other(found: list[ThreadPaper], context: _Context | None) -> list[ThreadPaper]:
    """With the one paper that is at hand, which is compared to the one that is named."""
    at_hand = context[0] if context and len(context[0]) == 1 and len(found) == 1 else ()
    return list(dict.fromkeys([*at_hand, *found]))


def _at_most_two(found: list[ThreadPaper], text: str, by: By) -> Chosen | Unclear:
    if len(found) > MOST_PAPERS:
        return Unclear(Doubt.TOO_MANY, tuple(found))
    return Chosen(tuple(found), text, by)
