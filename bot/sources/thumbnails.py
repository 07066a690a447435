"""Pictures of papers, re-encoded so that nothing but pixels passes through."""

import asyncio
import io
import struct
from urllib.parse import urlsplit

from PIL import Image

from bot.domain.errors import NotFound, SourceError
from bot.domain.paper import PaperRef
from bot.sources.fetch import Fetcher

_HOST = "cdn-thumbnails.huggingface.co"
_MAX_BYTES = 8 * 2**20
_MAX_PIXELS = 16_000_000
_LARGEST_SIDE = 1200
# What Pillow's decoders are known to raise for broken files.
_BROKEN = (OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, struct.error)
# Pillow's own limit only warns; `as_jpeg` refuses by the header, before a pixel is decoded.
Image.MAX_IMAGE_PIXELS = None


class HuggingFaceThumbnails:
    """`Thumbnails` from Hugging Face's thumbnail host, which `base` stands for."""

    def __init__(self, fetcher: Fetcher, base: str) -> None:
        self._fetcher = fetcher
        self._base = base.rstrip("/")
        self._one_at_a_time = asyncio.Semaphore(1)  # a decoded picture takes megabytes

    async def fetch(self, paper: PaperRef) -> bytes:
        """The paper's thumbnail as a JPEG, its longer side at most 1,200 pixels."""
        address = urlsplit(paper.thumbnail_url or "")
        if address.hostname != _HOST:
            raise NotFound(f"{paper.id} has no thumbnail")
        body = await self._fetcher.get(
            f"{self._base}{address.path}", lambda body: body, max_bytes=_MAX_BYTES
        )
        async with self._one_at_a_time:
            return await asyncio.to_thread(as_jpeg, body)


def as_jpeg(body: bytes) -> bytes:
    """Any picture Pillow reads, up to 16 megapixels, as a JPEG without metadata."""
    try:
        with Image.open(io.BytesIO(body), formats=("PNG", "JPEG", "WEBP", "GIF")) as picture:
            if picture.width * picture.height > _MAX_PIXELS:
                raise SourceError(f"the thumbnail has {picture.width}x{picture.height} pixels")
            picture.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
            flat = _on_white(picture) if picture.has_transparency_data else picture.convert("RGB")
    except _BROKEN as error:
        raise SourceError(f"the thumbnail is no usable picture ({len(body)} bytes)") from error
    flat.info.clear()  # comments, profiles and other metadata would be saved with it
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=85)
    return out.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    flat = Image.new("RGB", picture.size, "white")
    rgba = picture.convert("RGBA")
    flat.paste(rgba, mask=rgba.getchannel("A"))
    return flat
