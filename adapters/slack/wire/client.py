"""The client of Slack's Web API: one session, ten seconds, nothing sent twice behind our back."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

SECONDS = 10

# slack_sdk's debug lines hold what is posted, and the addresses that need no token to post to
quiet = logging.getLogger(__name__)
quiet.setLevel(logging.WARNING)


@asynccontextmanager
async def open_client(
    token: str | None, api_url: str | None = None, *, seconds: float = SECONDS
) -> AsyncIterator[AsyncWebClient]:
    """A client at `api_url` (Slack's own unless told), with slack_sdk's proxy settings.

    `seconds` is how long one call may take in all. Its retry handlers are off: they send a post again whose answer was lost, and it stands there
    twice. A wrong token shows with the first call.
    """
    timeout = aiohttp.ClientTimeout(total=seconds)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        yield AsyncWebClient(
            token=token,
            base_url=api_url or AsyncWebClient.BASE_URL,
            timeout=SECONDS,
            session=session,
            retry_handlers=[],
            logger=quiet,
        )
