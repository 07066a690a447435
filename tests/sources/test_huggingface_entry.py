"""An entry of the daily list: what is read of it, in every shape it has had."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.domain.paper import Paper
from bot.sources.huggingface_entry import fields_of, paper_of
from tests.builders import DAY, daily_entry


def read(entry: dict[str, Any], date: dt.date = DAY) -> Paper:
    return paper_of(fields_of(entry), date, entry)


def test_what_is_given_is_read() -> None:
    """Every field that a digest shows or ranks by."""
    paper = read(
        daily_entry(
            "2602.00001",
            publishedAt="2026-02-12T10:00:00.000Z",
            githubRepo="https://github.com/example/shears",
            projectPage="https://shears.example.org",
            ai_keywords=["pruning", "language models"],
            ai_summary="Shears prunes without training.",
            ai_summary_model="a-model",
        )
    )

    assert paper.authors == ("A. Writer",)
    assert paper.published_at == dt.datetime(2026, 2, 12, 10, tzinfo=dt.UTC)
    assert paper.submitted_at == dt.datetime(2026, 2, 16, 3, tzinfo=dt.UTC)
    assert paper.code_url == "https://github.com/example/shears"
    assert paper.project_url == "https://shears.example.org"
    assert paper.keywords == ("pruning", "language models")
    assert paper.source_summary is not None
    assert (paper.source_summary.credit, paper.source_summary.model) == ("Hugging Face", "a-model")


ODD: list[Any] = [None, 7, 0.5, True, "", " ", "odd", [], [None], [[]], [{"name": 7}], {}, {"a": 1}]


@pytest.mark.parametrize("value", ODD)
def test_an_optional_field_may_be_anything(value: Any) -> None:
    """Types change upstream without notice; only the field itself is lost."""
    optional = (
        "authors publishedAt submittedOnDailyAt submittedOnDailyBy ai_keywords ai_summary "
        "ai_summary_model githubRepo githubStars projectPage mediaUrls organization new"
    ).split()
    entry = daily_entry("2602.00001", **dict.fromkeys(optional, value))
    entry |= {"thumbnail": value, "title": value, "summary": value, "publishedAt": value}

    paper = read(entry)

    assert (paper.id, paper.upvotes) == ("2602.00001", 2)
    assert (paper.code_url, paper.project_url, paper.thumbnail_url) == (None, None, None)


def test_the_title_of_the_entry_stands_in() -> None:
    """Title and abstract stood in two places over the years: either will do."""
    entry = daily_entry("2602.00001", title=None, summary=None)
    entry |= {"title": "Shears", "summary": "We prune."}

    paper = read(entry)

    assert (paper.title, paper.abstract) == ("Shears", "We prune.")


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("A title\n  that wraps", "A title that wraps"),
        ("모델 가지치기\u200b: 후회 없이", "모델 가지치기: 후회 없이"),
        ("\u202eesrever\u202c", "esrever"),
        ("Bell\x07 and \x1b[31mred", "Bell and [31mred"),
        ("Half a \ud83d pair", "Half a pair"),
        ("<script>alert(1)</script> @everyone", "<script>alert(1)</script> @everyone"),
        ("x" * 600, "x" * 499 + "…"),
    ],
)
def test_text_is_one_line_without_hidden_characters(given: str, title: str) -> None:
    """Nothing in a title acts on a terminal; what remains is text, whatever it looks like."""
    assert read(daily_entry("2602.00001", title=given)).title == title


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        (" https://shears.example.org", "https://shears.example.org"),
        ("https://shears.example.org/\u200b", "https://shears.example.org/"),
        ("http://shears.example.org:8080/a_b?c=d#e", "http://shears.example.org:8080/a_b?c=d#e"),
        ("https://가위.example/논문", "https://가위.example/논문"),
        ("https://example.org/two words", None),
        ("example.org/no-scheme", None),
        ("https://localhost/x", None),
        ("https://localhost./x", None),
        ("http://192.0.2.7:8501", None),
        ("http://127.1/", None),
        ("http://192.0.2.7./", None),
        ("http://0x7f.0.0.0x1/", None),
        ("http://[::1]/", None),
        ("https://me:secret@example.org/", None),
        ("https://github.com@example.org/", None),
        ("https://example.org:99999/", None),
        ("https://example.org:0/", None),
        ("https://example..org/", None),
        ("https://-example.org/", None),
        ("https://example.org%2f.example.com/", None),
        ("https://" + "a." * 130 + "org/", None),
        ("javascript:alert(1)", None),
        ("ftp://example.org/", None),
        ("https://", None),
        ("https://example.org/" + "x" * 2_000, None),
    ],
)
def test_an_address_is_taken_only_with_a_named_host(typed: str, read_as: str | None) -> None:
    """People type them, and they are posted as the paper's own: in doubt there is none."""
    assert read(daily_entry("2602.00001", projectPage=typed)).project_url == read_as


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("https://github.com/example/shears", True),
        ("https://GitHub.com/example/shears", True),
        ("https://huggingface.co/example/shears", True),
        ("https://gitlab.com/example/shears", True),
        ("http://github.com/example/shears", False),
        ("https://github.com:443/example/shears", False),
        ("https://github.com:99999/example/shears", False),
        ("https://github.com.evil.example/example/shears", False),
        ("https://evilgithub.com/example/shears", False),
        ("https://raw.github.com/example/shears", False),
        ("https://gïthub.com/example/shears", False),
        ("https://github.com。evil.example/example/shears", False),
        ("https://shears.example.org", False),
        ("//github.com/example/shears", False),
    ],
)
def test_code_is_only_where_code_is_known_to_be(typed: str, *, taken: bool) -> None:
    """A link called "code" is trusted: an address that merely looks like one is left out."""
    paper = read(daily_entry("2602.00001", githubRepo=typed))

    assert paper.code_url == (typed if taken else None)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2602.00001.png", True),
        ("https://cdn-uploads.huggingface.co/a.png", True),
        ("https://cas-bridge.xethub.hf.co/a.png", True),
        ("http://cdn-thumbnails.huggingface.co/a.png", False),
        ("https://evil.example/a.png", False),
        ("https://cdn-thumbnails.huggingface.co.evil.example/a.png", False),
        ("https://cdn-thumbnails.huggingface.co:8443/a.png", False),
        ("https://huggingface.co@evil.example/a.png", False),
        ("https://nothf.co/a.png", False),
    ],
)
def test_a_picture_comes_from_hugging_face(given: str, *, taken: bool) -> None:
    """A platform fetches it for everybody who reads: another host would learn of them."""
    paper = read(daily_entry("2602.00001") | {"thumbnail": given})

    assert paper.thumbnail_url == (given if taken else None)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-02-16T03:00:00.000Z", dt.datetime(2026, 2, 16, 3, tzinfo=dt.UTC)),
        ("2026-02-16T12:00:00+09:00", dt.datetime(2026, 2, 16, 3, tzinfo=dt.UTC)),
        ("2026-02-16T03:00:00", dt.datetime(2026, 2, 16, 3, tzinfo=dt.UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-01:00", None),
        ("yesterday", None),
    ],
)
def test_a_time_is_in_utc_or_missing(written: str, meant: dt.datetime | None) -> None:
    """A time that cannot be told costs the tie-break, not the paper."""
    paper = read(daily_entry("2602.00001", submittedOnDailyAt=written, publishedAt=written))

    assert (paper.submitted_at, paper.published_at) == (meant, meant)


@pytest.mark.parametrize(
    ("date", "submitted_at"),
    [
        (dt.date(2025, 3, 10), dt.datetime(2025, 3, 10, 2, tzinfo=dt.UTC)),
        (dt.date(2025, 3, 11), None),
    ],
)
def test_the_entrys_own_time_meant_the_submission_once(
    date: dt.date, submitted_at: dt.datetime | None
) -> None:
    """Since 2025-03-11 it is another time under the same name: better none than a wrong one."""
    entry = daily_entry("2602.00001", submittedOnDailyAt=None)

    assert (
        read(entry | {"publishedAt": "2025-03-10T02:00:00.000Z"}, date).submitted_at == submitted_at
    )


def as_read(given: str) -> str:
    """Upstream's text on one line, with TeX's escapes of ordinary signs undone."""
    return re.sub(r"\s+", " ", re.sub(r"\\([%&#_$])", r"\1", given)).strip()


def test_nothing_is_lost_of_the_real_days(shared_data: Path) -> None:
    """Each entry of two years, with all of its authors, keywords, votes and links."""
    seen = 0
    for path in sorted((shared_data / "hf").glob("**/20*.json")):
        entries = json.loads(path.read_text("utf-8"))
        if not isinstance(entries, list):
            continue  # a record that others keep of a day, not Hugging Face's own answer
        date = dt.date.fromisoformat(path.name[:10])
        for entry in entries:
            given, paper = entry["paper"], read(entry, date)
            where = f"{given['id']} in {path.name}"
            assert (paper.id, paper.upvotes) == (given["id"], given["upvotes"]), where
            assert paper.title == as_read(given["title"]), where
            assert paper.abstract == as_read(given["summary"]), where
            assert len(paper.authors) == len(given["authors"]), where
            assert len(paper.keywords) == len(given.get("ai_keywords", ())), where
            assert paper.code_url == given.get("githubRepo"), where
            assert bool(paper.source_summary) == ("ai_summary" in given), where
            assert bool(paper.thumbnail_url) == ("thumbnail" in entry), where
            assert paper.published_at, where
        seen += len(entries)
    assert seen > 1_000


def test_derived_entries_of_the_golden_day_are_read(shared_data: Path) -> None:
    """Four entries of the day whose digest is the contract."""
    files = sorted((shared_data / "hf" / "derived").glob("entry-*.json"))

    papers = [read(json.loads(path.read_text("utf-8"))) for path in files]

    assert [f"entry-{paper.id}.json" for paper in papers] == [path.name for path in files] != []


def test_real_project_pages_are_kept_but_for_bare_addresses(shared_data: Path) -> None:
    """Spaces in front and plain http are people's ways of typing, a bare IP is nobody's page."""
    lost = []
    for path in sorted((shared_data / "hf").glob("20*.json")):
        for entry in json.loads(path.read_text("utf-8")):
            typed = entry["paper"].get("projectPage")
            if typed and read(entry).project_url != typed.strip():
                lost.append(typed)

    assert all(re.match(r"https?://[0-9.]+[:/]", typed) for typed in lost)
