"""Pictures of a digest's papers: what is missing is told and stops nothing."""

from bot.use_cases.thumbnails import fetch_thumbnails
from tests.builders import digest, entry
from tests.fakes import FakeThumbnails, Heard


async def test_a_missing_picture_is_told(heard: Heard) -> None:
    """The others come."""
    pictures = FakeThumbnails({"2602.00001": b"jpeg"})

    got = await fetch_thumbnails(digest(entry(1), entry(2)), pictures, heard)

    assert got == {"2602.00001": b"jpeg"}
    assert heard.degraded == ["no thumbnail for 2602.00002: 2602.00002 has no thumbnail"]


async def test_an_empty_digest_fetches_nothing(heard: Heard) -> None:
    """Nor does it speak of fetching."""
    assert await fetch_thumbnails(digest(), FakeThumbnails(), heard) == {}
    assert heard.steps == []
