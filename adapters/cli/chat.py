"""The commands of `papers` that have to do with chat platforms, and their help."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from adapters import PLATFORMS
from adapters.cli.options import (
    DateOption,
    EngineOption,
    LanguageOption,
    LayoutOption,
    TopOption,
    given_options,
)

chat = typer.Typer()


@chat.command()
def post(
    context: typer.Context,
    platform: Annotated[str, typer.Option(help=f"Where: {', '.join(PLATFORMS)}.")],
    channel: Annotated[
        str, typer.Option(metavar="ID", help="The channel's id on that platform; not its name.")
    ],
    date: DateOption = None,
    lang: LanguageOption = None,
    top: TopOption = 5,
    engine: EngineOption = "auto",
    layout: LayoutOption = None,
    source: Annotated[
        Path | None,
        typer.Option("--from", help="Post this digest (JSON) instead of building one."),
    ] = None,
) -> None:
    """Post the digest of a day to a channel, once: what is there is not posted again.

    [dim]papers post --platform slack --channel C0123456789
    papers post --platform discord --channel 41771983423143937 --date 2026-02-16 --lang en
    papers post --platform slack --channel C0123456789 --from day.json[/dim]

    The bot must be in the channel: invite it there. What was begun and broken off goes on where it stopped. Questions under the post are answered while [bold]papers serve[/bold] runs.
    """
    from adapters.cli import run
    from adapters.cli.post import post

    if source is not None:
        kept = {"platform", "channel", "layout", "source"}
        if given := given_options(context, but=kept):
            raise typer.BadParameter(f"--from posts a stored digest as it is: leave out {given}")
    wish = run.digest_wish(date=date, top=top, language=lang, engine=engine)
    raise typer.Exit(post(platform, channel, wish, source, layout))


@chat.command()
def serve() -> None:
    """Run on every platform that is configured, until it is stopped.

    Answers questions and commands on Slack and Discord; [bold]papers doctor[/bold] checks the tokens before. Says in one line what it is connected to, and reconnects by itself. Ctrl-C or SIGTERM: it finishes what is under way, for at most 25 seconds. A platform that shuts it out ends alone, and the other goes on; with none left it ends with 1.

    A newcomer begins with adapters/slack/README.md, or with adapters/discord/README.md.
    """
    import time

    started = time.monotonic()
    from adapters.cli.serve import serve

    raise typer.Exit(serve(started))


def _add_programs() -> None:
    """What platforms have of their own: `papers slack …`."""
    for name, package in PLATFORMS.items():
        if find_spec(module := f"{package}.program"):
            chat.add_typer(import_module(module).program, name=name)


_add_programs()
