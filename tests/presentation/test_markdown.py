"""Digests as Markdown: the shown format, the law, and that no word from outside acts."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.domain.digest import Digest, DigestEntry, Engine, FallbackReason
from bot.domain.evidence import Scope
from bot.domain.language import Language
from bot.domain.section import Sentence, make_section
from bot.presentation.catalogue import catalogue
from bot.presentation.markdown import provenance_note, render, thumbnail_name
from bot.presentation.markdown_reader import parse
from tests.builders import digest, entry, provenance, ref, section
from tests.presentation.any_digest import FEWER, LAW, digests

EVERY_VARIATION = Path(__file__).with_name("every_variation.ko.md")
# GitHub makes links of these without any mark, in the source or in the finished text.
_LINKED_UNASKED = re.compile(
    r"(?<!\\)//|\bwww\.|[a-z0-9.+_-]@[a-z0-9._-]*\.[a-z]|(?<![a-z0-9_])@[a-z0-9]", re.IGNORECASE
)


@pytest.fixture
def golden(shared_data: Path) -> str:
    return (shared_data / "golden" / "2026-02-16.ko.md").read_text(encoding="utf-8")


def test_the_golden_digest_comes_out_as_it_went_in(golden: str) -> None:
    """It is the contract: each label, emoji and blank line."""
    assert render(parse(golden)) == golden


def test_the_golden_digest_survives_json(golden: str) -> None:
    """JSON is the lossless form: what is stored today is rendered tomorrow."""
    stored = parse(golden).model_dump_json()

    assert render(Digest.model_validate_json(stored)) == golden


def test_every_variation_of_the_format_comes_out_as_it_went_in() -> None:
    """Notices, notes, summaries, empty sections, missing ones, titles that look like markup."""
    text = EVERY_VARIATION.read_bytes().decode()

    assert render(parse(text)) == text


@LAW
@given(digests())
def test_what_was_read_back_is_rendered_the_same(any_digest: Digest) -> None:
    """The law of the format, whatever papers and models say, in every language."""
    text = render(any_digest)

    assert render(parse(text)) == text


@FEWER
@given(digests())
def test_nothing_shown_is_lost_on_the_way_back(any_digest: Digest) -> None:
    """A law that empties everything would hold too: titles, tags, votes and texts stay."""
    back = parse(render(any_digest))

    assert shown(back) == shown(any_digest)


@FEWER
@given(digests())
def test_json_gives_back_the_same_digest(any_digest: Digest) -> None:
    """What is stored is the digest itself."""
    assert Digest.model_validate_json(any_digest.model_dump_json()) == any_digest


@FEWER
@given(digests())
def test_words_from_outside_never_become_markup(any_digest: Digest) -> None:
    """A reader sees our headings, lists and marks, and links to nothing but the papers."""
    tokens = list(tokens_of(render(any_digest)))

    assert Counter(t.type for t in tokens if t.type in _MARKUP) == +expected_markup(any_digest)
    assert [t.attrs["href"] for t in tokens if t.type == "link_open"] == [
        entry.paper.links.huggingface for entry in any_digest.entries
    ]
    assert [unquote(str(t.attrs["src"])) for t in tokens if t.type == "image"] == [
        unquote(file) for entry in any_digest.entries if (file := entry.paper.thumbnail_file)
    ]


@FEWER
@given(digests())
def test_words_from_outside_never_become_links_or_mentions_by_themselves(
    any_digest: Digest,
) -> None:
    """GitHub links bare addresses and mail, and pings whom an @ names."""
    text = render(any_digest)
    for own in (e.paper.links for e in any_digest.entries):
        text = text.replace(own.huggingface, "").replace(own.arxiv, "")

    assert not _LINKED_UNASKED.search(text)


def test_real_titles_abstracts_and_summaries_are_read_back(shared_data: Path) -> None:
    """Formulas, braces, backslashes and line breaks as authors type them, ten papers a digest."""
    for day in sorted((shared_data / "hf").glob("*.json")):
        papers = [item["paper"] for item in json.loads(day.read_text(encoding="utf-8"))][:10]
        real = digest(*(real_entry(rank, paper) for rank, paper in enumerate(papers, start=1)))

        assert shown(parse(render(real))) == shown(real), day.name


def test_an_empty_day_is_a_title_and_its_notice() -> None:
    """Never an empty page."""
    text = render(digest(notices=({"kind": "empty_day"},)))

    assert text == "# 2026-02-16 Daily Papers (Top 0)\n\n> 이 날짜에 등록된 논문이 없습니다.\n\n"
    assert render(parse(text)) == text


def test_a_notice_without_detail_leaves_no_space_behind() -> None:
    """A space at a line's end is lost when the file is read back."""
    text = render(digest(notices=({"kind": "no_match"},)))

    assert not re.search(r" $", text, re.MULTILINE)


def test_the_longest_paragraph_is_read_back_whole() -> None:
    """Sixty sentences of two thousand characters stand on one line."""
    longest = " ".join(["가나다라마바사아자"] * 200)[:1_999] + "."
    details = make_section("details", sentences=(Sentence(text=longest),) * 60)
    text = render(digest(entry(sections=(details,))))

    assert render(parse(text)) == text


@pytest.mark.parametrize(
    ("title", "file"),
    [
        ("Less is Enough: Data in the Feature Space", "Less_is_Enough_Data_in_the_Feature_Space"),
        ("Region-to-Image Distillation", "Region-to-Image_Distillation"),
        ("A & B, or: C++ / D", "A_B_or_C_D"),
        ("snake_case stays", "snake_case_stays"),
        ("../../etc/passwd", "etcpasswd"),
        ("🧵 Threads", "Threads"),
        ("가지치기의 기술", "가지치기의_기술"),
        ("???", "2602.00001"),
    ],
)
def test_a_thumbnail_is_called_after_the_title(title: str, file: str) -> None:
    """The names that the shown format has, and never a path out of the folder."""
    assert thumbnail_name(ref(title=title)) == f"{file}_img.jpg"


def test_a_thumbnail_of_a_long_title_can_be_saved(tmp_path: Path) -> None:
    """File systems take 255 bytes, and a Hangul syllable has three."""
    picture = tmp_path / f"2602.00001_{thumbnail_name(ref(title='가지치기 ' * 100))}"

    picture.write_bytes(b"")

    assert picture.name.endswith("_img.jpg")


@pytest.mark.parametrize("language", Language)
def test_neither_engine_passes_for_the_other(language: Language) -> None:
    """The line under the links names the model, or says that there was none."""
    words = catalogue(language)
    written = provenance(engine=Engine.LLM, model="some-model", scope=Scope.FULL_TEXT, dropped=2)
    by_model = provenance_note(entry(provenance=written), words) or ""
    extract = provenance_note(entry(provenance=provenance(paper_version=3)), words) or ""
    refused = FallbackReason.REFUSED
    instead = provenance_note(entry(provenance=provenance(fallback=refused)), words)
    sample = provenance_note(entry(provenance=provenance(sample=True)), words) or ""

    assert "some-model" in by_model
    assert words.scopes[Scope.FULL_TEXT] in by_model
    assert "2" in by_model.replace("some-model", "")
    assert extract == f"{words.provenance.extractive} · {words.provenance.verbatim} · arXiv v3"
    assert instead == f"{words.provenance.fallback[refused]} · {words.provenance.verbatim}"
    assert sample == words.provenance.sample


def real_entry(rank: int, paper: Any) -> DigestEntry:
    """An entry of a real paper, its abstract's sentences as a list and as a paragraph."""
    sentences = [s for s in re.split(r"(?<=\.)\s", paper["summary"]) if s.strip()]
    summary = paper.get("ai_summary")
    return entry(
        rank,
        paper=ref(paper["id"], title=paper["title"], upvotes=paper["upvotes"]),
        source_summary={"text": summary, "credit": "Hugging Face"} if summary else None,
        sections=(section("key_points", *sentences), section("details", *sentences)),
    )


def shown(digest: Digest) -> dict[str, object]:
    """What of a digest stands in its Markdown, as people read it."""
    words = catalogue(digest.language)
    return {
        "date": digest.date,
        "period": digest.period,
        "language": digest.language if digest.entries else None,
        "notices": [words.notice(notice) for notice in digest.notices],
        "entries": [
            {
                "paper": (e.paper.id, e.paper.title, e.paper.upvotes, e.paper.thumbnail_file),
                "ratings": (e.difficulty, e.confidence),
                "tags": e.tags,
                "note": provenance_note(e, words),
                "summary": e.source_summary,
                "sections": [
                    (
                        words.heading(s),
                        words.absence(s.absent) if s.absent else None,
                        [x.text for x in s.sentences]
                        if s.kind in {"key_points", "applications", "risks"}
                        else " ".join(x.text for x in s.sentences),
                    )
                    for s in e.sections
                ],
            }
            for e in digest.entries
        ],
    }


_MARKUP = {
    "heading_open", "hr", "blockquote_open", "bullet_list_open", "ordered_list_open",
    "list_item_open", "code_block", "fence", "html_block", "html_inline", "code_inline",
    "table_open", "strong_open", "em_open", "s_open", "link_open", "image",
}  # fmt: skip


def tokens_of(text: str) -> Iterator[Token]:
    """What a Markdown renderer makes of a text, inline tokens after their block."""
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        yield token
        yield from token.children or ()


def expected_markup(digest: Digest) -> Counter[str]:
    """The markup of the format itself."""
    words = catalogue(digest.language)
    entries = digest.entries
    sections = [section for entry in entries for section in entry.sections]
    lists = [s for s in sections if s.kind in {"key_points", "applications", "risks"}]
    filled = [s for s in lists if s.sentences]
    notes = [entry for entry in entries if provenance_note(entry, words)]
    return Counter(
        heading_open=1 + len(entries) + len(sections),
        hr=len(entries),
        blockquote_open=len(digest.notices) + len(notes),
        bullet_list_open=len(filled),
        list_item_open=sum(len(s.sentences) for s in filled),
        strong_open=5 * len(entries) + sum(1 for e in entries if e.source_summary),
        em_open=sum(1 for s in sections if s.absent),
        link_open=len(entries),
        image=sum(1 for e in entries if e.paper.thumbnail_file),
    )
