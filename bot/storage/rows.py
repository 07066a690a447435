"""How places and questions stand in the tables."""

from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from bot.domain.conversation import Answer, Question, QuestionState
from bot.domain.place import Place
from bot.storage import tables


def columns(place: Place) -> dict[str, str]:
    """A place, by column."""
    return {name: getattr(place, name) or "" for name in tables.PLACE}


def place_of(row: sa.Row[Any]) -> Place:
    """The place of a row."""
    return Place(**{name: getattr(row, name) or None for name in tables.PLACE})


def at(table: sa.Table, values: dict[str, str]) -> list[sa.ColumnElement[bool]]:
    """Where columns have these values."""
    return [table.c[name] == value for name, value in values.items()]


def question_of(row: sa.Row[Any]) -> Question | None:
    """The question of a row; none for what an older program kept in another form."""
    try:
        asked = Question.model_validate_json(row.content)
        answer = Answer.model_validate_json(row.answer) if row.answer else None
    except ValidationError:
        return None
    since = {"state": QuestionState(row.state), "post": row.post, "answer": answer}
    return asked.model_copy(update=since)
