"""How a server is asked for structured output."""

from enum import StrEnum
from typing import Any

import pytest
from pydantic import BaseModel, Field

from bot.digest.extract import Extraction
from bot.digest.write import Writing
from bot.llm.answer_form import AnswerForm, schema_of


class Colour(StrEnum):
    """Internal words on colours."""

    RED = "red"


class Part(BaseModel):
    """Internal words on parts."""

    title: str = Field(description="internal words on a title")
    description: list[str]
    default: Colour | None = None


class Whole(BaseModel):
    """Internal words on the whole."""

    title: str
    parts: list[Part]
    properties: dict[str, Part]


def words_in(schema: Any) -> str:
    return repr(schema).lower()


def test_a_schema_holds_no_words_of_ours() -> None:
    """Docstrings and generated titles cost tokens in each call and are not meant for a model."""
    assert "internal" not in words_in(schema_of(Whole))


def test_a_property_may_be_called_like_a_keyword() -> None:
    """A field "title" is data that is asked for, in every depth."""
    schema = schema_of(Whole)

    part = schema["$defs"]["Part"]
    assert list(schema["properties"]) == ["title", "parts", "properties"]
    assert part["properties"]["title"] == {"type": "string"}
    assert part["properties"]["description"] == {"type": "array", "items": {"type": "string"}}
    assert schema["$defs"]["Colour"] == {"enum": ["red"], "type": "string"}


def test_every_object_is_strict() -> None:
    """The strict form wants each property required and no other allowed."""
    schema = schema_of(Whole)

    for part in (schema, schema["$defs"]["Part"]):
        assert part["required"] == list(part["properties"])
        assert part["additionalProperties"] is False


@pytest.mark.parametrize("output", [Extraction, Writing])
def test_what_the_digest_asks_for_can_be_asked_strictly(output: type[BaseModel]) -> None:
    """The real forms use only what strict servers take."""
    assert not {"title", "description", "default"} & keywords(schema_of(output))
    name = AnswerForm.SCHEMA.parameters(output)["response_format"]["json_schema"]["name"]
    assert name == output.__name__


def keywords(schema: Any) -> set[str]:
    """The keys of a schema, without the names of properties and definitions."""
    if isinstance(schema, list):
        return set().union(*map(keywords, schema))
    if not isinstance(schema, dict):
        return set()
    found = set(schema)
    for key, value in schema.items():
        named = key in {"properties", "$defs"}
        found |= keywords(list(value.values()) if named else value)
    return found


@pytest.mark.parametrize("form", [AnswerForm.OBJECT, AnswerForm.WORDS])
def test_without_a_schema_it_stands_in_the_words(form: AnswerForm) -> None:
    """Behind what is asked, so that the shared beginning stays the same for the cache."""
    asked = form.messages([("system", "context"), ("user", "Task: answer.")], Part)

    assert asked[0] == {"role": "system", "content": "context"}
    assert asked[1]["content"].startswith("Task: answer.\n\nAnswer with one JSON object")
    assert '"required": ["title", "description", "default"]' in asked[1]["content"]
