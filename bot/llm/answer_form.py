"""How a server is asked for structured output: by schema, as any JSON object, or in words."""

import json
import re
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel

_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)


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

    def is_blamed_by(self, message: str) -> bool:
        """Whether a server's complaint is about the form and not about the request itself."""
        said = message.lower()
        return any(word in said for word in ("response_format", "json_schema", "json_object"))

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
    """The JSON Schema in the strict form: every property required, no others."""
    schema = output.model_json_schema()
    for part in [schema, *schema.get("$defs", {}).values()]:
        if part.get("type") == "object":
            part["additionalProperties"] = False
            part["required"] = list(part.get("properties", {}))
    return schema


def json_of(text: str, *, finished: bool = True) -> str:
    """The JSON in a model's answer, without thoughts, code fences and words around it."""
    text = _THOUGHTS.sub("", text)
    begin = text.find("{")
    if begin < 0:
        return ""
    return text[begin : text.rfind("}") + 1] if finished else text[begin:]
