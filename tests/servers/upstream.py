"""Hugging Face and arXiv as they answer, over days and records that a test lays in."""

import datetime as dt
import io
import json
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from aiohttp import web
from PIL import Image

from tests.servers.loopback import Loopback

_DEFAULT_LIMIT, _MOST = 50, 100


class Upstream(Loopback):
    """One server for all hosts. `open_until` is the last day that has opened.

    `pages` and `pdfs` are by id, with or without a version, as it is asked for.
    """

    def __init__(self) -> None:
        super().__init__()
        self.days: dict[str, list[Any]] = {}
        self.papers: dict[str, dict[str, Any]] = {}
        self.records: dict[str, dict[str, str]] = {}
        self.pages: dict[str, bytes] = {}
        self.pdfs: dict[str, bytes] = {}
        self.open_until = dt.date(2099, 1, 1)
        self.picture = png(1200, 648)
        self.app.router.add_get("/api/daily_papers", self._daily)
        self.app.router.add_get("/api/papers/{id:.+}", self._paper)
        self.app.router.add_get("/api/query", self._query)
        self.app.router.add_get("/html/{name:.+}", self._page)
        self.app.router.add_get("/pdf/{name:.+}", self._pdf)
        self.app.router.add_get("/social-thumbnails/papers/{name}", self._thumbnail)

    @property
    def environment(self) -> dict[str, str]:
        """The settings that point the product here."""
        return {
            "HF_BASE_URL": self.url,
            "HF_THUMBNAILS_BASE_URL": self.url,
            "ARXIV_BASE_URL": self.url,
        }

    async def _daily(self, request: web.Request) -> web.StreamResponse:
        date = request.query["date"]
        if dt.date.fromisoformat(date) > self.open_until:
            bound = f"{self.open_until}T00:00:00.000Z"
            error = f'✖ "date" must be less than or equal to "{bound}"\n  → at date'
            return web.json_response({"error": error}, status=400)
        limit = min(int(request.query.get("limit", _DEFAULT_LIMIT)), _MOST)
        start = int(request.query.get("p", 0)) * limit
        return web.json_response(self.days.get(date, [])[start : start + limit])

    async def _paper(self, request: web.Request) -> web.StreamResponse:
        paper = self.papers.get(request.match_info["id"])
        if paper is None:
            return web.json_response({"error": "Paper not found"}, status=404)
        return web.json_response(paper)

    async def _query(self, request: web.Request) -> web.StreamResponse:
        ids = request.query["id_list"].split(",")
        entries = "".join(atom_entry(i, self.records[i]) for i in ids if i in self.records)
        return web.Response(text=atom_feed(entries), content_type="application/atom+xml")

    async def _page(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in self.pages:
            said = f"<h1>No HTML for '{name}'</h1><p>HTML is not available for the source.</p>"
            return web.Response(status=404, text=said, content_type="text/html")
        return web.Response(body=self.pages[name], content_type="text/html")

    async def _pdf(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in self.pdfs:
            return web.Response(status=404, text="<h1>Not found</h1>", content_type="text/html")
        return web.Response(body=self.pdfs[name], content_type="application/pdf")

    async def _thumbnail(self, _: web.Request) -> web.StreamResponse:
        return web.Response(body=self.picture, content_type="image/png")


def png(width: int, height: int) -> bytes:
    """A plain picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "PNG")
    return out.getvalue()


def atom_feed(entries: str) -> str:
    """A feed in the shape arXiv serves."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:arxiv="http://arxiv.org/schemas/atom">'
        f"<id>https://arxiv.org/api/x</id><title>arXiv Query</title>{entries}</feed>"
    )


def atom_entry(paper_id: str, record: Mapping[str, str]) -> str:
    """An entry; `record` may have version, title, summary, comment, doi, journal_ref, categories."""
    categories = record.get("categories", "cs.CL").split()
    optional = "".join(
        f"<arxiv:{name}>{escape(record[name])}</arxiv:{name}>"
        for name in ("comment", "doi", "journal_ref")
        if name in record
    )
    return (
        f"<entry><id>http://arxiv.org/abs/{paper_id}v{record.get('version', '1')}</id>"
        f"<title>{escape(record.get('title', 'A title'))}</title>"
        f"<summary>{escape(record.get('summary', 'A summary of some words.'))}</summary>"
        "<published>2026-02-11T00:23:13Z</published><updated>2026-02-12T00:00:00Z</updated>"
        "<author><name>A. Writer</name></author>"
        + "".join(f'<category term="{name}"/>' for name in categories)
        + f"{optional}</entry>"
    )


def read_days(folder: Any) -> dict[str, list[Any]]:
    """Days from files named after their date."""
    return {
        path.stem: json.loads(path.read_text("utf-8")) for path in folder.glob("????-??-??.json")
    }
