"""arXiv's public record: one polite request, matched by id, in every shape it has had."""

import datetime as dt
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest
from aiohttp import web

from bot.domain.errors import SourceError
from bot.ports.outbound import PaperRecords
from bot.sources.arxiv import read_feed
from tests.fakes import FakeClock
from tests.gateways import sources_at
from tests.servers.loopback import Answer, body, status
from tests.servers.upstream import Upstream, atom_entry, atom_feed

QUERY = "/api/query"


@pytest.fixture
async def records(upstream: Upstream, clock: FakeClock) -> AsyncIterator[PaperRecords]:
    async with sources_at(upstream, clock) as sources:
        yield sources.records


async def test_all_ids_go_into_one_request(upstream: Upstream, records: PaperRecords) -> None:
    """arXiv gives ten unless told how many; what it gives is known by id, not by its place."""
    ids = [f"2602.{n:05}" for n in range(1, 13)]
    upstream.records = {i: {"title": f"Paper {i}"} for i in reversed(ids)}
    upstream.next(QUERY, feed(*(atom_entry(i, upstream.records[i]) for i in reversed(ids))))

    found = await records.fetch_records(ids)

    assert {i: record.title for i, record in found.items()} == {i: f"Paper {i}" for i in ids}
    (request,) = upstream.requests
    assert dict(request.query) == {"id_list": ",".join(ids), "max_results": "12"}


def feed(*entries: str) -> Answer:
    return body(atom_feed("".join(entries)).encode(), "application/atom+xml")


async def test_nothing_asked_is_nothing_sent(upstream: Upstream, records: PaperRecords) -> None:
    """An empty `id_list` is a bad request."""
    assert await records.fetch_records([]) == {}
    assert upstream.requests == []


async def test_a_record_nobody_asked_for_is_left_out(
    upstream: Upstream, records: PaperRecords
) -> None:
    """Only what was asked for is kept, so that no record lands at the wrong paper."""
    upstream.next(QUERY, feed(atom_entry("2602.00001", {}), atom_entry("2602.00009", {})))

    assert list(await records.fetch_records(["2602.00001", "2602.00002"])) == ["2602.00001"]


async def test_an_old_id_is_found_under_its_short_form(
    upstream: Upstream, records: PaperRecords
) -> None:
    """arXiv answers for `math.GT/0309136` with `math/0309136`: it is the same paper."""
    upstream.next(QUERY, feed(atom_entry("math/0309136", {"title": "Knots"})))

    found = await records.fetch_records(["math.GT/0309136"])

    assert found["math.GT/0309136"].title == "Knots"


async def test_requests_are_three_seconds_apart(
    upstream: Upstream, records: PaperRecords, clock: FakeClock
) -> None:
    """arXiv's terms hold for a request that is repeated after a failure, too."""
    at: list[dt.datetime] = []

    async def failing(_: web.Request) -> web.StreamResponse:
        at.append(clock.now())
        return web.Response(status=503)

    upstream.next(QUERY, *[failing] * 8)
    for _ in range(2):
        with pytest.raises(SourceError):
            await records.fetch_records(["2602.00001"])

    gaps = [(after - before).total_seconds() for before, after in pairwise(at)]
    assert len(gaps) == 7
    assert min(gaps) >= 3.0


def test_a_record_has_all_that_arxiv_says() -> None:
    """Version, dates, categories, comment and reference are what readers ask for."""
    fields = {
        "version": "3",
        "title": "Shears:\n  Pruning",
        "summary": "We prune\n  a model.",
        "categories": "cs.CL cs.LG",
        "comment": "Accepted at a workshop; 9 pages",
        "doi": "10.1000/182",
        "journal_ref": "J. of Pruning 4 (2026)",
    }

    (record,) = read_feed(atom_feed(atom_entry("2602.00001", fields)).encode()).values()

    assert (record.id, record.version, record.title) == ("2602.00001", 3, "Shears: Pruning")
    assert (record.abstract, record.authors) == ("We prune a model.", ("A. Writer",))
    assert record.categories == ("cs.CL", "cs.LG")
    assert (record.comment, record.doi) == ("Accepted at a workshop; 9 pages", "10.1000/182")
    assert record.journal_ref == "J. of Pruning 4 (2026)"
    assert record.published_at == dt.datetime(2026, 2, 11, 0, 23, 13, tzinfo=dt.UTC)
    assert record.updated_at == dt.datetime(2026, 2, 12, tzinfo=dt.UTC)
    assert not record.withdrawn


def entry(inside: str) -> bytes:
    """An entry with little in it."""
    return atom_feed(f"<entry><id>http://arxiv.org/abs/2602.00001v2</id>{inside}</entry>").encode()


def test_a_record_with_little_in_it_is_one() -> None:
    """Everything but id and title is optional, and a title may be just "0"."""
    (record,) = read_feed(entry("<title>0</title><author/><category/>")).values()

    assert (record.title, record.version) == ("0", 2)
    assert (record.authors, record.categories, record.comment) == ((), (), None)


@pytest.mark.parametrize("inside", ["", "<title/>", "<title> \u200b </title>"])
def test_a_record_without_a_title_is_none(inside: str) -> None:
    """Nothing is made up for it."""
    assert read_feed(entry(inside)) == {}


def test_a_doi_is_whole_or_missing() -> None:
    """A shortened DOI would lead to another work or to none."""
    longest = "10.1000/" + "x" * 52
    names = (f"<title>T</title><arxiv:doi>{doi}</arxiv:doi>" for doi in (longest, f"{longest}y"))

    dois = [record.doi for name in names for record in read_feed(entry(name)).values()]

    assert dois == [longest, None]


async def test_a_withdrawn_paper_is_marked(upstream: Upstream, records: PaperRecords) -> None:
    """It is not recommended."""
    upstream.records["2602.00001"] = {"comment": "This paper has been withdrawn by the authors"}

    found = await records.fetch_records(["2602.00001"])

    assert found["2602.00001"].withdrawn


REFUSAL = atom_feed(
    "<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_abc</id>"
    "<title>Error</title><summary>incorrect id format for abc</summary></entry>"
).encode()


async def test_a_refusal_in_a_feed_is_an_error(upstream: Upstream, records: PaperRecords) -> None:
    """arXiv may answer 200 with an entry titled "Error": it is not a paper."""
    upstream.next(QUERY, body(REFUSAL))

    with pytest.raises(SourceError, match="arXiv refused the request: incorrect id format for abc"):
        await records.fetch_records(["2602.00001"])
    assert upstream.asked(QUERY) == 1


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;">]><feed xmlns="http://www.w3.org/2005/Atom">&c;</feed>'
)
FILE = (
    b'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b'<feed xmlns="http://www.w3.org/2005/Atom">&a;</feed>'
)


@pytest.mark.parametrize(
    "answer",
    [
        b"Rate exceeded.",
        b"<html><body><p>Rate exceeded.</p></body></html>",
        b"<!doctype html><title>Down</title>",
        BOMB,
        FILE,
        b"",
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>",
        b'<?xml version="1.0" encoding="martian"?><feed/>',
        b'<?xml version="1.0" encoding="hex"?><feed/>',
        b"<feed/>",
    ],
)
async def test_what_is_no_feed_is_one_line_and_asked_again(
    upstream: Upstream, records: PaperRecords, answer: bytes
) -> None:
    """Above all it never counts as "arXiv knows none of these papers"."""
    upstream.always(QUERY, body(answer))

    with pytest.raises(SourceError, match="something else than a feed") as raised:
        await records.fetch_records(["2602.00001"])
    assert raised.value.retryable
    assert upstream.asked(QUERY) == 4


async def test_being_too_fast_is_told_with_the_wait(
    upstream: Upstream, records: PaperRecords
) -> None:
    """A block of an hour is not waited for: the digest goes on with the abstract."""
    upstream.next(QUERY, status(429, "Rate exceeded.", {"Retry-After": "3600"}))

    with pytest.raises(SourceError, match="HTTP 429, asking to wait 3600 s"):
        await records.fetch_records(["2602.00001"])


def test_real_feeds_are_read_whole(shared_data: Path) -> None:
    """Old and new shapes, old ids, unknown ids, a hundred at once: no entry is lost."""
    seen = 0
    for path in sorted((shared_data / "arxiv" / "atom").glob("*.xml")):
        text = path.read_bytes()
        if b"/api/errors#" in text:
            with pytest.raises(SourceError, match="incorrect id format"):
                read_feed(text)
            continue
        found = read_feed(text)
        assert len(found) == text.count(b"<entry"), path.name
        assert all(r.abstract and r.authors and r.published_at for r in found.values()), path.name
        seen += len(found)
    assert seen > 100
