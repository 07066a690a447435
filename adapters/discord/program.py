"""The commands of `papers discord`."""

import typer

program = typer.Typer(help="What setting up Discord needs.")


@program.command()
def invite() -> None:
    """Print the links that add the bot: to a server, and for one person.

    [dim]papers discord invite[/dim]

    Needs DISCORD_TOKEN. Open the first link in a browser, choose a server that you manage, and leave ticked what it asks for: it is the least that the bot needs. The second gives whoever opens it /papers wherever they are, in direct messages too; it needs User Install (Installation, in the developer portal).
    """
    import asyncio  # noqa: PLC0415  # `papers --help` is light

    from adapters.discord.wire.invite import invitation  # noqa: PLC0415  # discord.py is slow

    typer.echo(asyncio.run(invitation()))
