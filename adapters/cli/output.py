"""Where a result goes and in which form."""

import asyncio
import importlib
import io
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TextIO
from urllib.parse import quote

from adapters import CONSOLE
from bot.domain.digest import Digest, DigestEntry
from bot.domain.errors import InputError
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import Place
from bot.ports.outbound import Platform
from bot.presentation.digest import channel_message, paper_message
from bot.presentation.markdown import render, render_entry, thumbnail_name

TERMINAL = Place(platform="console", workspace="terminal", channel="terminal")


@dataclass(frozen=True)
class Output:
    """The form of a result, the file it goes to (none: standard output), where pictures go."""

    form: Literal["markdown", "json", "text"]
    out: Path | None
    images: Path | None

    @property
    def file(self) -> Path | None:
        """The file; none for standard output, which `-` stands for as well."""
        return None if self.out == Path("-") else self.out

    def check(self) -> None:
        """Refuse what cannot be written before anything is built. Raises `InputError`."""
        if self.images and self.form != "markdown":
            raise InputError("--images goes with --format markdown: nothing else shows pictures")
        try:
            if self.file is not None and self.file.resolve().is_dir():
                raise InputError(f"cannot write {self.file}: it is a directory")
        except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError until 3.13
            reason = getattr(error, "strerror", None) or "its links lead in a circle"
            raise InputError(f"cannot write {self.file}: {reason}") from error

    @property
    def image_dir(self) -> Path | None:
        """Where Markdown's pictures go; none when there is no place for them."""
        if self.form != "markdown":
            return None
        return self.images or (self.file.parent / "images" if self.file else None)

    def write_digest(self, digest: Digest) -> None:
        """The whole digest."""
        self._write_as(
            lambda: render(digest),
            lambda: digest.model_dump_json(indent=2),
            lambda: messages_of(digest),
            digest.language,
        )

    def write_entry(self, entry: DigestEntry, language: Language) -> None:
        """One entry alone."""
        self._write_as(
            lambda: f"## {render_entry(entry, language)}",
            lambda: entry.model_dump_json(indent=2),
            lambda: [paper_message(entry, language)],
            language,
        )

    def _write_as(
        self,
        markdown: Callable[[], str],
        json: Callable[[], str],
        messages: Callable[[], Sequence[Message]],
        language: Language,
    ) -> None:
        match self.form:
            case "markdown":
                self.write_text(markdown())
            case "json":
                self.write_text(json() + "\n")
            case "text" if self.file is None:
                asyncio.run(post_all(terminal(language), messages()))
            case "text":
                page = io.StringIO()
                asyncio.run(post_all(terminal(language, page), messages()))
                self.write_text(page.getvalue())

    def write_text(self, text: str) -> None:
        """To the file, whole or not at all, or to standard output."""
        if self.file is None:
            sys.stdout.write(text)
            return
        try:
            _write(self.file.resolve(), text)
        except OSError as error:
            raise InputError(f"cannot write {self.file}: {error.strerror}") from error

    def save_thumbnails(self, digest: Digest, pictures: dict[str, bytes]) -> Digest:
        """The digest with its pictures' files, written beside the Markdown."""
        folder = self.image_dir
        if folder is None:
            return digest
        names: dict[str, str] = {}
        base = self.file.parent if self.file else Path()
        for entry in digest.entries:
            if (jpeg := pictures.get(entry.paper.id)) is None:
                continue
            name = thumbnail_name(entry.paper)
            if name in names.values():
                name = f"{entry.paper.id.replace('/', '_')}_{name}"
            try:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(jpeg)
            except OSError as error:
                raise InputError(f"cannot write {folder / name}: {error.strerror}") from error
            names[entry.paper.id] = name
        shown = quote(Path(os.path.relpath(folder, base)).as_posix(), safe="/._-~")
        return digest.model_copy(
            update={
                "entries": tuple(
                    _with_thumbnail(
                        e, f"{shown}/{names[e.paper.id]}" if e.paper.id in names else None
                    )
                    for e in digest.entries
                )
            }
        )


def _write(file: Path, text: str) -> None:
    """A regular file is replaced at once and keeps its mode; anything else is written to."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and not file.is_file():
        file.write_text(text, encoding="utf-8", newline="\n")
        return
    beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as page:
            page.write(text)
        if file.exists():
            shutil.copymode(file, beside)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _with_thumbnail(entry: DigestEntry, file: str | None) -> DigestEntry:
    paper = entry.paper.model_copy(update={"thumbnail_file": file})
    return entry.model_copy(update={"paper": paper})


def terminal(language: Language, out: TextIO | None = None) -> Platform:
    """The console platform, found by its name like any other."""
    module, _, factory = CONSOLE.partition(":")
    platform: Platform = getattr(importlib.import_module(module), factory)(language, out)
    return platform


def messages_of(digest: Digest) -> list[Message]:
    """The channel's message and those of its thread."""
    papers = [paper_message(entry, digest.language) for entry in digest.entries]
    return [channel_message(digest), *papers]


async def post_all(platform: Platform, messages: Sequence[Message]) -> None:
    """The first message to the channel, the others into its thread."""
    place = TERMINAL
    for number, message in enumerate(messages):
        for part in platform.plan(message):
            ref = await platform.post(place, part, f"{number}")
            if place.thread is None:
                place = place.model_copy(update={"thread": ref.id})
