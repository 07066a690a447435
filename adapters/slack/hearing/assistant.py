"""The assistant pane: what it greets with, what it suggests to ask, and what a thread is called.

<https://docs.slack.dev/ai/developing-ai-apps>
"""

from typing import Any

import structlog

from adapters.slack.hearing.desk import Desk
from bot.domain.base import clip
from bot.domain.conversation import Thread, ThreadPaper
from bot.domain.digest import Digest
from bot.domain.errors import PlatformError, ShutOut
from bot.domain.place import Place
from bot.ports.inbound import DigestWish
from bot.ports.progress import logged
from bot.presentation.catalogue import catalogue
from bot.presentation.digest import channel_message
from bot.presentation.heard import line_message

_log = structlog.get_logger()

_TITLE = 80  # characters
_LIKELY = 5  # papers of a day that is not known yet


class Assistant:
    """Greets whoever opens the pane."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def open(self, event: dict[str, Any]) -> None:
        """A thread was begun in the pane."""
        desk, begun = self._desk, event["assistant_thread"]
        place = desk.place(begun["channel_id"], begun["thread_ts"])
        tell = desk.telling(desk.platform, place, desk.language)
        await desk.once(
            f"slack/assistant/{place.channel}/{place.thread}",
            lambda: desk.work.start(self._greet(place), tell),
        )

    async def _greet(self, place: Place) -> None:
        """With what is known, at once; a newer digest follows when it is made, which takes a while."""
        desk = self._desk
        known = await desk.app.newest(desk.language)
        await self._suggest(place, len(known.entries) if known else _LIKELY)
        if known is None:
            await adorn(desk, place, "setStatus", status=catalogue(desk.language).answer.reading)
        else:
            await self._show(known, place)
        newest = await desk.app.digest(DigestWish(), logged)
        if known is None or newest.date != known.date:
            await self._show(newest, place)
            await self._suggest(place, len(newest.entries))

    async def _show(self, digest: Digest, place: Place) -> None:
        desk, words = self._desk, catalogue(digest.language).chat
        papers = tuple(ThreadPaper.of(entry) for entry in digest.entries)
        if papers:
            await desk.app.open_thread(Thread(place=place, language=digest.language, papers=papers))
        greeting = [line_message(words.greeting)] if papers else []
        messages = [*greeting, channel_message(digest)]
        await desk.show(desk.platform, place, messages, key=f"greeting/{digest.date}")

    async def _suggest(self, place: Place, papers: int) -> None:
        """Questions about so many papers. What is asked before they are known waits for them."""
        words = self._desk.words
        asked = (words.ask_idea, words.ask_gain, words.ask_code)[:papers]
        prompts = [{"title": text, "message": text} for text in (*asked, words.ask_help)]
        await adorn(self._desk, place, "setSuggestedPrompts", prompts=prompts)


async def name_thread(desk: Desk, place: Place, question: str) -> None:
    """Call a thread of the pane by its first question."""
    thread = await desk.app.thread(place)
    if thread and await desk.app.first_time(f"slack/title/{place.channel}/{place.thread}"):
        await adorn(desk, place, "setTitle", title=clip(question, _TITLE))


async def adorn(desk: Desk, place: Place, what: str, **given: Any) -> None:
    """An ornament: where Slack does not allow it, such as on a free plan, all else goes on."""
    try:
        await desk.calls.write(
            f"assistant.threads.{what}", channel_id=place.channel, thread_ts=place.thread, **given
        )
    except ShutOut:
        raise
    except PlatformError as error:
        _log.info("no ornament", what=what, reason=str(error))
