"""`papers text`: what was read of a paper or a file."""

from rich.console import Console
from rich.text import Text

from adapters.cli.document import document_of
from adapters.cli.run import with_app
from bot.domain.evidence import PaperText, Passage, PassageKind, TextForm
from bot.domain.language import Language
from bot.ports.inbound import PapersApp, Progress
from bot.presentation.catalogue import catalogue

_FORMS = {
    TextForm.ABSTRACT: "abstract only",
    TextForm.HTML: "full text, from HTML",
    TextForm.PDF: "full text, from PDF",
}
_OFFSET = 9  # columns
_NARROWEST = 20  # columns


def show_text(what: str, *, as_json: bool) -> None:
    """Print what is read of a paper or a file: its sections and passages with their offsets."""
    document = document_of(what)

    async def use(app: PapersApp, progress: Progress) -> PaperText:
        if document is not None:
            return await app.read_document(document)
        return await app.text(what, progress)

    text = with_app(use)
    if as_json:
        print(text.model_dump_json(indent=2))
    else:
        _print(text)


def _print(text: PaperText) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    console.print(Text(text.title or "Untitled", style="bold cyan"))
    characters = sum(len(passage.text) for passage in text.passages)
    facts = [
        _FORMS[text.form],
        f"{len(text.passages)} passage{'s' if len(text.passages) != 1 else ''}",
        f"{characters:,} characters",
    ]
    if text.paper_id:
        version = f"v{text.version}" if text.version else ""
        facts.insert(0, f"arXiv {text.paper_id}{version}")
    console.print(Text(" · ".join(facts), style="dim"))
    if text.lacking:
        why = catalogue(Language.EN).provenance.lacking[text.lacking]
        console.print(Text(why, style="yellow"))
    heading = ""
    for passage in text.passages:
        here = passage.heading
        if here != heading:
            console.print(Text(f"\n{here}", style="bold"))
            heading = here
        _print_passage(passage, console)


def _print_passage(passage: Passage, console: Console) -> None:
    """The offset in the margin, the text beside it; what is no paragraph says what it is."""
    margin = f"{passage.start:>{_OFFSET - 2},}  "
    said = Text()
    if passage.kind is not PassageKind.PARAGRAPH:
        said.append(f"[{passage.kind}] ", style="green")
    said.append(passage.text)
    for line in said.wrap(console, max(console.width - _OFFSET, _NARROWEST)):
        line.rstrip()
        console.print(Text(margin, style="dim") + line, no_wrap=True, overflow="ignore")
        margin = " " * _OFFSET
