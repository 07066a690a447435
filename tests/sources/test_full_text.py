"""A paper's text from arXiv: the page, or else the PDF, or else a reason."""

import datetime as dt
import io
from collections.abc import AsyncIterator
from itertools import pairwise

import pytest
from aiohttp import web
from PIL import Image

from bot.domain.errors import NotFound, SourceError
from bot.domain.evidence import TextForm
from bot.ports.outbound import FullText
from tests.fakes import FakeClock
from tests.gateways import sources_at
from tests.servers.loopback import endless, redirect, reset, status
from tests.servers.upstream import Upstream

WORDS = "We cut a model into four parts and join the best three of them. "
TEXT = f"<h2>1 Method</h2><p>{WORDS * 20}</p>"


@pytest.fixture
async def full_text(upstream: Upstream, clock: FakeClock) -> AsyncIterator[FullText]:
    async with sources_at(upstream, clock) as sources:
        yield sources.full_text


def page(inside: str = TEXT, stamp: str = "arXiv:2602.00001v2 [cs.CL] 11 Feb 2026") -> bytes:
    """A page as arXiv serves it."""
    return (
        f'<html><body><div id="watermark-tr">{stamp}</div>'
        f'<article class="ltx_document">{inside}</article></body></html>'
    ).encode()


def pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines of text."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 60 760 Td {shown} ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources 5 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
    ]
    out = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj%s endobj\n" % (number, content) for number, content in enumerate(objects, 1)
    )
    return out + b"trailer<</Root 1 0 R/Size 6>>"


PDF = pdf(*[WORDS.strip()] * 20)


def asked(upstream: Upstream) -> list[str]:
    return [request.path for request in upstream.requests]


async def test_the_page_goes_before_the_pdf(upstream: Upstream, full_text: FullText) -> None:
    """It knows headings, tables and formulas; the PDF only looks like it."""
    upstream.pages["2602.00001v2"] = page()
    upstream.pdfs["2602.00001v2"] = PDF

    found = await full_text.fetch("2602.00001", 2)

    assert (found.form, found.version) == (TextForm.HTML, 2)
    assert asked(upstream) == ["/html/2602.00001v2"]


async def test_the_version_that_was_served_is_told(upstream: Upstream, full_text: FullText) -> None:
    """A quote belongs to one version, whatever was asked for."""
    upstream.pages["2602.00001"] = page()
    upstream.pages["2602.00001v1"] = page()

    assert (await full_text.fetch("2602.00001", None)).version == 2
    assert (await full_text.fetch("2602.00001", 1)).version == 2


async def test_an_old_id_has_a_slash(upstream: Upstream, full_text: FullText) -> None:
    """Papers before 2007 are asked for as they are named, and answer under their short name."""
    upstream.pages["math.GT/0309136v1"] = page(stamp="arXiv:math/0309136v1 [math.GT]")

    found = await full_text.fetch("math.GT/0309136", 1)

    assert (found.paper_id, found.version) == ("math.GT/0309136", 1)


@pytest.mark.parametrize(
    "answer",
    [
        status(404),
        status(403, "blocked"),
        status(500, "conversion lost"),
        redirect("https://example.org/"),
        endless(31),
    ],
    ids="missing refused lost elsewhere endless".split(),
)
async def test_without_a_page_the_pdf_is_read(
    upstream: Upstream, full_text: FullText, answer: object
) -> None:
    """Old papers, PDF-only ones, fresh ones and failed conversions have no page."""
    upstream.always("/html/2602.00001v3", answer)  # type: ignore[arg-type]  # one of the above
    upstream.pdfs["2602.00001v3"] = PDF

    found = await full_text.fetch("2602.00001", 3)

    assert (found.form, found.paper_id, found.version) == (TextForm.PDF, "2602.00001", 3)


@pytest.mark.parametrize(
    "content",
    [
        page("<p>Select a file:</p><ul><li><a href='a.html'>a.html</a></ul>"),
        page(stamp="arXiv:2602.00077v1 [cs.CL]"),
        page(""),
        b"",
        b"\x00\x01\x02",
    ],
    ids="list another bare empty binary".split(),
)
async def test_a_page_that_is_no_paper_gives_way_to_the_pdf(
    upstream: Upstream, full_text: FullText, content: bytes
) -> None:
    """A list of files or another paper's text must not pass for the paper."""
    upstream.pages["2602.00001"] = content
    upstream.pdfs["2602.00001"] = PDF

    found = await full_text.fetch("2602.00001", None)

    assert found.form is TextForm.PDF


async def test_a_short_page_is_better_than_nothing(upstream: Upstream, full_text: FullText) -> None:
    """There are papers of one paragraph."""
    upstream.pages["2602.00001"] = page("<p>All even primes are two.</p>")

    found = await full_text.fetch("2602.00001", None)

    assert [passage.text for passage in found.passages] == ["All even primes are two."]


async def test_neither_is_a_reason_that_names_both(upstream: Upstream, full_text: FullText) -> None:
    """People see it beside the abstract that serves instead."""
    with pytest.raises(NotFound, match=r"^arXiv has no HTML of it and no PDF$"):
        await full_text.fetch("2602.00001", None)

    upstream.pdfs["2602.00001"] = b"<html>not a PDF</html>"
    with pytest.raises(NotFound, match=r"^arXiv has no HTML of it and this is not a PDF$"):
        await full_text.fetch("2602.00001", None)


@pytest.mark.parametrize("path", ["/html/2602.00001", "/pdf/2602.00001"])
@pytest.mark.parametrize("answer", [status(503), status(429), reset], ids="down busy reset".split())
async def test_arxiv_being_down_may_pass(
    upstream: Upstream, full_text: FullText, path: str, answer: object
) -> None:
    """It is no word on whether there is a text, and ends after a few attempts."""
    upstream.always(path, answer)  # type: ignore[arg-type]  # one of the above

    with pytest.raises(SourceError) as raised:
        await full_text.fetch("2602.00001", None)

    assert raised.value.retryable
    assert not isinstance(raised.value, NotFound)
    assert upstream.asked(path) == 4


async def test_a_refusal_is_not_the_absence_of_a_text(
    upstream: Upstream, full_text: FullText
) -> None:
    """A client that arXiv has blocked must hear of it."""
    upstream.next("/html/2602.00001", status(403))
    upstream.next("/pdf/2602.00001", status(403))

    with pytest.raises(SourceError, match="HTTP 403") as raised:
        await full_text.fetch("2602.00001", None)

    assert not isinstance(raised.value, NotFound)
    assert len(upstream.requests) == 2


async def test_requests_to_arxiv_are_three_seconds_apart(
    upstream: Upstream, full_text: FullText, clock: FakeClock
) -> None:
    """arXiv's terms hold for pages, PDFs and what is asked again alike."""
    at: list[dt.datetime] = []

    async def failing(_: web.Request) -> web.StreamResponse:
        at.append(clock.now())
        return web.Response(status=500)

    upstream.next("/html/2602.00001", *[failing] * 4)
    upstream.next("/pdf/2602.00001", failing)
    upstream.pdfs["2602.00001"] = PDF
    await full_text.fetch("2602.00001", None)

    gaps = [(after - before).total_seconds() for before, after in pairwise(at)]
    assert len(gaps) == 4
    assert min(gaps) >= 3.0


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("document", "form"),
    [
        (page(), TextForm.HTML),
        (b"\n <!DOCTYPE HTML><p>Some words.", TextForm.HTML),
        (b'<?xml version="1.0"?><html><body>Some words.</body></html>', TextForm.HTML),
        ("<html><p>Some words.</p>".encode("utf-16"), TextForm.HTML),
        (PDF, TextForm.PDF),
        (b"junk before it\n" + PDF, TextForm.PDF),
    ],
    ids="arxiv bare xhtml utf16 pdf late-pdf".split(),
)
async def test_a_document_is_known_by_its_beginning(
    full_text: FullText, document: bytes, form: TextForm
) -> None:
    """Files carry any name."""
    assert (await full_text.read(document)).form is form


@pytest.mark.parametrize("document", [b"", b"A plain text.", b'{"a": 1}', picture()])
async def test_what_is_neither_is_refused(full_text: FullText, document: bytes) -> None:
    """One line says so; nothing is guessed."""
    with pytest.raises(SourceError, match="neither an HTML page nor a PDF"):
        await full_text.read(document)
