"""The glyphs of a PDF as PDFium tells them: runs only in the child process of `pdf`.

API: https://pdfium.googlesource.com/pdfium/+/refs/heads/main/public/fpdf_text.h
PDFium is not safe to use from several threads: one process reads one document on one thread.
"""

import ctypes
import math
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from bot.sources.pdf.lines import Glyph, Page, lines_of

MOST_PAGES = 250
MOST_CHARACTERS = 1_500_000
_SPACE = 32
_HYPHENS = {0x2, 0xAD, 0xFFFE}  # what PDFium puts for a hyphen at a line's end
_FORCE_BOLD = 1 << 18  # font descriptor flags, PDF 32000-1, table 123
_ITALIC = 1 << 6
_BOLD = ("bold", "medi", "black", "heavy", "cmbx", "sfbx", "-bd")
_OBLIQUE = ("ital", "obli", "slant", "cmti", "sfti")


class Unreadable(Exception):
    """Why there is nothing to read, as a line for people."""


class Document:
    """A PDF that PDFium could open. Raises `Unreadable`."""

    def __init__(self, body: bytes) -> None:
        pdfium.FPDF_InitLibrary()
        self._body = body  # PDFium reads from it as long as the document is open
        self._handle = pdfium.FPDF_LoadMemDocument64(body, len(body), None)
        if not self._handle:
            if pdfium.FPDF_GetLastError() in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
                raise Unreadable("the PDF is encrypted")
            raise Unreadable("the PDF is damaged")
        self.page_count: int = pdfium.FPDF_GetPageCount(self._handle)
        if self.page_count <= 0:
            raise Unreadable("the PDF has no pages")

    def pages(self) -> Iterator[Page]:
        """The first pages, at most `MOST_PAGES` and `MOST_CHARACTERS`; broken ones are empty."""
        left = MOST_CHARACTERS
        for number in range(min(self.page_count, MOST_PAGES)):
            if left <= 0:
                return
            handle = pdfium.FPDF_LoadPage(self._handle, number)
            if not handle:
                continue
            glyphs = list(_glyphs(handle, left))
            left -= len(glyphs)
            pdfium.FPDF_ClosePage(handle)
            yield lines_of(number, glyphs)


def _glyphs(page: object, limit: int) -> Iterator[Glyph]:
    """What stands on a page, in the order in which it is painted."""
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    painted, style = None, _Style(0.0, bold=False, italic=False, turn=0)
    for at in range(min(limit, pdfium.FPDFText_CountChars(text))):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if code == _SPACE:
            yield Glyph(" ", 0.0, 0.0, 0.0, *style._replace(size=0.0))
            continue
        character = "-" if code in _HYPHENS else chr(code)
        if (code < _SPACE and code not in _HYPHENS) or 0xD800 <= code <= 0xDFFF:
            continue  # line ends are PDFium's guess, the others have no letter
        now = ctypes.cast(pdfium.FPDFText_GetTextObject(text, at), ctypes.c_void_p).value
        if now != painted:
            painted, style = now, _style(text, at)
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, at, box)
        place: tuple[float, float, float]
        match style.turn:
            case 0:
                place = (box.left, box.right, y.value)
            case 1:
                place = (-box.top, -box.bottom, x.value)
            case 2:
                place = (-box.right, -box.left, -y.value)
            case _:
                place = (box.bottom, box.top, -x.value)
        yield Glyph(character, *place, style.size, style.bold, style.italic, style.turn)
    pdfium.FPDFText_ClosePage(text)


class _Style(NamedTuple):
    size: float
    bold: bool
    italic: bool
    turn: int


def _style(text: object, at: int) -> _Style:
    """The style of a character; `turn` counts quarters clockwise."""
    flags, matrix = ctypes.c_int(), pdfium.FS_MATRIX()
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(text, at, name, len(name), flags)
    pdfium.FPDFText_GetMatrix(text, at, matrix)
    font = name.value.decode("latin-1").lower()
    return _Style(
        size=pdfium.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d),
        bold=any(word in font for word in _BOLD) or bool(flags.value & _FORCE_BOLD),
        italic=any(word in font for word in _OBLIQUE) or bool(flags.value & _ITALIC),
        turn=round(pdfium.FPDFText_GetCharAngle(text, at) / (math.pi / 2)) % 4,
    )
