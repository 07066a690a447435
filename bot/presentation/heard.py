"""What the bot says to a message that it does not answer."""

from bot.domain.base import clip
from bot.domain.conversation import LONGEST_QUESTION, HeardKind
from bot.domain.errors import TooMany
from bot.domain.message import Action, Actions, Block, Message, Paragraph
from bot.ports.inbound import Heard
from bot.presentation.catalogue import catalogue
from bot.presentation.digest import text
from bot.presentation.problems import failure_line

_LABEL = 60  # characters, as many as an action takes


def heard_message(heard: Heard) -> Message | None:
    """One line, with a button for each paper where one is to be chosen; none to stay silent."""
    words = catalogue(heard.language).answer
    match heard.kind:
        case HeardKind.WHICH_PAPER:
            line = words.which_paper if heard.papers else words.no_papers
            if heard.numbers:
                numbers = ", ".join(f"#{number}" for number in heard.numbers[:5])
                line = f"{words.no_such_number.replace('{numbers}', numbers)} {line}"
        case HeardKind.BEYOND:
            line = words.beyond
        case HeardKind.EMPTY:
            line = words.empty_question
        case HeardKind.TOO_LONG:
            line = words.too_long.replace("{most}", f"{LONGEST_QUESTION:,}")
        case HeardKind.TOO_MANY if heard.again_in:
            line = failure_line(TooMany(heard.again_in), heard.language)
        case HeardKind.TWO_AT_MOST:
            line = words.two_at_most
        case _:
            return None
    choice = heard.papers if heard.kind is HeardKind.WHICH_PAPER else ()
    buttons = tuple(
        Action(
            action="choose",
            subject=one.paper.id,
            label=clip(f"#{one.rank} {one.paper.title}", _LABEL),
            question=heard.message,
        )
        for one in choice
    )
    return line_message(line, *([Actions(actions=buttons)] if buttons else []))


def line_message(line: str, *below: Block) -> Message:
    """One line of the bot's, such as what went wrong, and what stands below it."""
    return Message(summary=clip(line, 500), blocks=(Paragraph(text=text(line)), *below))
