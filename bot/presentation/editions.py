"""What who asks for an edition is told alone: that it is in the channel, or why it is not."""

from typing import assert_never

from bot.domain.delivery import Delivered, DeliveredKind
from bot.domain.digest import Digest
from bot.domain.errors import PlatformProblem
from bot.domain.language import Language
from bot.domain.message import Action, Actions, Message, Paragraph, Span
from bot.presentation.catalogue import catalogue
from bot.presentation.digest import channel_message
from bot.presentation.heard import line_message
from bot.presentation.problems import problem_line


def delivered_message(done: Delivered, language: Language, how_to_invite: str = "") -> Message:
    """What came of a wish to have an edition in a channel, in one line; its link leads to it."""
    words = catalogue(language).commands
    match done.kind:
        case DeliveredKind.POSTED | DeliveredKind.THERE:
            line = words.there
        case DeliveredKind.UNDER_WAY:
            line = words.under_way
        case DeliveredKind.REMOVED:
            line = words.taken_down
        case DeliveredKind.FAILED | DeliveredKind.EMPTY:
            reason = done.delivery.reason if done.delivery else None
            problem = PlatformProblem(reason) if reason else PlatformProblem.REFUSED
            line = f"{words.not_posted} {problem_line(problem, language, how_to_invite)}"
        case _:
            assert_never(done.kind)
    if done.link is None:
        return line_message(line)
    spans = (Span(text=f"{line} "), Span(text=words.open_there, link=done.link))
    return Message(summary=line, blocks=(Paragraph(text=spans),))


def list_with_live(digest: Digest, language: Language) -> Message:
    """The short list, with a button for that of the running day."""
    label = catalogue(language).commands.show_live
    return with_button(channel_message(digest), Action(action="live", subject="live", label=label))


def list_to_post(digest: Digest, language: Language) -> Message:
    """The short list of a day, with a button that posts it to the channel."""
    label = catalogue(language).commands.post_here
    action = Action(action="post", subject=digest.date.isoformat(), label=label)
    return with_button(channel_message(digest), action)


def with_button(message: Message, button: Action) -> Message:
    """A message with one more button: in its last row, where it ends with one."""
    *above, last = message.blocks
    row = last.actions if isinstance(last, Actions) else ()
    kept = above if row else message.blocks
    return message.model_copy(update={"blocks": (*kept, Actions(actions=(*row, button)))})
