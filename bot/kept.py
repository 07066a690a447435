"""What is kept between builds, as objects. What an older program wrote in another form is missing."""

import hashlib
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.aside import aside
from bot.ports.keeping import Store

_LONG = 50_000  # characters: reading them takes some milliseconds

Kept = TypeVar("Kept", bound=BaseModel)


def key_of(*parts: str) -> str:
    """A key of fixed length for what is told apart by these parts."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


async def keep(store: Store, kind: str, key: str, value: BaseModel) -> None:
    """Keep an object under a key."""
    await store.cache(kind, key, value.model_dump_json())


async def kept(store: Store, kind: str, key: str, form: type[Kept]) -> Kept | None:
    """The object under a key, none when there is none."""
    text = await store.cached(kind, key)
    try:
        if text is None:
            return None
        if len(text) > _LONG:
            return await aside(form.model_validate_json, text)
        return form.model_validate_json(text)
    except ValidationError:
        return None
