"""The papers that people speak of where the bot has begun no thread: those of the newest day."""

import datetime as dt
from collections.abc import Sequence

from bot.domain.base import Model
from bot.domain.conversation import IncomingMessage, Replies, Thread, ThreadPaper
from bot.domain.delivery import Delivery
from bot.domain.digest import Digest, Edition
from bot.domain.language import Language
from bot.domain.paper import Paper, PaperRef
from bot.domain.place import Place
from bot.kept import keep, kept
from bot.ports.keeping import Deliveries, Store

_KIND, _KEY = "digest", "newest"


class Newest(Model):
    """What of the newest day is needed to ask about its papers."""

    date: dt.date
    language: Language
    papers: tuple[ThreadPaper, ...]


async def note_digest(digest: Digest, store: Store) -> None:
    """Keep a settled day's digest, and which papers it holds, unless a newer day is kept.

    Raises `StoreError`.
    """
    if digest.edition is not Edition.SETTLED or digest.period != "day" or not digest.entries:
        return
    papers = tuple(ThreadPaper.of(entry) for entry in digest.entries)
    await _note(Newest(date=digest.date, language=digest.language, papers=papers), store)
    known = await newest_digest(digest.language, store)
    sample = any(paper.sample for paper in papers)
    if not sample and (known is None or known.date <= digest.date):
        await keep(store, _KIND, f"{_KEY}/{digest.language}", digest)


async def note_list(
    date: dt.date, papers: Sequence[Paper], language: Language, store: Store
) -> None:
    """Keep which papers a settled day has, in their order, before anything is read of them.

    Raises `StoreError`.
    """
    ranked = (
        ThreadPaper(rank=rank, paper=PaperRef.of(paper), sample=paper.sample)
        for rank, paper in enumerate(papers, 1)
    )
    if papers:
        await _note(Newest(date=date, language=language, papers=tuple(ranked)), store)


async def _note(day: Newest, store: Store) -> None:
    """Of the same day, the longer list: a digest may be wished for with fewer papers."""
    known = await newest_day(store)
    if known is None or (known.date, len(known.papers)) <= (day.date, len(day.papers)):
        await keep(store, _KIND, _KEY, day)


async def newest_day(store: Store) -> Newest | None:
    """The newest day that is known. Raises `StoreError`."""
    return await kept(store, _KIND, _KEY, Newest)


async def newest_digest(language: Language, store: Store) -> Digest | None:
    """The newest digest that was built in a language. Raises `StoreError`."""
    return await kept(store, _KIND, f"{_KEY}/{language}", Digest)


def talked_on(
    thread: Thread | None,
    papers: Sequence[ThreadPaper],
    message: IncomingMessage,
    otherwise: Language,
) -> Thread | None:
    """The papers at hand, and behind them others that a person has just talked of.

    Where there are no threads, one goes on about a paper of yesterday, or any other, all the same.
    """
    known = thread.papers if thread else ()
    ids = {one.paper.id for one in known}
    last = max((one.rank for one in known), default=0)
    others = [one for one in papers if one.paper.id not in ids]
    if not others:
        return thread
    ranked = (one.model_copy(update={"rank": last + n}) for n, one in enumerate(others, 1))
    begun = thread or Thread(place=message.place, language=otherwise, papers=())
    return begun.model_copy(update={"papers": (*known, *ranked)})


class PapersAtHand:
    """Those of the channel's newest delivery, else those of the newest day that is known.

    A message about another paper speaks of that one alone.
    """

    def __init__(self, deliveries: Deliveries, store: Store) -> None:
        self._deliveries = deliveries
        self._store = store

    async def papers(self, place: Place) -> tuple[ThreadPaper, ...]:
        """Those that are spoken of at a place. Raises `StoreError`."""
        newest = await self._newest(place)
        return newest.papers if newest else ()

    async def _newest(self, place: Place) -> Delivery | Newest | None:
        return await self._deliveries.newest(place.surroundings) or await newest_day(self._store)

    async def thread(self, message: IncomingMessage, otherwise: Language) -> Thread | None:
        """The thread that a message for the bot begins at its place; none when no papers are known.

        Among people who talk already, the bot goes on to speak only when it is mentioned. Raises
        `StoreError`.
        """
        place = message.place
        newest = await self._newest(place)
        papers = newest.papers if newest else ()
        if message.about not in {None, *(one.paper.id for one in papers)}:
            papers = (ThreadPaper.by_id(str(message.about)),)
        if not papers:
            return None
        begins = message.direct or place.thread == message.id
        return Thread(
            place=place,
            language=newest.language if newest else otherwise,
            papers=papers,
            replies=Replies.AUTO if begins else Replies.MENTION,
        )
