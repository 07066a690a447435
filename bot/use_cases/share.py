"""A paper's entry in a thread where people talk of it."""

from bot.domain.conversation import Replies, Thread, ThreadPaper
from bot.domain.digest import DigestEntry
from bot.domain.language import Language
from bot.domain.place import Place, PostRef
from bot.ports.keeping import Conversations
from bot.ports.outbound import Clock, Platform
from bot.presentation.digest import paper_message
from bot.use_cases.say import begin_thread, say


async def share(
    entry: DigestEntry,
    place: Place,
    language: Language,
    *,
    platform: Platform,
    conversations: Conversations,
    clock: Clock,
    message: str | None = None,
) -> PostRef:
    """Post an entry into a thread, where one may then ask about its paper by mention.

    A thread of the bot's own keeps its papers. `message` is the one that it is shared under where
    that may stand outside of threads. Raises what the platform refuses, `StoreError`,
    and `ValueError` for a place that is no thread.
    """
    if place.thread is None:
        raise ValueError("a paper is shared in a thread")
    if message is not None:
        await begin_thread(platform, clock, place, message, entry.paper.title)
    said = paper_message(entry, language)
    post = await say(platform, clock, place, said, f"share/{entry.paper.id}")
    if await conversations.thread(place) is None:
        paper = ThreadPaper.of(entry).model_copy(update={"post": post.id})
        await conversations.open_thread(
            Thread(place=place, language=language, papers=(paper,), replies=Replies.MENTION)
        )
    return post
