"""Addresses that people typed, and which of them may be posted as a paper's own."""

import re
from urllib.parse import SplitResult, urlsplit

from pydantic import TypeAdapter

from bot.domain.base import Url, single_line

_URL: TypeAdapter[str] = TypeAdapter(Url)
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+(?P<last>[a-z0-9-]{2,63})")
# What ends in a number is an IPv4 address, however it is written: <https://url.spec.whatwg.org>.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_CODE = re.compile(
    r"(?:www\.)?github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|gitee\.com|huggingface\.co"
)
_PICTURES = re.compile(r"(?:[a-z0-9-]+\.)*(?:huggingface\.co|hf\.co)")


def page_address(typed: object) -> str | None:
    """An http(s) address of a named host; none for anything else."""
    try:
        url = _URL.validate_python(single_line(typed) if isinstance(typed, str) else typed)
        return url if _has_named_host(urlsplit(url)) else None
    except ValueError:
        return None


def code_address(typed: object) -> str | None:
    """An https address of a host that is known for code."""
    return _at(_CODE, typed)


def picture_address(typed: object) -> str | None:
    """An https address of Hugging Face's; a chat platform will fetch a picture from there."""
    return _at(_PICTURES, typed)


def _at(hosts: re.Pattern[str], typed: object) -> str | None:
    url = page_address(typed)
    where = urlsplit(url or "")
    ours = where.scheme == "https" and where.port is None and hosts.fullmatch(where.hostname or "")
    return url if ours else None


def _has_named_host(address: SplitResult) -> bool:
    """Raises `ValueError` for a port or a name that is none."""
    host = (address.hostname or "").removesuffix(".").encode("idna").decode()
    name = _NAME.fullmatch(host)
    if name is None or _NUMBER.fullmatch(name["last"]) or len(host) > 253:
        return False
    return address.username is None and address.password is None and address.port != 0
