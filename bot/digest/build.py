"""From a wish to a digest: collect, rank, look up arXiv's records, then make the entries."""

import datetime as dt
from collections.abc import Sequence

from bot.digest.collect import Collector, Day
from bot.digest.entry import EntryMaker
from bot.digest.rank import about, rank
from bot.digest.records import RecordReader
from bot.digest.tag import Tag, find_topics
from bot.domain.base import clip
from bot.domain.digest import Digest, Notice, NoticeKind
from bot.domain.language import Language
from bot.domain.paper import Paper
from bot.ports.inbound import DigestWish, Progress

_SPARE = 5
_SHOWN = 3  # ids in a notice


class DigestBuilder:
    """Builds digests of days and weeks."""

    def __init__(self, collector: Collector, records: RecordReader, entries: EntryMaker) -> None:
        self._collector = collector
        self._records = records
        self._entries = entries

    async def digest(self, wish: DigestWish, language: Language, progress: Progress) -> Digest:
        """The digest of the wish's day. Raises a `PapersBotError`."""
        topics = find_topics(wish.topics)
        day = await self._collector.collect(wish, progress)
        network = not (wish.offline or wish.replay)
        chosen, notices = await self._choose([day], wish, topics, progress, network=network)
        if topics and day.papers and not chosen:
            detail = clip(", ".join(wish.topics), 500)
            notices.append(Notice(kind=NoticeKind.NO_MATCH, detail=detail))
        return Digest(
            date=day.date,
            language=language,
            edition=day.edition,
            notices=tuple(notices),
            entries=tuple(await self._entries.make(chosen, language, progress, network=network)),
        )

    async def top(self, wish: DigestWish, progress: Progress) -> tuple[dt.date, list[Paper]]:
        """The wish's day and its papers as a digest has them, before anything is read of them."""
        day = await self._collector.collect(wish, progress)
        chosen, _ = await self._choose([day], wish, (), progress, network=True)
        return day.date, chosen

    async def week(self, wish: DigestWish, language: Language, progress: Progress) -> Digest:
        """The most upvoted papers of seven days, as their snapshots have them."""
        days = await self._collector.week(wish.date, progress)
        chosen, notices = await self._choose(days, wish, (), progress, network=True)
        notices = [n for n in notices if n.kind is not NoticeKind.EMPTY_DAY]
        if not any(day.papers for day in days):
            notices.append(Notice(kind=NoticeKind.EMPTY_WEEK))
        return Digest(
            date=days[0].date,
            language=language,
            period="week",
            notices=tuple(notices),
            entries=tuple(await self._entries.make(chosen, language, progress, network=True)),
        )

    async def _choose(
        self,
        days: Sequence[Day],
        wish: DigestWish,
        topics: tuple[Tag, ...],
        progress: Progress,
        *,
        network: bool,
    ) -> tuple[list[Paper], list[Notice]]:
        """The top papers of days that are not withdrawn, and what the reader should know."""
        candidates = rank(paper for day in days for paper in day.papers)
        if not topics:
            candidates = candidates[: wish.top + _SPARE]
        known = list(candidates)
        if not any(paper.sample for paper in candidates):
            known = await self._records.read(candidates, progress, network=network)
        chosen = [p for p in about(known, topics) if not p.withdrawn][: wish.top]
        notices = [notice for day in days for notice in day.notices]
        return chosen, [*notices, *_notices(known, chosen)]


def _notices(known: Sequence[Paper], chosen: Sequence[Paper]) -> list[Notice]:
    """Of whom arXiv's record is missing, and who is missing because of it."""
    unknown = [paper.id for paper in chosen if paper.arxiv is None and not paper.sample]
    withdrawn = [paper.id for paper in known if paper.withdrawn]
    told = ((NoticeKind.ARXIV_MISSING, unknown), (NoticeKind.WITHDRAWN, withdrawn))
    return [Notice(kind=kind, detail=_some(ids)) for kind, ids in told if ids]


def _some(ids: Sequence[str]) -> str:
    """A few ids, and how many more there are."""
    more = len(ids) - _SHOWN
    return f"{', '.join(ids[:_SHOWN])} +{more}" if more > 0 else ", ".join(ids)
