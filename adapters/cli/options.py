"""The options that several commands of `papers` have, with their help."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.domain.language import Language

Format = Literal["markdown", "json", "text"]

LanguageOption = Annotated[
    Language | None,
    typer.Option("--lang", help="Language of the digest. Default: PAPERS_LANGUAGE, else ko."),
]
EngineOption = Annotated[
    Literal["auto", "llm", "extractive"],
    typer.Option(
        help="llm: a model writes. extractive: sentences of the abstract. auto: llm if one is set."
    ),
]
TopOption = Annotated[int, typer.Option(min=1, max=10, help="How many papers.")]
FormatOption = Annotated[
    Format, typer.Option("--format", help="text is for the terminal, json is lossless.")
]
OutOption = Annotated[
    Path | None, typer.Option("--out", help="Write to this file instead of standard output.")
]
ImagesOption = Annotated[
    Path | None,
    typer.Option(help="Where Markdown's thumbnails go. Default: images/ beside --out."),
]
LayoutOption = Annotated[
    Literal["thread", "paper-threads"] | None,
    typer.Option(
        help="thread: one message, the papers in its thread. paper-threads: one for each. "
        "Default: PAPERS_LAYOUT, else thread."
    ),
]
DateOption = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="YYYY-MM-DD", help="A UTC day. Default: the newest with papers."
    ),
]
Document = Annotated[
    str,
    typer.Argument(metavar="ID-or-FILE", help="Such as 2602.10388, an address, or paper.pdf."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AnswerEngineOption = Annotated[
    Literal["auto", "llm", "extractive"],
    typer.Option(
        help="llm: a model answers. extractive: the nearest passages. auto: llm if one is set."
    ),
]


def given_options(context: typer.Context, *, but: set[str]) -> str:
    """The options that were typed, except for some."""
    typed = (
        parameter
        for parameter in context.command.params
        if parameter.name not in but
        and str(context.get_parameter_source(parameter.name or "")).endswith("COMMANDLINE")
    )
    return ", ".join(parameter.opts[0] for parameter in typed)
