"""The papers that people speak of where the bot has begun no thread."""

import datetime as dt

from bot.domain.base import Model
from bot.domain.conversation import IncomingMessage, Replies, Thread, ThreadPaper
from bot.domain.digest import Digest, Edition
from bot.domain.language import Language
from bot.kept import keep, kept
from bot.ports.keeping import Deliveries, Store

_KIND, _KEY = "digest", "newest"


class _Newest(Model):
    """What of the newest digest is needed to ask about it."""

    date: dt.date
    language: Language
    papers: tuple[ThreadPaper, ...]


async def note_digest(digest: Digest, store: Store) -> None:
    """Keep which papers a settled day's digest holds, unless a newer day is kept.

    Raises `StoreError`.
    """
    if digest.edition is not Edition.SETTLED or digest.period != "day" or not digest.entries:
        return
    known = await kept(store, _KIND, _KEY, _Newest)
    if known is None or known.date <= digest.date:
        papers = tuple(ThreadPaper.of(entry) for entry in digest.entries)
        newest = _Newest(date=digest.date, language=digest.language, papers=papers)
        await keep(store, _KIND, _KEY, newest)


class PapersAtHand:
    """Those of the channel's newest delivery, else those of the newest digest that was built.

    A message about another paper speaks of that one alone.
    """

    def __init__(self, deliveries: Deliveries, store: Store) -> None:
        self._deliveries = deliveries
        self._store = store

    async def thread(self, message: IncomingMessage, otherwise: Language) -> Thread | None:
        """The thread that a message for the bot begins at its place; none when no papers are known.

        Among people who talk already, the bot goes on to speak only when it is mentioned. Raises
        `StoreError`.
        """
        place = message.place
        newest = await self._deliveries.newest(place.surroundings) or await kept(
            self._store, _KIND, _KEY, _Newest
        )
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
