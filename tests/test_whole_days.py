"""Real days, from loopback servers through the whole product to a digest."""

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.domain.digest import Engine
from bot.domain.evidence import TextForm
from bot.domain.language import Language
from bot.ports.inbound import DigestWish
from bot.presentation.markdown import render, render_entry
from bot.presentation.markdown_reader import parse
from bot.settings import Settings
from tests.fakes import FakeClock, Heard
from tests.full_texts import SHEARS, as_page
from tests.servers.model import ModelServer
from tests.servers.upstream import Upstream, read_days

pytestmark = pytest.mark.slow


@pytest.fixture
def days(upstream: Upstream, shared_data: Path) -> dict[str, int]:
    """How many papers each day has; the upstream serves them, and arXiv knows all of them."""
    upstream.days = read_days(shared_data / "hf")
    for entries in upstream.days.values():
        for entry in entries:
            paper = entry["paper"]
            upstream.records[paper["id"]] = {"title": paper["title"], "summary": paper["summary"]}
    return {day: len(entries) for day, entries in upstream.days.items()}


@pytest.fixture
async def app(
    upstream: Upstream, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[App]:
    """The product over loopback, its clock after the last day."""
    for name, value in {**upstream.environment, **model_server.environment}.items():
        monkeypatch.setenv(name, value)
    clock = FakeClock(dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    async with open_app(settings=Settings(), clock=clock) as opened:
        yield opened


@pytest.mark.parametrize("language", [Language.KO, Language.EN])
async def test_every_day_builds_an_extract(
    app: App, days: dict[str, int], heard: Heard, language: Language
) -> None:
    """Five papers, or as many as there are, whatever the year's shape of the answer."""
    for day, papers in days.items():
        wish = DigestWish(date=dt.date.fromisoformat(day), language=language, engine="extractive")

        digest = await app.digest(wish, heard)

        assert len(digest.entries) == min(5, papers), day
        assert digest.notices == (), day
        assert all(e.claims and e.sections[0].sentences for e in digest.entries), day
        assert render(parse(render(digest))) == render(digest), day
    assert heard.degraded == []


@pytest.mark.parametrize("language", [Language.KO, Language.EN])
async def test_every_day_of_2026_is_written_by_a_model(
    app: App, days: dict[str, int], heard: Heard, language: Language
) -> None:
    """Two calls a paper and no fall-back, with the real client in between."""
    for day in (day for day in days if day.startswith("2026")):
        wish = DigestWish(date=dt.date.fromisoformat(day), language=language, engine="llm")

        digest = await app.digest(wish, heard)

        assert len(digest.entries) == min(5, days[day]), day
        written = [e.provenance.engine for e in digest.entries if e.provenance]
        assert written == [Engine.LLM] * len(digest.entries), (day, heard.degraded)


async def test_a_paper_listed_on_two_days_is_one_paper_of_the_week(
    app: App, days: dict[str, int], heard: Heard
) -> None:
    """2608.12313 was moved from 2026-08-13 to 2026-08-19."""
    wish = DigestWish(date=dt.date(2026, 8, 19), top=10, engine="extractive")

    week = await app.week(wish, heard)

    listed = [entry.paper.id for entry in week.entries]
    assert len(listed) == len(set(listed)) == 10


async def test_a_day_is_written_from_full_texts(
    app: App, days: dict[str, int], upstream: Upstream, heard: Heard
) -> None:
    """Through arXiv's HTML to a checked entry, in two calls a paper, and again in none."""
    day = max(day for day in days if day.startswith("2026"))
    for entry in upstream.days[day]:
        paper = entry["paper"]
        chapters = (("Abstract", [paper["summary"]]), *SHEARS[1:])
        upstream.pages[f"{paper['id']}v1"] = as_page(paper["title"], chapters)
    wish = DigestWish(date=dt.date.fromisoformat(day), language=Language.KO, engine="llm")

    digest = await app.digest(wish, heard)
    again = await app.digest(wish, heard)

    assert heard.degraded == []
    assert {e.provenance.form for e in digest.entries if e.provenance} == {TextForm.HTML}
    assert {e.provenance.engine for e in digest.entries if e.provenance} == {Engine.LLM}
    assert all("본문을 읽음 (HTML)" in render_entry(e, Language.KO) for e in digest.entries)
    assert render(parse(render(digest))) == render(digest)
    assert again == digest
