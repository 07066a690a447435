"""How deliveries and their posts stand in the tables."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from bot.domain.conversation import ThreadPaper
from bot.domain.delivery import Delivery, DeliveryKey, DeliveryState, Layout, Part, PostState
from bot.domain.errors import PlatformProblem, StoreError
from bot.domain.language import Language
from bot.domain.message import Message
from bot.storage import tables

_PAPERS = TypeAdapter(tuple[ThreadPaper, ...])


def key_columns(key: DeliveryKey) -> dict[str, Any]:
    """A key, by column."""
    return {name: getattr(key, name) for name in tables.KEY}


def key_of(row: sa.Row[Any]) -> DeliveryKey:
    """The key of a row."""
    return DeliveryKey(**{name: getattr(row, name) for name in tables.KEY})


def post_row(position: int, part: Part) -> dict[str, object]:
    """A part, by column."""
    return {
        "position": position,
        "parent": part.parent,
        "paper": part.paper,
        "message": part.message.model_dump_json(),
        "state": part.state,
        "post": part.post,
        "tried_at": part.tried_at,
    }


def papers_column(delivery: Delivery) -> Any:
    """The papers of a delivery, as JSON."""
    return _PAPERS.dump_python(delivery.papers, mode="json")


def delivery_of(row: sa.Row[Any], posts: Sequence[sa.Row[Any]]) -> Delivery:
    """The delivery of its row and its posts'. Raises `StoreError` for a form that is not known here."""
    key = key_of(row)
    try:
        return Delivery(
            key=key,
            language=Language(row.language),
            papers=_PAPERS.validate_python(row.papers),
            parts=tuple(_part(post) for post in posts),
            layout=Layout(row.layout),
            state=DeliveryState(row.state),
            reason=PlatformProblem(row.reason) if row.reason else None,
        )
    except ValueError as error:
        raise StoreError(f"the delivery {key} was kept by another version of this bot") from error


def _part(row: sa.Row[Any]) -> Part:
    return Part(
        message=_message(row.message),
        parent=row.parent,
        paper=row.paper,
        state=PostState(row.state),
        post=row.post,
        tried_at=row.tried_at,
    )


@lru_cache(maxsize=100)
def _message(content: str) -> Message:
    """One object for what goes to many channels at once."""
    return Message.model_validate_json(content)
