"""Full texts by their chapters, all of it made up."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from bot.domain.evidence import Origin, PaperText, Passage, PassageKind, TextForm
from tests.builders import ABSTRACT

CAPTION, TABLE, FOOTNOTE = PassageKind.CAPTION, PassageKind.TABLE, PassageKind.FOOTNOTE
Chapter = tuple[str, Sequence[str | tuple[PassageKind, str]]]
Chapters = Sequence[Chapter]


def full_text(*chapters: Chapter) -> PaperText:
    """A text read from HTML: (heading, paragraphs). "Chapter > Section" is a section of a chapter."""
    passages = tuple(laid_out(chapters))
    return PaperText(paper_id="2602.00001", form=TextForm.HTML, passages=passages)


def laid_out(chapters: Chapters) -> Iterator[Passage]:
    """One passage after the other, with a line break between two."""
    start = 0
    for heading, paragraphs in chapters:
        chapter, _, section = heading.rpartition(" > ")
        for paragraph in paragraphs:
            kind, words = (PassageKind.PARAGRAPH, paragraph)
            if not isinstance(paragraph, str):
                kind, words = paragraph
            given: dict[str, Any] = {"chapter": chapter or None, "kind": kind, "text": words}
            passage = Passage(origin=Origin.PAPER, section=section, start=start, **given)
            yield passage
            start += len(passage.text) + 1


def as_page(title: str, chapters: Chapters) -> bytes:
    """The same as an HTML page in the markup of LaTeXML, which arXiv serves."""
    body = "".join(
        f'<section class="ltx_section"><h2 class="ltx_title ltx_title_section">{escape(heading)}</h2>'
        + "".join(f'<div class="ltx_para"><p class="ltx_p">{escape(p)}</p></div>' for p in said)
        + "</section>"
        for heading, paragraphs in chapters
        if (said := [p for p in paragraphs if isinstance(p, str)])
    )
    return (
        '<!DOCTYPE html><html><body><div class="ltx_page_content"><article class="ltx_document">'
        f'<h1 class="ltx_title ltx_title_document">{escape(title)}</h1>{body}</article></div>'
        "</body></html>"
    ).encode()


SHEARS: tuple[Chapter, ...] = (
    ("Abstract", [ABSTRACT]),
    ("1 Introduction", ["Large models are slow.", "We prune them with Shears."]),
    ("2 Related Work", ["Magnum outperforms all baselines on 40 benchmarks."]),
    ("3 Shears > 3.1 Cutting", ["Weights are cut by size.", "Then they are scaled."]),
    ("3 Shears > 3.2 Healing", ["A short pass mends what was cut."]),
    ("4 Experiments > 4.1 Setup", ["Everything runs on a single A100 GPU."]),
    (
        "4 Experiments > 4.2 Main Results",
        [
            "On three benchmarks Shears keeps 98% of the accuracy.",
            (CAPTION, "Table 1: Accuracy on three benchmarks after pruning."),
            (TABLE, "Magnum | 71.2 ± 0.4 Shears | 73.7 ± 0.3"),
        ],
    ),
    ("4 Experiments > 4.3 Ablation Study", ["Without healing accuracy falls by 9 points."]),
    ("5 Conclusion", ["Shears prunes in four steps.", "We hope it is of use."]),
    ("Limitations", ["Shears was only tried on English text.", "Larger models are left open."]),
    ("Acknowledgements", ["We thank our two cats."]),
    ("A Hyperparameters", ["The learning rate is 0.001."]),
)
