"""What backs a statement: the paper's words as a quote, a record's line as a line."""

from bot.domain.base import clip
from bot.domain.evidence import Origin
from bot.domain.message import Block, Context, Quote, Span
from bot.domain.paper import Links
from bot.presentation.catalogue import Catalogue

_LONGEST = 1_900  # characters


def backing(
    origin: Origin,
    section: str,
    said: str,
    words: Catalogue,
    links: Links | None = None,
    mark: str = "",
) -> Block:
    """The block of one piece of evidence.

    `links` are the paper's own: one of them at the end of a record's line leads there, no other
    address does. `mark`, such as "[2] " or a paper's title, tells it from others.
    """
    said = clip(said, _LONGEST)
    if origin is Origin.PAPER:
        return Quote(text=said, source=f"{mark}{section}")
    where = f" — {mark}{words.origins[origin]}"
    name, _, address = said.rpartition(" ")
    if links and name and address in {links.code, links.project}:
        line = (Span(text=f"{name} "), Span(text=address, link=address), Span(text=where))
        return Context(text=line)
    return Context(text=(Span(text=f"{said}{where}"),))
