"""The commands of `papers slack`."""

from typing import Annotated

import typer

program = typer.Typer(help="What setting up Slack needs.")


@program.command()
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
    from adapters.slack.manifest import manifest_text  # noqa: PLC0415  # `papers --help` is light

    typer.echo(manifest_text(http))
