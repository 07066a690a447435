"""The commands of `papers`, their options and their help. What they do is in `run.py`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from adapters.cli.chat import chat
from adapters.cli.options import (
    AnswerEngineOption,
    DateOption,
    Document,
    EngineOption,
    FormatOption,
    ImagesOption,
    JsonOption,
    LanguageOption,
    OutOption,
    TopOption,
    given_options,
)
from bot.domain.language import Language

program = typer.Typer(
    name="papers",
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""The day's top papers of Hugging Face Daily Papers, every statement with a checked quote.

Works without any account: it then shows sentences of the abstracts as they stand. \
With OPENAI_API_KEY (or OPENAI_BASE_URL) and OPENAI_MODEL set, a language model writes the \
entries and a program checks every sentence against the paper's words.

Start with [bold]papers try[/bold]. Exit codes: 0 good, 1 failed, 2 wrong usage.""",
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"papers {version('daily-papers-bot')}")
        raise typer.Exit


@program.callback()
def about(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Options of the program itself; its help is above."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(2)


@program.command()
def digest(
    context: typer.Context,
    date: DateOption = None,
    top: TopOption = 5,
    lang: LanguageOption = None,
    engine: EngineOption = "auto",
    form: FormatOption = "markdown",
    out: OutOption = None,
    images: ImagesOption = None,
    edition: Annotated[
        Literal["settled", "live"],
        typer.Option(help="settled: a day that is over. live: the running day so far."),
    ] = "settled",
    topics: Annotated[
        list[str] | None,
        typer.Option(
            help="Only papers on these, such as 'Agent,RAG'. Separate by commas or repeat."
        ),
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="No network: a stored day, or the bundled sample day.")
    ] = False,
    replay: Annotated[
        bool, typer.Option("--replay", help="Rebuild from the stored snapshot of --date.")
    ] = False,
    source: Annotated[
        Path | None,
        typer.Option("--from", help="Render this digest (JSON) instead of building one."),
    ] = None,
) -> None:
    """Build the digest of a day.

    [dim]papers digest --lang en --format text
    papers digest --date 2026-02-16 --out 2026-02-16.md
    papers digest --from day.json --format markdown[/dim]
    """
    from adapters.cli import run
    from adapters.cli.output import Output

    output = Output(form=form, out=out, images=images)
    if source is not None:
        if given := given_options(context, but={"source", "form", "out"}):
            raise typer.BadParameter(f"--from renders a stored digest as it is: leave out {given}")
        run.render_stored(source, output)
        return
    names = tuple(n.strip() for given in topics or [] for n in given.split(",") if n.strip())
    wish = run.digest_wish(
        date=date,
        top=top,
        language=lang,
        engine=engine,
        edition=edition,
        topics=names,
        offline=offline,
        replay=replay,
    )
    run.build_digest(wish, output)


@program.command()
def week(
    date: Annotated[
        str | None,
        typer.Option(
            "--date", metavar="YYYY-MM-DD", help="The last of the seven. Default: yesterday (UTC)."
        ),
    ] = None,
    top: TopOption = 5,
    lang: LanguageOption = None,
    engine: EngineOption = "auto",
    form: FormatOption = "markdown",
    out: OutOption = None,
    images: ImagesOption = None,
) -> None:
    """The most upvoted papers of seven days."""
    from adapters.cli import run
    from adapters.cli.output import Output

    wish = run.digest_wish(date=date, top=top, language=lang, engine=engine)
    run.build_week(wish, Output(form=form, out=out, images=images))


@program.command()
def paper(
    reference: Annotated[str, typer.Argument(metavar="ID-or-URL", help="Such as 2602.10388.")],
    lang: LanguageOption = None,
    engine: EngineOption = "auto",
    form: FormatOption = "text",
    out: OutOption = None,
) -> None:
    """An entry for any arXiv paper, on Hugging Face or not."""
    from adapters.cli import run
    from adapters.cli.output import Output

    run.build_paper(reference, lang, engine, Output(form=form, out=out, images=None))


@program.command()
def ask(
    what: Document,
    question: Annotated[
        list[str], typer.Argument(metavar="QUESTION", help="In any language, in quotes or not.")
    ],
    lang: Annotated[
        Language | None,
        typer.Option("--lang", help="Language of the answer. Default: the question's."),
    ] = None,
    engine: AnswerEngineOption = "auto",
    as_json: JsonOption = False,
) -> None:
    """Ask about a paper: an answer from what it says, each statement with its quote.

    [dim]papers ask 2602.10388 "Which data sets were used?"
    papers ask https://arxiv.org/abs/2602.10388 "몇 개의 벤치마크에서 평가했나요?"
    papers ask paper.pdf "Is the code released?" --json[/dim]

    It reads the full text from arXiv, or else the abstract, and the public record; of a file (HTML or PDF) only the file.

    A statement is shown once its quotes stand in the paper and agree with it in numbers, names and denials; where nothing passes it says that the paper does not tell. Without a model it shows the passages nearest to the question, word for word.
    """
    from adapters.cli.ask import ask

    ask(what, " ".join(question), language=lang, engine=engine, as_json=as_json)


@program.command()
def text(what: Document, as_json: JsonOption = False) -> None:
    """Show what the bot reads of a paper: its sections and passages.

    [dim]papers text 2602.10388 | less
    papers text paper.pdf --json[/dim]

    The number beside a passage is where it starts, in characters from the beginning of the paper's text; the quotes of an answer have their places in the same count. The lines of the public record stand last and count on their own.
    """
    from adapters.cli.text import show_text

    show_text(what, as_json=as_json)


@program.command()
def search(words: Annotated[list[str], typer.Argument(metavar="WORDS")]) -> None:
    """Search everything digested so far: titles, tags and sentences, Korean also inside words.

    [dim]papers search sparse attention
    papers search 희소 어텐션[/dim]
    """
    from adapters.cli.commands import run_alone

    run_alone(f"search {' '.join(words)}")


@program.command()
def status() -> None:
    """Show the day's model use, what is kept, and how many questions in threads were answered."""
    from adapters.cli.commands import run_alone

    run_alone("status")


@program.command("forget-me")
def forget_me() -> None:
    """Delete all that was asked in this terminal, with the answers."""
    from adapters.cli.commands import run_alone

    run_alone("forget-me")


@program.command("try")
def try_(
    lang: LanguageOption = None,
    engine: EngineOption = "auto",
    top: TopOption = 5,
    offline: Annotated[
        bool, typer.Option("--offline", help="Show the bundled sample day.")
    ] = False,
) -> None:
    """The whole experience in this terminal: the newest digest as a thread, then your questions.

    Without a network it shows a bundled sample day and says so. Put a paper's number before a
    question: [dim]#2 which benchmarks?[/dim], or ask why it is rated so: [dim]#2 why[/dim]. Ctrl-D ends.
    """
    from adapters.cli import conversation

    conversation.hold(language=lang, engine=engine, top=top, offline=offline)


program.add_typer(chat)


@program.command()
def parse(
    file: Annotated[Path, typer.Argument(metavar="FILE.md", help="A digest in Markdown.")],
    out: OutOption = None,
) -> None:
    """Turn a digest in Markdown into JSON."""
    from adapters.cli import run
    from adapters.cli.output import Output

    run.parse_markdown(file, Output(form="json", out=out, images=None))


@program.command()
def schema(
    what: Annotated[Literal["digest"], typer.Argument(help="What to describe.")],
) -> None:
    """Print a JSON Schema."""
    from adapters.cli import run

    run.print_schema(what)


@program.command()
def doctor() -> None:
    """Check settings, database, sources, model and platforms, and say how to mend each."""
    from adapters.cli import run

    raise typer.Exit(run.examine())
