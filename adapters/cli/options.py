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
