"""What is kept between builds, as objects. What an older program wrote in another form is missing."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.ports.keeping import Store

Kept = TypeVar("Kept", bound=BaseModel)


async def keep(store: Store, kind: str, key: str, value: BaseModel) -> None:
    """Keep an object under a key."""
    await store.cache(kind, key, value.model_dump_json())


async def kept(store: Store, kind: str, key: str, form: type[Kept]) -> Kept | None:
    """The object under a key, none when there is none."""
    text = await store.cached(kind, key)
    try:
        return None if text is None else form.model_validate_json(text)
    except ValidationError:
        return None
