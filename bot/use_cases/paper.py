"""An entry for any arXiv paper, on Hugging Face or not."""

from bot.digest.entry import EntryMaker
from bot.domain.digest import DigestEntry
from bot.domain.language import Language
from bot.ports.inbound import Progress
from bot.use_cases.find import PaperFinder, id_of


async def paper_entry(
    reference: str,
    language: Language,
    progress: Progress,
    *,
    finder: PaperFinder,
    entries: EntryMaker,
) -> DigestEntry:
    """The entry of the paper that an id or address names."""
    paper = await finder.find(id_of(reference), progress)
    return (await entries.make([paper], language, progress, network=True))[0]
