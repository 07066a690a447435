"""`PapersApp`, of its parts."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator

from bot.app.channels import Channels
from bot.app.papers import Papers
from bot.app.parts import Parts
from bot.app.talk import Talk
from bot.domain.command import Command
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import Place, PostRef
from bot.domain.status import Status
from bot.ports.inbound import Asker, Check, EngineChoice, EntryWish, Progress
from bot.ports.outbound import Clock, Platform
from bot.presentation.commands import help_message
from bot.use_cases.doctor import examine
from bot.use_cases.forget import forget_old, forget_old_deliveries
from bot.use_cases.run import Commands, costs
from bot.use_cases.share import share
from bot.use_cases.status import status


class App(Papers, Talk, Channels):
    """`PapersApp` over what is open."""

    def __init__(self, parts: Parts) -> None:
        Papers.__init__(self, parts)
        Talk.__init__(self, parts, self.rating, self.fetch_list)
        Channels.__init__(self, parts)
        self._parts = parts

    async def status(self) -> Status:
        """Figures of the running UTC day."""
        parts = self._parts
        return await status(
            store=parts.storage.store,
            conversations=parts.storage.conversations,
            archive=parts.storage.archive,
            clock=parts.clock,
            daily_tokens=parts.settings.papers_daily_tokens,
            retention_days=parts.settings.papers_keep_days,
        )

    def help(self, language: Language) -> Message:
        """The commands, and what is kept of whoever uses them."""
        settings = self._parts.settings
        return help_message(
            language,
            keep_days=settings.papers_keep_days,
            asks_model=settings.wants_model,
            privacy=settings.papers_privacy_url,
        )

    async def doctor(self) -> AsyncIterator[Check]:
        """Whether everything needed is there and works."""
        parts, settings = self._parts, self._parts.settings
        yield Check(
            name="settings",
            state="good",
            finding=f"language {settings.papers_language}, data in {settings.papers_data_dir}, "
            f"questions kept {settings.papers_keep_days} days",
        )
        checks = examine(
            source=parts.sources.papers,
            records=parts.sources.records,
            model=await parts.engines.model("auto"),
            store=parts.storage.store,
            clock=parts.clock,
            embeddings=parts.engines.embeddings,
        )
        async for check in checks:
            yield check

    async def run(
        self,
        command: Command,
        asker: Asker,
        platform: Platform,
        progress: Progress,
        engine: EngineChoice = "auto",
    ) -> list[Message]:
        """Do what a command says; what is for its asker alone comes back."""
        now, deliveries = self.clock.now(), self._parts.storage.deliveries
        if costs(command):
            await self._conversations.count(asker.place, asker.author, now, self._limits)
        commands = Commands(self, deliveries, asker, platform, progress, engine)
        return await commands.run(command)

    async def share(
        self,
        reference: str,
        place: Place,
        language: Language,
        platform: Platform,
        progress: Progress,
        message: str | None = None,
    ) -> PostRef:
        """Post the entry of a paper into a thread."""
        entry = await self.paper(reference, EntryWish(language=language), progress)
        return await share(
            entry,
            place,
            language,
            platform=platform,
            conversations=self._parts.storage.conversations,
            clock=self.clock,
            message=message,
        )

    @property
    def clock(self) -> Clock:
        """The product's time."""
        return self._parts.clock

    async def forget_old(self) -> int:
        """Delete what was asked before the configured number of days, and very old deliveries."""
        parts = self._parts
        await forget_old_deliveries(parts.storage.deliveries, parts.clock)
        return await forget_old(
            parts.settings.papers_keep_days, parts.storage.conversations, parts.clock
        )

    async def resume(self, name: str, platform: Platform, progress: Progress) -> None:
        """Go on with what a crash left. A question does not wait for a delivery that has to."""
        ends = await asyncio.gather(
            self._deliverer.resume(name, platform),
            self._resume_questions(name, platform, progress),
            self.remove_orphans(name, platform),
            return_exceptions=True,
        )
        for end in ends:
            if end is not None:
                raise end

    def today(self) -> dt.date:
        """The running UTC day."""
        return self._parts.clock.now().date()
