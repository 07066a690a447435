"""What the commands do: ask a `PapersApp`, then hand the result to `output.py`."""

import asyncio
import datetime as dt
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from adapters import PLATFORMS
from adapters.cli.output import Output
from adapters.cli.platforms import configured, set_up
from adapters.cli.progress import StderrProgress
from bot.app import open_app
from bot.domain.digest import Digest, DigestEntry
from bot.domain.errors import (
    DayNotOpen,
    InputError,
    SettingsError,
    SourceError,
    StoreError,
    UsageError,
    problems_of,
)
from bot.domain.language import Language
from bot.ports.inbound import Check, DigestWish, EngineChoice, EntryWish, PapersApp, Progress
from bot.presentation.catalogue import catalogue
from bot.presentation.markdown_reader import parse

Result = TypeVar("Result")


def digest_wish(*, date: str | None, **wishes: Any) -> DigestWish:
    """The wish that options make. Raises `UsageError`."""
    try:
        day = None if date is None else dt.date.fromisoformat(date)
    except ValueError as error:
        raise UsageError(f"--date {date!r:.40} is no date; give one such as 2026-02-16") from error
    if wishes.get("offline") and wishes.get("replay"):
        raise UsageError("--offline and --replay exclude each other: --replay needs no network")
    try:
        return DigestWish(date=day, **wishes)
    except ValidationError as error:
        first = problems_of(error)[0]
        raise UsageError(f"--{first.place[0]}: {first.reason}") from error


def build_digest(wish: DigestWish, output: Output) -> None:
    """`papers digest`."""

    async def build(app: PapersApp, progress: Progress) -> Digest:
        try:
            digest = await app.digest(wish, progress)
        except DayNotOpen:
            raise
        except SourceError as error:
            raise SourceError(f"{error}; without a network: papers digest --offline") from error
        if wish.offline or wish.replay:
            return digest
        return await _with_pictures(digest, app, output, progress)

    output.check()
    if output.images and (wish.offline or wish.replay):
        raise UsageError("--images needs a network: leave it out with --offline and --replay")
    _show(with_app(build), output)


async def _with_pictures(
    digest: Digest, app: PapersApp, output: Output, progress: Progress
) -> Digest:
    if output.image_dir is None:
        return digest
    return output.save_thumbnails(digest, dict(await app.thumbnails(digest, progress)))


def build_week(wish: DigestWish, output: Output) -> None:
    """`papers week`."""

    async def build(app: PapersApp, progress: Progress) -> Digest:
        return await _with_pictures(await app.week(wish, progress), app, output, progress)

    output.check()
    _show(with_app(build), output)


def build_paper(
    reference: str, language: Language | None, engine: EngineChoice, output: Output
) -> None:
    """`papers paper`."""

    async def build(app: PapersApp, progress: Progress) -> tuple[DigestEntry, Language]:
        wish = EntryWish(language=language, engine=engine)
        return await app.paper(reference, wish, progress), app.language(wish)

    output.check()
    entry, shown_in = with_app(build)
    output.write_entry(entry, shown_in)


def with_app(use: Callable[[PapersApp, Progress], Awaitable[Result]]) -> Result:
    """Open the product, use it, close it."""

    async def run() -> Result:
        async with open_app() as app:
            return await use(app, StderrProgress())

    return asyncio.run(run())


def _show(digest: Digest, output: Output) -> None:
    output.write_digest(digest)
    if not digest.entries:
        words = catalogue(digest.language)
        for notice in digest.notices:
            _say(f"{digest.date}: {words.notice(notice)}")


def _say(line: str) -> None:
    Console(file=sys.stderr, highlight=False, markup=False, soft_wrap=True).print(Text(line))


def render_stored(source: Path, output: Output) -> None:
    """`papers digest --from`."""
    _show(stored_digest(source), output)


def stored_digest(source: Path) -> Digest:
    """A digest from a file of JSON. Raises `InputError`."""
    try:
        return Digest.model_validate_json(_read(source))
    except ValidationError as error:
        first = problems_of(error)[0]
        raise InputError(
            f"{source}: {first.where or 'the file'}: {first.reason}; see papers schema digest "
            "(a Markdown file becomes JSON with papers parse)"
        ) from error


def parse_markdown(file: Path, output: Output) -> None:
    """`papers parse`."""
    text = _read(file)
    try:
        digest = parse(text)
    except InputError as error:
        raise InputError(f"{file}: {error}") from error
    output.write_digest(digest)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot read {file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8 text (byte {error.start})") from error


def print_schema(what: Literal["digest"]) -> None:
    """`papers schema`."""
    models = {"digest": Digest}
    print(json.dumps(models[what].model_json_schema(), indent=2, ensure_ascii=False))


def examine() -> int:
    """`papers doctor`: 1 when something needed is broken."""
    return asyncio.run(_examine())


async def _examine() -> int:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    code = 0
    async for check in _all_checks():
        console.print(_line(check))
        code = 1 if check.state == "failure" else code
    return code


async def _all_checks() -> AsyncIterator[Check]:
    """The product's own, then those of every platform that is configured."""
    async for check in _checks():
        yield check
    there = False
    for name in PLATFORMS:
        try:
            adapter = configured(name)
        except SettingsError as error:
            there = True
            yield Check(name=name, state="failure", finding=str(error))
            continue
        if adapter is not None:
            there = True
            async for check in adapter.check():
                yield check
    if not there:
        ways = "; ".join(f"{name}: {set_up(name)}" for name in PLATFORMS)
        yield Check(
            name="platforms",
            state="good",
            finding=f"none is configured, the terminal works; to set one up, for {ways}",
        )


async def _checks() -> AsyncIterator[Check]:
    """The product's own, or why it cannot even open."""
    try:
        async with open_app() as app:
            async for check in app.doctor():
                yield check
    except SettingsError as error:
        yield Check(name="settings", state="failure", finding=str(error))
    except StoreError as error:
        yield Check(
            name="database",
            state="failure",
            finding=str(error),
            mend="see DATABASE_URL and PAPERS_DATA_DIR; the rest is checked when it opens",
        )


def _line(check: Check) -> Text:
    marks = {"good": ("✓", "green"), "warning": ("!", "yellow"), "failure": ("✗", "red")}
    mark, colour = marks[check.state]
    line = Text(f"{mark} {check.name:<12} ", style=colour)
    line.append(check.finding, style="default")
    if check.mend:
        line.append(f"; to mend it: {check.mend}", style="dim")
    return line
