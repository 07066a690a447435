"""How a server is asked for structured output: by schema, as any JSON object, or in words."""

import json
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel

# Names and docstrings are for us and cost tokens; with all properties required none has a default.
_UNSENT = {"title", "description", "default"}


class AnswerForm(StrEnum):
    """From strict to loose. Servers that reject one form are asked in the next."""

    SCHEMA = "json_schema"
    OBJECT = "json_object"
    WORDS = "words"

    def looser(self) -> Self | None:
        """The next form to try, none after the last."""
        forms = list(type(self))
        after = forms.index(self) + 1
        return forms[after] if after < len(forms) else None

    def parameters(self, output: type[BaseModel]) -> dict[str, Any]:
        """What goes into the request beside the messages."""
        match self:
            case AnswerForm.SCHEMA:
                schema = {"name": output.__name__, "strict": True, "schema": schema_of(output)}
                return {"response_format": {"type": "json_schema", "json_schema": schema}}
            case AnswerForm.OBJECT:
                return {"response_format": {"type": "json_object"}}
            case AnswerForm.WORDS:
                return {}

    def messages(
        self, pairs: list[tuple[str, str]], output: type[BaseModel]
    ) -> list[dict[str, str]]:
        """The messages; without a schema in the request it stands at the end of the last one."""
        messages = [{"role": role, "content": text} for role, text in pairs]
        if self is not AnswerForm.SCHEMA:
            schema = json.dumps(schema_of(output))
            messages[-1]["content"] += (
                "\n\nAnswer with one JSON object and nothing around it. It has to fit this JSON "
                f"Schema:\n{schema}"
            )
        return messages


def schema_of(output: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema in the strict form: every property required, no others, nothing of ours."""
    return _strict(output.model_json_schema())


def _strict(schema: dict[str, Any]) -> dict[str, Any]:
    strict = {key: _part(key, value) for key, value in schema.items() if key not in _UNSENT}
    if "properties" in strict:
        strict |= {"additionalProperties": False, "required": list(strict["properties"])}
    return strict


def _part(key: str, value: Any) -> Any:
    """The keys of `properties` and `$defs` are names of ours, which may be "title" too."""
    if key in {"properties", "$defs"}:
        return {name: _strict(schema) for name, schema in value.items()}
    if isinstance(value, dict):
        return _strict(value)
    if isinstance(value, list):
        return [_strict(part) if isinstance(part, dict) else part for part in value]
    return value
