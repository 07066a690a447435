"""Hugging Face's daily lists: pages, days that are not open, and answers that are none."""

import datetime as dt
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import DayNotOpen, NotFound, SourceError
from bot.domain.snapshot import Flaw, LeftOut, Snapshot
from bot.ports.outbound import PaperSource
from tests.builders import DAY, NOON_AFTER, daily_entry, ref
from tests.fakes import FakeClock
from tests.gateways import sources_at
from tests.servers.loopback import body, status
from tests.servers.upstream import Upstream

LIST = "/api/daily_papers"
KEY = "hf_not_a_real_key"


@pytest.fixture
async def papers(upstream: Upstream, clock: FakeClock) -> AsyncIterator[PaperSource]:
    async with sources_at(upstream, clock) as sources:
        yield sources.papers


def entries(count: int, first: int = 1) -> list[dict[str, Any]]:
    return [daily_entry(f"2602.{first + n:05}") for n in range(count)]


def snapshot(*pages: object, date: dt.date = DAY) -> Snapshot:
    return Snapshot(date=date, fetched_at=NOON_AFTER, pages=tuple(json.dumps(p) for p in pages))


async def test_a_busy_day_is_read_page_by_page(upstream: Upstream, papers: PaperSource) -> None:
    """The default limit of 50 would cut it, and the best paper may be the last one."""
    upstream.days["2026-02-16"] = entries(230)

    daily = papers.read_day(await papers.fetch_day(DAY))

    assert [paper.id for paper in daily.papers] == [f"2602.{n:05}" for n in range(1, 231)]
    asked = [dict(request.query) for request in upstream.requests]
    assert asked == [{"date": "2026-02-16", "limit": "100", "p": str(page)} for page in range(4)]


async def test_a_page_that_comes_again_is_the_end(upstream: Upstream, papers: PaperSource) -> None:
    """A server that does not know `p` would be asked for ever."""
    upstream.always(LIST, body(json.dumps(entries(3)).encode()))

    taken = await papers.fetch_day(DAY)

    assert len(taken.pages) == 1
    assert upstream.asked(LIST) == 2


async def test_a_page_with_one_new_paper_is_kept(upstream: Upstream, papers: PaperSource) -> None:
    """A list that moves between two pages repeats some papers; the new one must not be lost."""
    first, second = entries(3), [*entries(2, first=2), *entries(1, first=9)]
    upstream.next(LIST, *(body(json.dumps(page).encode()) for page in (first, second, [])))

    daily = papers.read_day(await papers.fetch_day(DAY))

    assert [paper.id[-1] for paper in daily.papers] == ["1", "2", "3", "9"]


async def test_a_weekend_is_an_empty_list(upstream: Upstream, papers: PaperSource) -> None:
    """`[]` is a true answer: no error, and no second request."""
    taken = await papers.fetch_day(dt.date(2026, 2, 15))

    assert taken.pages == ("[]",)
    assert papers.read_day(taken).papers == ()
    assert upstream.asked(LIST) == 1


async def test_a_day_that_has_not_opened_is_said_so(
    upstream: Upstream, papers: PaperSource, clock: FakeClock
) -> None:
    """Seoul's morning asks for a UTC day that has no list yet; asking again would not help."""
    upstream.open_until = DAY

    with pytest.raises(DayNotOpen, match="no list for 2026-02-17 yet: a day opens at 00:00 UTC"):
        await papers.fetch_day(clock.now().date())
    assert upstream.asked(LIST) == 1


async def test_the_real_words_for_a_day_not_open_are_known(
    upstream: Upstream, papers: PaperSource, clock: FakeClock, shared_data: Path
) -> None:
    """The body is Hugging Face's own, so that a day not open is never taken for a failure."""
    words = (shared_data / "hf" / "derived" / "error-400-future-date.json").read_text("utf-8")
    upstream.next(LIST, status(400, words))

    with pytest.raises(DayNotOpen):
        await papers.fetch_day(clock.now().date())


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (DAY, '{"error":"\\"date\\" cannot be read"}'),
        (NOON_AFTER.date(), '{"error":"limit is out of bounds, update your client"}'),
    ],
)
async def test_another_bad_request_is_no_day_not_open(
    upstream: Upstream, papers: PaperSource, date: dt.date, words: str
) -> None:
    """A day that is over has opened: then the fault is another one and has to be seen."""
    upstream.next(LIST, status(400, words))

    with pytest.raises(SourceError, match="HTTP 400") as raised:
        await papers.fetch_day(date)
    assert not isinstance(raised.value, DayNotOpen)


@pytest.mark.parametrize(
    ("answer", "said", "asked"),
    [
        (b"<!doctype html><p>Down for maintenance", "a web page instead of data", 4),
        (b'[{"paper": {"id": "2602.0', "broken JSON", 4),
        (b"", r"broken JSON \(0 bytes\)", 4),
        (b"[" * 100_000, "broken JSON", 4),
        (b'["\xff"]', "broken JSON", 4),
        (b'{"papers": []}', "something else than a list", 1),
        (b"null", "something else than a list", 1),
    ],
)
async def test_an_answer_that_is_no_list_is_one_line(
    upstream: Upstream, papers: PaperSource, answer: bytes, said: str, asked: int
) -> None:
    """What was cut or replaced on the way is asked for again; another form is not."""
    upstream.always(LIST, body(answer))

    with pytest.raises(SourceError, match=said):
        await papers.fetch_day(DAY)
    assert upstream.asked(LIST) == asked


async def test_a_byte_order_mark_is_no_part_of_the_list(
    upstream: Upstream, papers: PaperSource
) -> None:
    """Some proxies put one in front; the papers behind it are the same."""
    upstream.next(LIST, body(b"\xef\xbb\xbf" + json.dumps(entries(1)).encode()), body(b"[]"))

    assert len(papers.read_day(await papers.fetch_day(DAY)).papers) == 1


def without(field: str) -> dict[str, Any]:
    entry = daily_entry("2602.00002")
    del entry["paper"][field]
    return entry


@pytest.mark.parametrize(
    ("entry", "flaw", "about"),
    [
        (without("id"), Flaw.NO_ID, None),
        (without("title"), Flaw.NO_TITLE, "2602.00002"),
        (without("summary"), Flaw.NO_ABSTRACT, "2602.00002"),
        (without("upvotes"), Flaw.NO_UPVOTES, "2602.00002"),
        (daily_entry("2602.00002", title=" \u200b "), Flaw.NO_TITLE, "2602.00002"),
        (daily_entry("2602.00002", upvotes="7"), Flaw.NO_UPVOTES, "2602.00002"),
        (daily_entry("2602.00002", upvotes=True), Flaw.NO_UPVOTES, "2602.00002"),
        (daily_entry("2602.00002", upvotes=-1), Flaw.NO_UPVOTES, "2602.00002"),
        (daily_entry("2602.00002", upvotes=10**30), Flaw.NO_UPVOTES, "2602.00002"),
        (daily_entry("../../etc/passwd"), Flaw.WRONG_ID, "../../etc/passwd"),
        (daily_entry("a\nb"), Flaw.WRONG_ID, "a b"),
        ({"title": "no paper in it"}, Flaw.NO_ID, None),
        ("a string", Flaw.NO_ID, None),
        (None, Flaw.NO_ID, None),
    ],
)
def test_an_entry_without_what_matters_is_left_out(
    papers: PaperSource, entry: object, flaw: Flaw, about: str | None
) -> None:
    """One bad entry costs neither the day nor its neighbours, and the reader is told."""
    daily = papers.read_day(snapshot([daily_entry("2602.00001"), entry, daily_entry("2602.00003")]))

    assert [paper.id for paper in daily.papers] == ["2602.00001", "2602.00003"]
    assert daily.unusable == (LeftOut(flaw=flaw, about=about),)


def test_a_paper_listed_twice_is_one(papers: PaperSource) -> None:
    """Its first place counts; two entries of one paper would take a place from another."""
    twice = daily_entry("2602.00001", upvotes=9), daily_entry("2602.00001v2", upvotes=8)

    daily = papers.read_day(snapshot([twice[0]], [twice[1]]))

    assert [(paper.id, paper.upvotes) for paper in daily.papers] == [("2602.00001", 9)]


async def test_one_paper_has_its_fields_at_the_top(upstream: Upstream, papers: PaperSource) -> None:
    """`/api/papers/{id}` has no entry around the paper."""
    upstream.papers["2602.00001"] = daily_entry("2602.00001", upvotes=0)["paper"]

    paper = await papers.fetch_paper("2602.00001")

    assert (paper.id, paper.upvotes, paper.thumbnail_url) == ("2602.00001", 0, None)


async def test_a_paper_that_is_not_there_is_not_found(papers: PaperSource) -> None:
    """arXiv may still have it: the caller has to tell this from a failure."""
    with pytest.raises(NotFound):
        await papers.fetch_paper("2602.99999")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b'{"id": "2602.00001"}', "entry for 2602.00001: no title"),
        (b"{}", "entry for 2602.00001: no id"),
        (b"[]", "something else than a paper"),
    ],
)
async def test_half_a_paper_is_an_error(
    upstream: Upstream, papers: PaperSource, answer: bytes, said: str
) -> None:
    """Nothing is made up for a paper without title or abstract."""
    upstream.next("/api/papers/2602.00001", body(answer))

    with pytest.raises(SourceError, match=said):
        await papers.fetch_paper("2602.00001")


@pytest.mark.parametrize(
    ("given", "sent"),
    [(None, None), (KEY, f"Bearer {KEY}"), (f" {KEY}\n", f"Bearer {KEY}")],
)
async def test_the_token_goes_with_a_request(
    upstream: Upstream, clock: FakeClock, given: str | None, sent: str | None
) -> None:
    """It only raises the rate limit; a line break from a file does not make it unusable."""
    async with sources_at(upstream, clock, token=given) as sources:
        await sources.papers.fetch_day(DAY)

    assert upstream.requests[0].headers.get("Authorization") == sent


async def test_a_refused_token_names_its_variable_and_not_itself(
    upstream: Upstream, clock: FakeClock
) -> None:
    """Everything works without one: the line says so."""
    upstream.next(LIST, status(401, f'{{"error": "bad {KEY}"}}'))

    async with sources_at(upstream, clock, token=KEY) as sources:
        with pytest.raises(SourceError, match="mend HF_TOKEN or unset it") as raised:
            await sources.papers.fetch_day(DAY)
    assert KEY not in str(raised.value)


async def test_the_token_is_for_hugging_face_alone(upstream: Upstream, clock: FakeClock) -> None:
    """Neither arXiv nor the thumbnail host learns it."""
    picture = "https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2602.00001.png"
    upstream.days["2026-02-16"] = entries(1)

    async with (
        Upstream().serving() as cdn,
        sources_at(upstream, clock, thumbnails=cdn, token=KEY) as sources,
    ):
        await sources.thumbnails.fetch(ref(thumbnail_url=picture))
        await sources.records.fetch_records(["2602.00001"])

    assert "Authorization" not in cdn.requests[0].headers
    assert "Authorization" not in upstream.requests[0].headers
