"""Which day, and what stood on its list: the snapshot that everything else is built from."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.digest import Edition, Notice, NoticeKind
from bot.domain.errors import NotFound, Trouble, UsageError
from bot.domain.paper import Paper
from bot.domain.snapshot import Snapshot
from bot.ports.inbound import DigestWish, Progress, Step
from bot.ports.keeping import Store
from bot.ports.outbound import Clock, PaperSource

_DAYS_BACK = 10
_FIRST = dt.date(2023, 1, 1)
_SHOWN = 5  # entries that were left out, in a notice
_MAY_BE_A_HICCUP = dt.timedelta(days=2)  # an empty list younger than that is asked for again


@dataclass(frozen=True)
class Day:
    """A date's papers as they stood at a moment, and what the reader should know of them."""

    date: dt.date
    edition: Edition
    papers: tuple[Paper, ...]
    notices: tuple[Notice, ...] = ()


class Collector:
    """Finds the day of a wish. A settled date's list is fetched once and then kept."""

    def __init__(
        self, source: PaperSource, sample: PaperSource, store: Store, clock: Clock
    ) -> None:
        self._source = source
        self._sample = sample
        self._store = store
        self._clock = clock

    async def collect(self, wish: DigestWish, progress: Progress) -> Day:
        """The day of the wish. Raises `UsageError`, `DayNotOpen`, `SourceError`."""
        if wish.edition is Edition.LIVE and (wish.offline or wish.replay):
            raise UsageError("the live edition needs a network: leave out --offline and --replay")
        if wish.offline:
            return await self._offline(wish)
        if wish.replay:
            return await self._replayed(wish)
        if wish.edition is Edition.LIVE:
            return await self._live(wish, progress)
        if wish.date is not None:
            return await self._settled(wish.date, progress)
        return await self._newest_settled(progress)

    async def week(self, last: dt.date | None, progress: Progress) -> list[Day]:
        """The seven settled days that end with `last` (none: yesterday), the newest first."""
        last = last or self._today() - dt.timedelta(days=1)
        _refuse_before(_FIRST + dt.timedelta(days=7), last)
        return [await self._settled(last - dt.timedelta(days=n), progress) for n in range(7)]

    def _today(self) -> dt.date:
        return self._clock.now().date()

    async def _newest_settled(self, progress: Progress) -> Day:
        """Weekends and holidays have no papers: the last day that had any."""
        yesterday = self._today() - dt.timedelta(days=1)
        for back in range(_DAYS_BACK):
            day = await self._settled(yesterday - dt.timedelta(days=back), progress)
            if day.papers:
                return day
        return Day(yesterday, Edition.SETTLED, (), (Notice(kind=NoticeKind.EMPTY_DAY),))

    async def _settled(self, date: dt.date, progress: Progress) -> Day:
        today = self._today()
        if date > today:
            raise UsageError(
                f"{date} has not begun; it is {today} in UTC",
                trouble=Trouble.DAY_TO_COME,
                about=date,
            )
        _refuse_before(_FIRST, date)
        if date == today:
            raise UsageError(
                f"{date} is not over yet (days are UTC, it is {self._clock.now():%H:%M}); "
                "its list so far: papers digest --edition live",
                trouble=Trouble.DAY_NOT_OVER,
                about=date,
            )
        snapshot = await self._store.snapshot(date)
        if snapshot is None:
            progress(Step(stage="fetch", subject=f"Hugging Face Daily Papers of {date}"))
            snapshot = await self._source.fetch_day(date)
            if self._source.read_day(snapshot).papers or today - date > _MAY_BE_A_HICCUP:
                snapshot = await self._store.keep_snapshot(snapshot)
        return _day(snapshot, self._source, Edition.SETTLED)

    async def _live(self, wish: DigestWish, progress: Progress) -> Day:
        today = self._today()
        if wish.date not in {None, today}:
            raise UsageError(
                f"the live edition is the running day, {today}; for {wish.date} leave out "
                "--edition live"
            )
        progress(Step(stage="fetch", subject=f"Hugging Face Daily Papers of {today}, so far"))
        return _day(await self._source.fetch_day(today), self._source, Edition.LIVE)

    async def _replayed(self, wish: DigestWish) -> Day:
        if wish.date is None:
            raise UsageError("--replay needs a date: papers digest --date 2026-02-16 --replay")
        snapshot = await self._store.snapshot(wish.date)
        if snapshot is None:
            raise UsageError(
                f"no snapshot of {wish.date} is stored; build it once without --replay"
            )
        return _day(snapshot, self._source, Edition.SETTLED)

    async def _offline(self, wish: DigestWish) -> Day:
        if wish.date is not None and (snapshot := await self._store.snapshot(wish.date)):
            return _day(snapshot, self._source, Edition.SETTLED)
        try:
            sample = await self._sample.fetch_day(wish.date or dt.date(2026, 2, 16))
        except NotFound as error:
            raise UsageError(f"no list of {wish.date} is stored, and {error}") from error
        day = _day(sample, self._sample, Edition.SETTLED)
        return Day(day.date, day.edition, day.papers, (Notice(kind=NoticeKind.SAMPLE),))


def _refuse_before(first: dt.date, date: dt.date) -> None:
    if date < first:
        raise UsageError(
            f"{date} is before Hugging Face Daily Papers began, in {_FIRST.year}",
            trouble=Trouble.DAY_TOO_EARLY,
            about=date,
        )


def _day(snapshot: Snapshot, source: PaperSource, edition: Edition) -> Day:
    daily = source.read_day(snapshot)
    notices: list[Notice] = []
    if edition is Edition.LIVE:
        as_of = f"{snapshot.fetched_at:%H:%M} UTC"
        notices.append(Notice(kind=NoticeKind.LIVE, detail=as_of))
    if daily.unusable:
        more = len(daily.unusable) - _SHOWN
        notices.append(
            Notice(
                kind=NoticeKind.LEFT_OUT,
                left_out=daily.unusable[:_SHOWN],
                detail=f"+{more}" if more > 0 else None,
            )
        )
    if not daily.papers and not daily.unusable:
        notices.append(Notice(kind=NoticeKind.EMPTY_DAY))
    return Day(snapshot.date, edition, daily.papers, tuple(notices))
