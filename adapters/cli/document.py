"""What a question is about: an arXiv id or address, or a file."""

import os
from pathlib import Path

from bot.domain.base import clip
from bot.domain.errors import InputError, UsageError
from bot.domain.paper import parse_paper_reference
from bot.ports.inbound import Document

_SUFFIXES = {".pdf", ".html", ".htm", ".xhtml"}
_LARGEST = 100_000_000  # bytes


def document_of(what: str) -> Document | None:
    """A file with its name; none for what names a paper. Raises `InputError`."""
    if "://" in what:
        return None
    path = Path(what)
    try:
        if path.is_file():
            return Document(name=path.name, content=_read(path))
        if path.is_dir() and os.sep in what:
            raise InputError(f"cannot read {clip(what, 100)}: it is a directory")
    except OSError as error:
        raise InputError(f"cannot read {clip(what, 100)}: {error.strerror}") from error
    if _names_a_paper(what):
        return None
    if os.sep in what or path.suffix.lower() in _SUFFIXES:
        raise InputError(f"cannot read {clip(what, 100)}: there is no such file")
    raise UsageError(
        f"{clip(what, 60)!r} is neither an arXiv id or address, such as 2602.10388, nor a file"
    )


def _read(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise InputError(f"cannot read {path}: it is larger than {_LARGEST // 1_000_000} MB")
    return path.read_bytes()


def _names_a_paper(what: str) -> bool:
    try:
        parse_paper_reference(what)
    except ValueError:
        return False
    return True
