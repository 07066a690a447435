"""What Discord takes as embeds.

https://docs.discord.com/developers/resources/message#embed-object-embed-limits
"""

from collections.abc import Iterator
from typing import Any

from tests.servers.discord.refusals import invalid, too_long

Payload = dict[str, Any]

MOST, MOST_FIELDS, MOST_TEXT = 10, 25, 6_000
_LENGTHS = {
    "title": 256,
    "description": 4_096,
    "footer.text": 2_048,
    "author.name": 256,
}
_FIELD = {"name": 256, "value": 1_024}


def check_embeds(embeds: list[Payload]) -> None:
    """Raises `Refusal` for what is too long, alone or together."""
    if len(embeds) > MOST:
        raise too_long("embeds", MOST)
    total = 0
    for n, embed in enumerate(embeds):
        if len(embed.get("fields") or ()) > MOST_FIELDS:
            raise too_long(f"embeds.{n}.fields", MOST_FIELDS)
        for path, text, most in _texts(embed):
            if len(text) > most:
                raise too_long(f"embeds.{n}.{path}", most)
            total += len(text)
    if total > MOST_TEXT:
        message = f"Embed size exceeds maximum size of {MOST_TEXT}"
        raise invalid("embeds", "MAX_EMBED_SIZE_EXCEEDED", message)


def _texts(embed: Payload) -> Iterator[tuple[str, str, int]]:
    for path, most in _LENGTHS.items():
        at: Any = embed
        for name in path.split("."):
            at = (at or {}).get(name)
        yield path, at or "", most
    for n, field in enumerate(embed.get("fields") or ()):
        for name, most in _FIELD.items():
            text = field.get(name)
            if not text:
                raise invalid(f"fields.{n}.{name}", "BASE_TYPE_REQUIRED", "This field is required")
            yield f"fields.{n}.{name}", text, most
