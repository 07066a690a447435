"""What is open, and what stands on it."""

from contextlib import AsyncExitStack

from bot.engines import Engines, Gateways
from bot.ports.outbound import Clock
from bot.reading.reader import TextReader
from bot.settings import Settings
from bot.sources.gateway import Sources
from bot.storage import Storage
from bot.use_cases.deliver import Deliverer
from bot.use_cases.find import PaperFinder
from bot.use_cases.reading import Reading


class Parts:
    """Everything that more than one use of the product needs."""

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        sources: Sources,
        clock: Clock,
        stack: AsyncExitStack,
    ) -> None:
        self.settings = settings
        self.storage = storage
        self.sources = sources
        self.clock = clock
        self.texts = texts = TextReader(sources.full_text, storage.store, clock)
        self.engines = Engines(Gateways(settings, storage.store, sources, texts, clock), stack)
        self.finder = PaperFinder(sources.papers, sources.records)
        self.reading = Reading(self.finder, texts, sources.full_text)
        self.deliverer = Deliverer(
            storage.deliveries, storage.conversations, storage.archive, storage.store, clock
        )
