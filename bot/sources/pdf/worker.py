"""The child process that reads one PDF: the file on standard input, JSON on standard output.

A PDF is hostile until it has been read: nothing here outlives one document, and the limits are set
before the first byte of it is touched.
"""

import json
import resource
import sys
from typing import TypedDict

MEMORY = 1 << 30  # bytes of address space
SECONDS = 20  # of processor time


class Reading(TypedDict):
    """What the child writes."""

    title: str | None
    paper_id: str | None
    version: int | None
    pages: int
    pages_read: int
    pieces: list[tuple[str, str, str | None, str]]


def main() -> None:
    """Read the document, or say on one line why that cannot be done."""
    _limit()
    try:
        answer: Reading | dict[str, str] = _read(sys.stdin.buffer.read())
    except MemoryError:
        answer = {"fault": "the PDF needs too much memory"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _read(body: bytes) -> Reading | dict[str, str]:
    from bot.sources.pdf.glyphs import Document, Unreadable  # noqa: PLC0415 - after the limits
    from bot.sources.pdf.layout import laid_out_pages  # noqa: PLC0415

    try:
        document = Document(body)
        pages = list(document.pages())
    except Unreadable as error:
        return {"fault": str(error)}
    layout = laid_out_pages(pages)
    return Reading(
        title=layout.title,
        paper_id=layout.paper_id,
        version=layout.version,
        pages=document.page_count,
        pages_read=len(pages),
        pieces=[(p.section, p.text, p.chapter, p.kind.value) for p in layout.pieces],
    )


if __name__ == "__main__":
    main()
