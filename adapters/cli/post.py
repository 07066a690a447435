"""`papers post`: one digest to one channel, once."""

import asyncio
from pathlib import Path
from typing import assert_never

import typer

from adapters.cli.platforms import needed
from adapters.cli.progress import StderrProgress
from adapters.cli.run import stored_digest
from bot.app import open_app
from bot.domain.delivery import Delivered, DeliveredKind, Layout
from bot.domain.digest import Digest, Edition
from bot.domain.errors import InputError, PlatformError, PlatformProblem
from bot.domain.language import Language
from bot.ports.adapter import ChatAdapter
from bot.ports.inbound import DigestWish
from bot.presentation.problems import problem_line


def post(
    platform: str, channel: str, wish: DigestWish, source: Path | None, layout: str | None
) -> int:
    """Post it unless it is there; 1 when it is not there in the end."""
    adapter = needed(platform)
    what = stored_digest(source) if source is not None else wish
    if isinstance(what, Digest) and (what.edition is Edition.LIVE or what.period != "day"):
        raise InputError(f"{source}: only the digest of a day that is over is posted")
    return asyncio.run(_post(platform, adapter, channel, what, Layout(layout) if layout else None))


_NAMES = {
    Language.KO: "Korean",
    Language.EN: "English",
    Language.JA: "Japanese",
    Language.ZH: "Chinese",
}


def _in_another(done: Delivered, wanted: Language) -> str:
    """That it stands there in another language than was asked for, if it does."""
    language = done.delivery.language if done.delivery else wanted
    if language is wanted:
        return ""
    return f" in {_NAMES[language]}, and is not posted again in {_NAMES[wanted]}"


async def _post(
    platform: str,
    adapter: ChatAdapter,
    channel: str,
    what: DigestWish | Digest,
    layout: Layout | None,
) -> int:
    async with open_app(secrets=adapter.secrets) as app, adapter.open(app) as connection:
        place = await connection.place(channel)
        digest = what if isinstance(what, Digest) else await app.digest(what, StderrProgress())
        done = await app.deliver(digest, place, connection.platform, layout)
        done = await app.locate(done, connection.platform)
    edition = f"{digest.date} in {channel}"
    where = f": {done.link}" if done.link else ""
    match done.kind:
        case DeliveredKind.POSTED:
            typer.echo(f"posted {edition}{where}")
        case DeliveredKind.THERE:
            typer.echo(f"{edition} is there already{_in_another(done, digest.language)}{where}")
        case DeliveredKind.UNDER_WAY:
            typer.echo(f"{edition} is being posted by another process{where}")
        case DeliveredKind.EMPTY:
            typer.echo(f"{digest.date} has no papers: nothing posted")
        case DeliveredKind.REMOVED:
            raise InputError(f"{edition} was removed and is not posted again")
        case DeliveredKind.FAILED:
            reason = done.delivery.reason if done.delivery else None
            problem = PlatformProblem(reason) if reason else PlatformProblem.REFUSED
            how = connection.platform.how_to_invite(Language.EN)
            line = problem_line(problem, Language.EN, how)
            at = f" {done.link}" if done.link else ""
            raise PlatformError(f"{edition} is not posted: {line}{at}", problem=problem)
        case _:
            assert_never(done.kind)
    return 0
