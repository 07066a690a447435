"""Pictures from outside: only pixels come through, and not too many."""

import io
import zlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from PIL import Image

from bot.domain.errors import NotFound, SourceError
from bot.ports.outbound import Thumbnails
from bot.sources.thumbnails import as_jpeg
from tests.builders import ref
from tests.fakes import FakeClock
from tests.gateways import sources_at
from tests.servers.loopback import body
from tests.servers.upstream import Upstream

PICTURE = "https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2602.00001.png"
PATH = "/social-thumbnails/papers/2602.00001.png"


@pytest.fixture
async def thumbnails(upstream: Upstream, clock: FakeClock) -> AsyncIterator[Thumbnails]:
    async with sources_at(upstream, clock) as sources:
        yield sources.thumbnails


def picture(form: str, mode: str = "RGB", size: tuple[int, int] = (60, 40), **how: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, how.pop("color", 0)).save(out, form, **how)
    return out.getvalue()


def with_empty_profile(png: bytes) -> bytes:
    """A colour profile of no bytes behind the pixels: Pillow stumbles over it."""
    chunk = b"iCCP"
    return png[:-12] + bytes(4) + chunk + zlib.crc32(chunk).to_bytes(4, "big") + png[-12:]


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg), formats=["JPEG"])


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        *(("PNG", mode) for mode in ("RGB", "P", "LA", "1", "I;16")),
        *(("JPEG", mode) for mode in ("L", "CMYK")),
        ("WEBP", "RGBA"),
        ("GIF", "P"),
    ],
)
def test_any_usual_picture_becomes_a_jpeg(form: str, mode: str) -> None:
    """Hugging Face has served four formats; every platform shows a JPEG."""
    jpeg = opened(as_jpeg(picture(form, mode)))

    assert (jpeg.mode, jpeg.size) == ("RGB", (60, 40))


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((2400, 1296), (1200, 648)),
        ((600, 2400), (300, 1200)),
        ((30, 20), (30, 20)),
        ((1, 9000), (1, 1200)),
    ],
)
def test_a_large_picture_is_made_smaller(size: tuple[int, int], shown: tuple[int, int]) -> None:
    """At most 1,200 pixels on the longer side; a small one is not blown up."""
    assert opened(as_jpeg(picture("PNG", size=size))).size == shown


@pytest.mark.parametrize(
    ("form", "mode", "how"),
    [
        ("PNG", "RGBA", {"color": (200, 0, 0, 0)}),
        ("PNG", "P", {"transparency": 0}),
        ("GIF", "P", {"transparency": 0}),
        ("WEBP", "RGBA", {"color": (0, 0, 0, 0)}),
    ],
)
def test_what_is_transparent_becomes_white(form: str, mode: str, how: dict[str, Any]) -> None:
    """Dark text on nothing would be black on black."""
    assert opened(as_jpeg(picture(form, mode, **how))).getpixel((5, 5)) == (255, 255, 255)


def test_nothing_but_pixels_passes() -> None:
    """Places and names in a picture's metadata are nobody's business."""
    exif = Image.Exif()
    exif[0x010E] = "a private remark"

    jpeg = as_jpeg(picture("JPEG", exif=exif, comment=b"another remark"))

    assert b"remark" not in jpeg


def test_a_picture_too_large_is_refused_by_its_header() -> None:
    """A few bytes may stand for gigabytes of pixels: none of them is decoded."""
    huge = picture("PNG", "1", (20_000, 1_000))

    with pytest.raises(SourceError, match="20000x1000 pixels"):
        as_jpeg(huge[: len(huge) // 2])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>not here</html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        picture("BMP"),
        picture("TIFF"),
        picture("PDF"),
        picture("PNG")[:60],
        picture("JPEG")[:300],
        picture("GIF")[:30],
        picture("WEBP")[:30],
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 40,
        with_empty_profile(picture("PNG")),
    ],
    ids="nothing page svg bmp tiff pdf png-cut jpeg-cut gif-cut webp-cut zeros profile".split(),
)
def test_what_is_no_usual_picture_is_refused(content: bytes) -> None:
    """Other decoders have more holes; a broken file is one line."""
    with pytest.raises(SourceError, match=r"no usable picture \(\d+ bytes\)"):
        as_jpeg(content)


async def test_a_paper_has_its_picture(upstream: Upstream, thumbnails: Thumbnails) -> None:
    """Only the path is the paper's to choose: the host is the configured one."""
    jpeg = await thumbnails.fetch(ref(thumbnail_url=f"{PICTURE}?size=huge"))

    assert opened(jpeg).size == (1200, 648)
    assert [str(request.rel_url) for request in upstream.requests] == [PATH]


@pytest.mark.parametrize(
    "address",
    [
        None,
        "https://example.org/x.png",
        "https://cdn-thumbnails.huggingface.co.example.org/x.png",
        "https://cdn-thumbnails.huggingface.co@example.org/x.png",
        "http://169.254.169.254/latest/meta-data",
    ],
)
async def test_a_picture_on_another_host_is_not_fetched(
    upstream: Upstream, thumbnails: Thumbnails, address: str | None
) -> None:
    """An entry cannot make us read an address of its choice."""
    with pytest.raises(NotFound, match="has no thumbnail"):
        await thumbnails.fetch(ref(thumbnail_url=address))
    assert upstream.requests == []


async def test_a_web_page_instead_of_a_picture_is_an_error(
    upstream: Upstream, thumbnails: Thumbnails
) -> None:
    """The digest goes on without it."""
    upstream.next(PATH, body(b"<html>", "image/png"))

    with pytest.raises(SourceError, match="no usable picture"):
        await thumbnails.fetch(ref(thumbnail_url=PICTURE))
