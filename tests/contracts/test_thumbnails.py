"""`Thumbnails`: the fake and Hugging Face keep the same promises."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.errors import NotFound
from bot.ports.outbound import Thumbnails
from tests.builders import ref
from tests.fakes import FakeClock, FakeThumbnails
from tests.gateways import sources_at
from tests.servers.upstream import Upstream

HOST = "https://cdn-thumbnails.huggingface.co"
JPEG = b"\xff\xd8\xff"


@pytest.fixture(params=["fake", "real"])
async def thumbnails(
    request: pytest.FixtureRequest, upstream: Upstream, clock: FakeClock
) -> AsyncIterator[Thumbnails]:
    if request.param == "fake":
        yield FakeThumbnails({"2602.00001": JPEG})
        return
    async with sources_at(upstream, clock) as sources:
        yield sources.thumbnails


async def test_a_picture_is_a_jpeg(thumbnails: Thumbnails) -> None:
    """It is saved under a name that ends in .jpg, and every platform shows it."""
    address = f"{HOST}/social-thumbnails/papers/2602.00001.png"

    assert (await thumbnails.fetch(ref("2602.00001", thumbnail_url=address))).startswith(JPEG)


async def test_a_paper_without_a_picture_is_told_apart(thumbnails: Thumbnails) -> None:
    """Nothing to mend: the entry is shown without."""
    with pytest.raises(NotFound):
        await thumbnails.fetch(ref("2602.00002"))
