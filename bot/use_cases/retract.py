"""A message was deleted: its question is forgotten at once, its answer removed behind."""

import structlog

from bot.domain.conversation import Orphan, QuestionState
from bot.domain.errors import Gone, InDoubt, NotSent, Rejected
from bot.domain.place import Place
from bot.ports.keeping import Conversations
from bot.ports.outbound import Platform

_log = structlog.get_logger()


async def retract(place: Place, message: str, conversations: Conversations) -> bool:
    """Forget the question that a message asked; whether it asked one.

    Where another message named its paper, the question stands there in the same words: that goes
    along. Raises `StoreError`.
    """
    question = await conversations.question(place, message)
    if question is not None and question.state is QuestionState.PICKED_UP:
        for other in await conversations.questions(place):
            if other.picks_up == message:
                await conversations.forget_question(place, other.message)
    await conversations.forget_question(place, message)
    return question is not None


async def remove_orphans(name: str, platform: Platform, conversations: Conversations) -> None:
    """Remove the answers of a platform whose questions were taken back.

    What it does not take for now is left to the next time; what it refuses is given up. Raises
    `ShutOut` and `StoreError`.
    """
    for orphan in await conversations.orphans(name):
        await _remove(orphan, platform, conversations)


async def _remove(orphan: Orphan, platform: Platform, conversations: Conversations) -> None:
    try:
        await platform.delete_answer(orphan)
    except (NotSent, InDoubt) as error:
        _log.warning("an answer without its question is not removed yet", because=str(error))
        return
    except (Gone, Rejected) as error:
        _log.warning("an answer without its question stays", because=str(error))
    await conversations.forget_orphan(orphan)
