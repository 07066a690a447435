"""The commands of `papers` that have to do with chat platforms, and their help."""

from pathlib import Path
from typing import Annotated

import typer

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
    platform: Annotated[str, typer.Option(help="Where: slack.")],
    channel: Annotated[
        str, typer.Option(metavar="ID", help="The channel's id, such as C0123456789; not its name.")
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
    papers post --platform slack --channel C0123456789 --date 2026-02-16 --lang en
    papers post --platform slack --channel C0123456789 --from day.json[/dim]

    The bot must be in the channel (/invite it there). What was begun and broken off goes on where it stopped. Questions under the post are answered while [bold]papers serve[/bold] runs.
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

    Answers questions and commands on Slack; [bold]papers doctor[/bold] checks the tokens before. Says in one line what it is connected to, and reconnects by itself. Ctrl-C or SIGTERM: it finishes what is under way, for at most 25 seconds. A platform that shuts it out ends alone; with none left it ends with 1.

    A newcomer to Slack begins with adapters/slack/README.md.
    """
    import time

    started = time.monotonic()
    from adapters.cli.serve import serve

    raise typer.Exit(serve(started))


slack = typer.Typer(help="What setting up Slack needs.")
chat.add_typer(slack, name="slack")


@slack.command()
def manifest(
    http: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="For HTTP instead of Socket Mode: the public https address of this bot.",
        ),
    ] = None,
) -> None:
    """Print the manifest of the Slack app: paste it at api.slack.com/apps, Create New App.

    [dim]papers slack manifest
    papers slack manifest --http https://papers.example.com[/dim]
    """
    from adapters.cli.platforms import load

    typer.echo(load("adapters.slack.manifest:manifest_text")(http))
