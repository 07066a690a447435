"""PDFs: what a person reads on the pages, in the order in which a person reads it."""

import pytest

from bot.domain.evidence import PassageKind
from bot.sources.pdf.glyphs import Document
from bot.sources.pdf.layout import Layout, laid_out_pages
from tests.sources.pdf.writer import Ink, column, pdf, prose

_LEFT, _RIGHT = 54, 330  # points: where two columns of 36 characters begin
_FILLER = prose("Lamps are tested with many moths and the moths are counted by hand.")


def _layout(*pages: list[Ink]) -> Layout:
    return laid_out_pages(list(Document(pdf(*pages)).pages()))


def _paragraphs(layout: Layout) -> list[str]:
    return [piece.text for piece in layout.pieces if piece.kind is PassageKind.PARAGRAPH]


def _of(layout: Layout, kind: PassageKind) -> list[str]:
    return [piece.text for piece in layout.pieces if piece.kind is kind]


def _heading(text: str, y: float, x: float = _LEFT, size: float = 12) -> Ink:
    return Ink(text, x, y, size=size, font="bold")


def test_columns_are_read_one_after_the_other_and_a_paragraph_goes_on_in_the_next() -> None:
    """Reading across the gutter makes sentences that nobody wrote."""
    left = column([*_FILLER[:5], "the last line of the left one ends"], _LEFT, 600)
    right = column(["where the right one begins, so that", *_FILLER[:5]], _RIGHT, 600)

    layout = _layout([_heading("1 Moths", 640), *left, *right])

    assert "the left one ends where the right one begins" in _paragraphs(layout)[0]


def test_columns_are_told_apart_however_they_were_painted() -> None:
    """Some programs paint line by line across the page."""
    left, right = column(_FILLER[:8], _LEFT, 600), column(["zz " + "y" * 33] * 8, _RIGHT, 600)
    across = [ink for pair in zip(left, right, strict=True) for ink in pair]

    texts = " ".join(_paragraphs(_layout([_heading("1 Moths", 640), *across])))

    assert texts.index("zz") > texts.rindex("moths")


def test_what_spans_both_columns_parts_what_is_above_from_what_is_below() -> None:
    """A wide abstract or figure in the middle of a page is read where it stands."""
    above = [*column(["alpha " * 6] * 4, _LEFT, 700), *column(["bravo " * 6] * 4, _RIGHT, 700)]
    wide = column(["charlie " * 10] * 3, _LEFT + 30, 600, chars=80)
    below = [*column(["delta " * 6] * 4, _LEFT, 500), *column(["echo " * 7] * 4, _RIGHT, 500)]

    words = " ".join(_paragraphs(_layout([*below, *wide, *above]))).split()

    assert list(dict.fromkeys(words)) == ["alpha", "bravo", "charlie", "delta", "echo"]


def test_a_paragraph_goes_on_over_the_page_and_over_what_floats_between() -> None:
    """A sentence cut by a footnote, a figure and a page is quoted whole."""
    first = [
        _heading("1 Moths", 700),
        *column([*_FILLER[:20], "and so we found that the blue lamp"], _LEFT, 680),
        Ink("1 A note on lamps.", _LEFT, 90, size=8),
    ]
    second = [
        Ink("axis", 200, 720),
        Ink("lux", 150, 700),
        *column(["Figure 2: Moths at the lamp."], _LEFT, 660),
        *column(["draws forty moths more.", "  The next one is set in and new."], _LEFT, 600),
    ]

    layout = _layout(first, second)

    assert _paragraphs(layout)[0].endswith("the blue lamp draws forty moths more.")
    assert _of(layout, PassageKind.FOOTNOTE) == ["1 A note on lamps."]
    assert _of(layout, PassageKind.CAPTION) == ["Figure 2: Moths at the lamp."]
    assert "axis" not in str(layout.pieces)


@pytest.mark.parametrize(
    ("broken", "elsewhere", "whole"),
    [
        ("illumi-", "", "illuminating"),
        ("self-", "a self-nating lamp", "self-nating"),
        ("self-", "selfnating or self-nating", "selfnating"),
    ],
)
def test_a_hyphen_at_a_line_end_goes_unless_the_paper_keeps_it_elsewhere(
    broken: str, elsewhere: str, whole: str
) -> None:
    """Words are found and quoted as they are written."""
    lines = [
        *_FILLER[:3],
        f"this is {broken}".ljust(36, "."),
        "nating and so on in this line here.",
    ]
    lines[3] = f"many lamps in this place are {broken}"
    page = [_heading("1 Lamps", 700), *column(lines, _LEFT, 680), *column([elsewhere], _LEFT, 400)]

    assert f"place are {whole} and so on" in _paragraphs(_layout(page))[0]


def test_headers_page_numbers_line_numbers_and_the_stamp_are_no_text() -> None:
    """They would stand in the middle of quotes; the stamp tells which paper this is."""
    stamp = Ink("arXiv:2602.01234v3 [cs.IR] 3 Feb 2026", 30, 250, size=20, upwards=True)
    pages = [
        [
            Ink(f"Moths and lamps, page {number}", 200, 760, size=9),
            *column(_FILLER, _LEFT, 700),
            *(
                Ink(f"{100 * number + row:03}", 20, 700 - 12 * row, size=7)
                for row in range(len(_FILLER))
            ),
            Ink(str(number), 300, 30),
            *([stamp] if number == 1 else []),
        ]
        for number in (1, 2, 3)
    ]

    layout = _layout(*pages)

    assert (layout.paper_id, layout.version) == ("2602.01234", 3)
    assert set(" ".join(_paragraphs(layout)).split()) == set(" ".join(_FILLER).split())


def test_a_column_of_numbers_in_a_table_is_no_line_numbering() -> None:
    """Values of an experiment are evidence."""
    rows = [
        ink
        for row in range(10)
        for ink in (
            Ink(f"lamp {row}", 60, 500 - 12 * row),
            Ink(str(row + 1), 160, 500 - 12 * row),
            Ink("0.5", 260, 500 - 12 * row),
        )
    ]

    text = str(_layout([*column(_FILLER[:12], _LEFT, 740), *rows]).pieces)

    assert "lamp 3 | 4 | 0.5" in text


def test_headings_open_sections_and_chapters() -> None:
    """An answer says where its quote stands."""
    page = [
        Ink("On Lamps", 200, 740, size=17),
        Ink("Ada Moth, Institute of Lamps", 180, 715),
        _heading("Abstract", 690),
        *column(_FILLER[:4], _LEFT, 675),
        _heading("3 Experiments", 610),
        _heading("3.2 Training", 590, size=10.5),
        *column(["We train for 7 days on two lamps, and", *_FILLER[:6]], _LEFT, 575),
        _heading("Conclusion", 460),
        *column(_FILLER[:6], _LEFT, 445),
    ]

    layout = _layout(page)

    assert layout.title == "On Lamps"
    assert [(piece.chapter, piece.section) for piece in layout.pieces] == [
        (None, "Authors"),
        ("Abstract", "Abstract"),
        ("3 Experiments", "3.2 Training"),
        ("Conclusion", "Conclusion"),
    ]


def test_an_abstract_may_begin_with_its_own_name() -> None:
    """Some styles have no heading above it."""
    lines = ["Abstract—We count moths at the lamps.", *_FILLER[:5]]

    piece = _layout([*column(lines, _LEFT, 700), _heading("I. INTRODUCTION", 600)]).pieces[0]

    assert (piece.section, piece.text[:14]) == ("Abstract", "We count moths")


def test_references_go_and_the_appendix_after_them_stays() -> None:
    """What other papers are called is no evidence of what this one found."""
    page = [
        _heading("1 Lamps", 740),
        *column(_FILLER[:20], _LEFT, 720),
        _heading("References", 400),
        *column(["[1] A. Moth. The borrowed title. 1999.", "[2] B. Lamp. Another."], _LEFT, 380),
        _heading("A Lamp settings", 330),
        *column(["We use 12 volts for all lamps here."], _LEFT, 310),
    ]

    layout = _layout(page)

    assert "borrowed" not in str(layout.pieces)
    assert layout.pieces[-1].section == "A Lamp settings"
    assert layout.pieces[-1].text == "We use 12 volts for all lamps here."


@pytest.mark.parametrize("caption_y", [560, 480])
def test_a_table_with_its_caption_above_or_below_is_read_in_rows(caption_y: float) -> None:
    """A number is worth nothing without its row."""
    cells = [("Lamp", "Moths"), ("red", "1,203"), ("blue", "40.5")]
    rows = [
        Ink(cell, 60 + 120 * at, 540 - 12 * row)
        for row, pair in enumerate(cells)
        for at, cell in enumerate(pair)
    ]
    page = [
        *column(_FILLER[:8], _LEFT, 700),
        *rows,
        Ink("Table 1: Moths by lamp.", _LEFT, caption_y),
        *column(_FILLER[:8], _LEFT, 440),
    ]

    layout = _layout(page)

    assert _of(layout, PassageKind.TABLE) == ["Lamp | Moths ; red | 1,203 ; blue | 40.5"]
    assert _of(layout, PassageKind.CAPTION) == ["Table 1: Moths by lamp."]


@pytest.mark.parametrize(
    ("before", "raised", "read"),
    [
        ("a rate of 10", "6", "a rate of 10^6"),
        ("a rate of 10", "\N{EN DASH}3", "a rate of 10\N{EN DASH}3"),
        ("we use lamps", "12", "we use lamps"),
        ("version 2.0", "5", "version 2.0"),
    ],
)
def test_a_power_is_kept_apart_and_a_footnote_mark_goes(
    before: str, raised: str, read: str
) -> None:
    """Ten to the six is not 106, and version 2.0 with a footnote is not 2.05."""
    line = [Ink(before, _LEFT, 400), Ink(raised, _LEFT + 6 * len(before), 404, size=6.5)]

    assert read in _paragraphs(_layout([*column(_FILLER, _LEFT, 700), *line]))


def test_bullets_are_paragraphs_of_their_own() -> None:
    """A list of contributions is quoted item by item."""
    lines = ["• the first thing that we did in this", "• the second one"]

    assert _paragraphs(_layout(column([*_FILLER[:4], *lines], _LEFT, 700)))[1:] == [
        "• the first thing that we did in this",
        "• the second one",
    ]


def test_a_document_without_a_line_has_no_text() -> None:
    """Empty pages have no columns, no size of type, no title."""
    assert _layout([], []) == Layout(None, None, None, [])
