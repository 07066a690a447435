"""Does what a command says. What is for its asker alone comes back; a channel gets an edition."""

import datetime as dt
from typing import assert_never

from bot.domain.command import (
    Ask,
    Command,
    Date,
    ForgetMe,
    Help,
    Search,
    ShowPaper,
    ShowStatus,
    Today,
    Week,
)
from bot.domain.delivery import Delivered, DeliveredKind, DeliveryKey, DeliveryState
from bot.domain.digest import Edition
from bot.domain.message import Message
from bot.ports.inbound import Asker, DigestWish, EngineChoice, EntryWish, PapersApp, Progress
from bot.ports.keeping import Deliveries
from bot.ports.outbound import Platform
from bot.presentation.commands import (
    forgotten_message,
    found_message,
    status_message,
)
from bot.presentation.digest import channel_message, paper_message
from bot.presentation.editions import delivered_message, list_to_post, list_with_live


def costs(command: Command) -> bool:
    """Whether a model may have to work for one person: more than the digest that all share."""
    match command:
        case ShowPaper() | Date() | Week() | Today(live=True):
            return True
        case _:
            return False


class Commands:
    """Runs the commands of one asker on one platform."""

    def __init__(
        self,
        app: PapersApp,
        deliveries: Deliveries,
        asker: Asker,
        platform: Platform,
        progress: Progress,
        engine: EngineChoice,
    ) -> None:
        self._app = app
        self._deliveries = deliveries
        self._asker = asker
        self._platform = platform
        self._progress = progress
        self._wish = DigestWish(language=asker.language, engine=engine)

    async def run(self, command: Command) -> list[Message]:
        """What the asker is shown; nothing where the channel shows it.

        Raises a `PapersBotError`, and `ValueError` for a question: that is heard, not run.
        """
        match command:
            case Today() | Date() | Week():
                return await self._edition(command)
            case ShowPaper() | Search() | ShowStatus() | ForgetMe() | Help():
                return [await self._message(command)]
            case Ask():
                raise ValueError("a question is heard, not run")
            case _:
                assert_never(command)

    async def _message(self, command: ShowPaper | Search | ShowStatus | ForgetMe | Help) -> Message:
        app, language = self._app, self._asker.language
        match command:
            case ShowPaper(reference=reference):
                wish = EntryWish(language=language, engine=self._wish.engine)
                return paper_message(await app.paper(reference, wish, self._progress), language)
            case Search(words=words):
                return found_message(words, await app.search(words), language)
            case ShowStatus():
                return status_message(await app.status(), language)
            case ForgetMe():
                who = self._asker
                count = await app.forget_me(who.place, who.author, everywhere=who.same_everywhere)
                return forgotten_message(count, language)
            case Help():
                return app.help(language)

    async def _edition(self, command: Today | Date | Week) -> list[Message]:
        match command:
            case Today(live=True):
                live = self._wish.model_copy(update={"edition": Edition.LIVE})
                return [channel_message(await self._app.digest(live, self._progress))]
            case Today():
                return await self._today()
            case Date(date=date):
                return await self._date(date)
            case Week():
                return [channel_message(await self._app.week(self._wish, self._progress))]

    async def _today(self) -> list[Message]:
        """The newest edition goes to all in the channel: in the product's language, not one's own."""
        if self._asker.direct:
            digest = await self._app.digest(self._wish, self._progress)
            return [list_with_live(digest, self._asker.language)]
        wish = self._wish.model_copy(update={"language": None})
        digest = await self._app.digest(wish, self._progress)
        if not digest.entries:
            return [channel_message(digest)]
        channel = self._asker.place.surroundings
        done = await self._app.deliver(digest, channel, self._platform)
        if done.kind is DeliveredKind.POSTED:
            return []
        return [await self._told(done), list_with_live(digest, self._asker.language)]

    async def _date(self, date: dt.date) -> list[Message]:
        digest = await self._app.digest(
            self._wish.model_copy(update={"date": date}), self._progress
        )
        if not digest.entries or self._asker.direct:
            return [channel_message(digest)]
        done = await self._in_channel(digest.date)
        if done is None:
            return [list_to_post(digest, self._asker.language)]
        return [await self._told(done), channel_message(digest)]

    async def _in_channel(self, date: dt.date) -> Delivered | None:
        """The delivery of a date; none where there is none, or nobody has seen anything of it."""
        place = self._asker.place
        key = DeliveryKey(
            platform=place.platform,
            workspace=place.workspace,
            channel=place.channel,
            edition_date=date,
        )
        kept = await self._deliveries.delivery(key)
        if kept is not None and kept.state is DeliveryState.REMOVED:
            return Delivered(kind=DeliveredKind.REMOVED, delivery=kept)
        if kept is None or kept.header is None:
            return None
        return Delivered(kind=DeliveredKind.THERE, delivery=kept)

    async def _told(self, done: Delivered) -> Message:
        """One that was deleted by hand is not there, whatever the store says."""
        language = self._asker.language
        done = await self._app.locate(done, self._platform)
        return delivered_message(done, language, self._platform.how_to_invite(language))
