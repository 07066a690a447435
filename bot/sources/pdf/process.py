"""Reads PDFs, each in a child process with a deadline and a limit of memory."""

import asyncio
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from typing import cast
from weakref import WeakKeyDictionary

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.domain.base import clip
from bot.domain.errors import SourceError
from bot.domain.evidence import Lack, Origin, PaperText, PassageKind, TextForm
from bot.sources.pieces import Piece, laid_out

_DEADLINE = 20.0  # seconds
_LARGEST = 100_000_000  # bytes of a PDF
_LONGEST = 20_000_000  # bytes of what the child may answer
_AT_ONCE = 2  # of a gibibyte each
_HEADER_WITHIN = 1_024  # bytes: how late a reader takes "%PDF-", ISO 32000-1, annex H
_slots: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


class _Reading(BaseModel):
    model_config = ConfigDict(frozen=True)

    fault: str | None = None
    title: str | None = None
    paper_id: str | None = None
    version: int | None = None
    pages: int = 0
    pages_read: int = 0
    pieces: tuple[tuple[str, str, str | None, PassageKind], ...] = ()


async def read_pdf(body: bytes, deadline: float = _DEADLINE) -> PaperText:
    """The text of a PDF, which takes at most `deadline` seconds.

    Of a long document the beginning is read, see `pdf_glyphs`; `lacking` then says so. Raises
    `SourceError` when it is no PDF, encrypted, without text, or too much for the limits.
    """
    if b"%PDF-" not in body[:_HEADER_WITHIN]:
        raise SourceError("this is not a PDF")
    if len(body) > _LARGEST:
        raise SourceError(f"the PDF is larger than {_LARGEST // 1_000_000} MB")
    slot = _slots.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(_AT_ONCE))
    async with slot:
        answer = await _ask_child(body, deadline)
    try:
        reading = _Reading.model_validate_json(answer)
    except ValidationError as error:
        raise SourceError("reading the PDF gave nothing usable") from error
    if reading.fault:
        raise SourceError(reading.fault)
    return _paper_text(reading)


def _paper_text(reading: _Reading) -> PaperText:
    pieces = [Piece(*piece) for piece in reading.pieces]
    if not pieces:
        raise SourceError("the PDF holds no text: it is scanned")
    return PaperText(
        paper_id=reading.paper_id,
        version=reading.version,
        title=clip(reading.title or "", 500) or None,
        form=TextForm.PDF,
        lacking=Lack.BEGINNING if reading.pages_read < reading.pages else None,
        passages=tuple(laid_out(Origin.PAPER, pieces)),
    )


async def _ask_child(body: bytes, deadline: float) -> bytes:
    """What the child says of a document. It is dead when this returns, however that comes."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-m", "bot.sources.pdf.worker"),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env={},  # the settings hold secrets
        cwd="/",
    )
    feeding = asyncio.create_task(_feed(cast("asyncio.StreamWriter", process.stdin), body))
    try:
        async with asyncio.timeout(deadline):
            answer = await _answer(cast("asyncio.StreamReader", process.stdout))
            status = await process.wait()
    except TimeoutError as error:
        raise SourceError(f"reading the PDF took more than {deadline:g} s") from error
    finally:
        feeding.cancel()
        with suppress(ProcessLookupError):
            process.kill()
        await asyncio.shield(process.wait())
    if status == -signal.SIGXCPU:
        raise SourceError("reading the PDF took too long")
    if status:
        raise SourceError("reading the PDF failed: it is damaged, or made to be so")
    return answer


async def _feed(child: asyncio.StreamWriter, body: bytes) -> None:
    with suppress(ConnectionError):  # a child that ended early says why by its status
        child.write(body)
        await child.drain()
        child.close()
        await child.wait_closed()


async def _answer(child: asyncio.StreamReader) -> bytes:
    answer = bytearray()
    while chunk := await child.read(1 << 16):
        answer += chunk
        if len(answer) > _LONGEST:
            raise SourceError("reading the PDF gave far too much")
    return bytes(answer)
