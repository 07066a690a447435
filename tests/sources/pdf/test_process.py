"""PDFs, honest and hostile: text or a clear reason, and never a process left behind."""

import asyncio
import json
import os
import re
from contextlib import suppress
from pathlib import Path

import pytest

from bot.domain.errors import SourceError
from bot.domain.evidence import Lack, Origin, PaperText, PassageKind, Scope, TextForm
from bot.sources.pdf.process import read_pdf
from tests.sources.pdf.writer import Ink, bomb, column, pdf, prose

_PAGE = [
    Ink("On Lamps", 200, 740, size=17),
    Ink("1 Introduction", 54, 700, size=12, font="bold"),
    *column(prose("Lamps are tested with 40 moths."), 54, 680),
]


def _children() -> list[str]:
    """The command lines of our child processes that read a PDF."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it ended while we looked
            command = (process / "cmdline").read_text()
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == os.getpid() and "pdf.worker" in command:
                found.append(command)
    return found


async def test_a_pdf_becomes_the_papers_own_words() -> None:
    """The reader cannot tell from the text alone what it was read from."""
    text = await read_pdf(pdf(_PAGE))

    assert (text.form, text.scope, text.lacking) == (TextForm.PDF, Scope.FULL_TEXT, None)
    assert (text.title, text.paper_id) == ("On Lamps", None)
    assert [(p.origin, p.section, p.start) for p in text.passages] == [
        (Origin.PAPER, "1 Introduction", 0)
    ]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"", "not a PDF"),
        (b"<html>404</html>", "not a PDF"),
        (b"%PDF-1.7\nnothing follows", "damaged"),
        (pdf(_PAGE)[:300], "damaged"),
        (pdf(_PAGE, encrypted=True), "encrypted"),
        (pdf([]), "scanned"),
        (pdf([Ink("arXiv:2602.01234v3 [cs.IR]", 30, 250, upwards=True)]), "scanned"),
        (pdf(), "no pages"),
    ],
    ids=["empty", "page", "header only", "cut", "encrypted", "scanned", "stamped", "no pages"],
)
async def test_what_cannot_be_read_says_why(document: bytes, reason: str) -> None:
    """A person sends another file, or knows that there is none."""
    with pytest.raises(SourceError, match=reason):
        await read_pdf(document)


async def test_of_a_very_long_document_the_beginning_is_read() -> None:
    """A thesis is answered from what was read, and the answer says so."""
    text = await read_pdf(pdf(_PAGE, kids=300))

    assert text.lacking is Lack.BEGINNING


@pytest.mark.slow
async def test_a_page_that_unpacks_to_more_than_the_memory_ends() -> None:
    """A file of a few kilobytes must not take the machine with it."""
    document = bomb(100_000_000)

    assert len(document) < 400_000
    with pytest.raises(SourceError, match="failed"):
        await read_pdf(document)


async def test_a_deadline_ends_the_child_too() -> None:
    """A document that never ends costs its seconds and nothing after them."""
    with pytest.raises(SourceError, match="took more than 0 s"):
        await read_pdf(pdf(_PAGE), deadline=0)

    assert not _children()


async def test_a_reader_that_goes_away_leaves_no_child() -> None:
    """A question that is taken back must not keep a gibibyte busy."""
    reading = asyncio.create_task(read_pdf(pdf(_PAGE, kids=300)))
    async with asyncio.timeout(20):
        while not _children():  # noqa: ASYNC110 - the start of a process is no event of ours
            await asyncio.sleep(0)

    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading

    assert not _children()


async def test_many_documents_at_once_are_all_read() -> None:
    """They wait for one another: each may take a gibibyte."""
    texts = await asyncio.gather(*(read_pdf(pdf(_PAGE)) for _ in range(4)))

    assert {text.title for text in texts} == {"On Lamps"}


@pytest.mark.slow
async def test_real_papers_are_read_whole(shared_data: Path) -> None:
    """What LaTeX styles really look like: one column and two, with and without numbers."""
    texts = [
        await read_pdf((shared_data / "arxiv" / "pdf" / name).read_bytes())
        for name in ("1705.07830.pdf", "1801.05147.pdf", "1909.00754.pdf")
    ]

    assert [(t.paper_id, t.version) for t in texts] == [
        ("1705.07830", 3),
        ("1801.05147", 1),
        ("1909.00754", 2),
    ]
    for text in texts:
        sections = [passage.section.casefold() for passage in text.passages]
        assert "abstract" in sections
        assert any("conclusion" in section for section in sections)
        assert not any("references" in section for section in sections)
        kinds = {passage.kind for passage in text.passages}
        assert {PassageKind.CAPTION, PassageKind.TABLE, PassageKind.FOOTNOTE} <= kinds


@pytest.mark.slow
async def test_the_evidence_of_real_questions_stands_in_one_passage(shared_data: Path) -> None:
    """Text in the wrong order, or cut by a float, cannot be quoted."""
    questions = (shared_data / "qa" / "pdf_questions.jsonl").read_text().splitlines()
    texts: dict[str, PaperText] = {}
    for question in map(json.loads, questions):
        name = question["pdf"]
        texts[name] = texts.get(name) or await read_pdf((shared_data / "qa" / name).read_bytes())
        for evidence in question["evidence_text"]:
            wanted = _runs(evidence)
            best = max(len(wanted & _runs(passage.text)) for passage in texts[name].passages)
            assert best >= 0.65 * len(wanted), evidence


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))
