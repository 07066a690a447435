"""Everything digested: kept, and searched."""

from bot.domain.digest import Digest, Edition
from bot.domain.errors import Trouble, UsageError
from bot.domain.found import Found
from bot.ports.keeping import Archive

_MOST = 10


async def keep_digest(digest: Digest, archive: Archive) -> None:
    """Keep the entries of a settled digest. A sample is nothing to be found. Raises `StoreError`."""
    if digest.edition is Edition.SETTLED:
        for entry in digest.entries:
            if entry.provenance is not None and not entry.provenance.sample:
                await archive.keep_entry(digest.date, digest.language, entry)


async def search(words: str, archive: Archive) -> list[Found]:
    """The best ten papers. Raises `UsageError` when there is no word, `StoreError`."""
    if not words.strip():
        raise UsageError(
            "there is nothing to search for; give words such as: sparse attention",
            trouble=Trouble.NO_WORDS,
        )
    return await archive.search(words, _MOST)
