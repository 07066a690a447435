"""Opens the sources: one HTTP session under all of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from bot.domain.base import single_line
from bot.ports.keeping import Pace
from bot.ports.outbound import Clock, FullText, PaperRecords, PaperSource, Thumbnails
from bot.sources.arxiv import ArxivRecords
from bot.sources.fetch import Fetcher
from bot.sources.full_text import ArxivText
from bot.sources.huggingface import HuggingFacePapers
from bot.sources.sample import SamplePapers
from bot.sources.thumbnails import HuggingFaceThumbnails


@dataclass(frozen=True)
class Sources:
    """The gateways. `sample` is the bundled day, which needs no network."""

    papers: PaperSource
    sample: PaperSource
    records: PaperRecords
    full_text: FullText
    thumbnails: Thumbnails


@asynccontextmanager
async def open_sources(
    *,
    huggingface: str,
    huggingface_thumbnails: str,
    arxiv_api: str,
    arxiv: str = "https://arxiv.org",
    token: str | None,
    contact: str | None,
    seconds: float,
    pace: Pace,
    clock: Clock,
) -> AsyncIterator[Sources]:
    """The sources at these base addresses, over one session that is closed at the end.

    `seconds` without an answer end an attempt. `contact` goes into the User-Agent, as arXiv asks
    (<https://info.arxiv.org/help/api/tou.html>).
    """
    agent = "daily-papers-bot/0.1" + (f" ({single_line(contact)})" if contact else "")
    timeout = aiohttp.ClientTimeout(
        total=3 * seconds, sock_connect=min(5.0, seconds), sock_read=seconds
    )
    async with aiohttp.ClientSession(
        timeout=timeout, headers={"User-Agent": agent}, trust_env=True
    ) as session:
        fetcher = Fetcher(session, clock, [huggingface, huggingface_thumbnails, arxiv_api, arxiv])
        yield Sources(
            papers=HuggingFacePapers(fetcher, clock, huggingface, token),
            sample=SamplePapers(),
            records=ArxivRecords(fetcher, pace, arxiv_api),
            full_text=ArxivText(fetcher, pace, arxiv),
            thumbnails=HuggingFaceThumbnails(fetcher, huggingface_thumbnails),
        )
