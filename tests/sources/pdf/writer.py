"""Writes small PDFs, so that tests show what is on each page."""

import textwrap
import zlib
from collections.abc import Sequence
from typing import NamedTuple

_FONTS = {"plain": "Courier", "bold": "Courier-Bold"}  # each character is 0.6 ems wide
_ENCRYPT = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"5a" * 32, b"a5" * 32)


class Ink(NamedTuple):
    """A line of text: where its baseline starts, in points from the lower left."""

    text: str
    x: float
    y: float
    size: float = 10
    font: str = "plain"
    upwards: bool = False
    stretch: float = 100  # per cent


def column(lines: Sequence[str], x: float, top: float, *, chars: int = 36) -> list[Ink]:
    """Lines of running text set to one width: all but those that end a paragraph or are set in."""
    inks = []
    for at, text in enumerate(lines):
        indent = len(text) - len(text.lstrip())
        room = chars - indent
        last = at + 1 == len(lines) or lines[at + 1].startswith(" ")
        stretch = 100 if last else 100 * room / len(text.strip())
        inks.append(Ink(text.strip(), x + 6 * indent, top - 12 * at, stretch=stretch))
    return inks


def prose(words: str, times: int = 12, *, chars: int = 36) -> list[str]:
    """A paragraph of one sentence said many times, in lines."""
    return textwrap.wrap(" ".join([words] * times), chars, break_on_hyphens=False)


def pdf(*pages: Sequence[Ink], encrypted: bool = False, kids: int | None = None) -> bytes:
    """A document of these pages; `kids` repeats the first page that often without copying it."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        *(
            b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
            % name.encode()
            for name in _FONTS.values()
        ),
    ]
    numbers = []
    for page in pages:
        objects += [_page(len(objects) + 2), _stream(_content(page))]
        numbers.append(len(objects) - 1)
    if kids:
        objects += [objects[numbers[0] - 1]] * (kids - 1)
        numbers = [numbers[0], *range(len(objects) - kids + 2, len(objects) + 1)]
    references = b" ".join(b"%d 0 R" % number for number in numbers)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (references, len(numbers))
    return _file(objects, b"/Encrypt %s /ID [<00> <00>]" % _ENCRYPT if encrypted else b"")


def bomb(size: int) -> bytes:
    """A small document with one page whose painting instructions are `size` bytes long."""
    painting = b"BT /plain 1 Tf 1 0 0 1 9 9 Tm (x) Tj ET\n"
    content = _stream(painting * (size // len(painting)))
    kinds = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>"]
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
    return _file([*kinds, font, font, _page(6), content], b"")


def _page(content: int) -> bytes:
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
        b" /Resources << /Font << /plain 3 0 R /bold 4 0 R >> >> >>" % content
    )


def _content(page: Sequence[Ink]) -> bytes:
    return b"\n".join(
        b"BT /%s %g Tf %g Tz %s %g %g Tm (%s) Tj ET"
        % (
            ink.font.encode(),
            ink.size,
            ink.stretch,
            b"0 1 -1 0" if ink.upwards else b"1 0 0 1",
            ink.x,
            ink.y,
            ink.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252"),
        )
        for ink in page
    )


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def _file(objects: list[bytes], trailer: bytes) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)
