"""The pictures of a digest's papers."""

import asyncio
from collections.abc import Mapping

from bot.domain.digest import Digest
from bot.domain.errors import SourceError
from bot.domain.paper import PaperRef
from bot.ports.inbound import Progress, Step
from bot.ports.outbound import Thumbnails


async def fetch_thumbnails(
    digest: Digest, gateway: Thumbnails, progress: Progress
) -> Mapping[str, bytes]:
    """JPEG bytes by paper id. A missing one is reported, never an error."""

    async def fetch(paper: PaperRef) -> tuple[str, bytes] | None:
        try:
            return paper.id, await gateway.fetch(paper)
        except SourceError as error:
            progress(
                Step(stage="degraded", subject=f"no thumbnail for {paper.id}", detail=str(error))
            )
            return None

    if digest.entries:
        progress(Step(stage="thumbnail", subject=f"thumbnails ({len(digest.entries)})"))
    got = await asyncio.gather(*(fetch(entry.paper) for entry in digest.entries))
    return dict(pair for pair in got if pair)
