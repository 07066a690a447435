"""Prompt files: TOML front matter between `+++` lines, then the text with `{{inputs}}`.

`context` names the file that comes first and is the same for all calls on a paper, so that a
provider's prefix cache can work; it becomes the system message. `most_tokens` limits the answer.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.domain.digest import PromptRef

_FRONT = re.compile(r"\A\+\+\+\n(?P<front>.*?)\n\+\+\+\n(?P<body>.*)\Z", re.DOTALL)
_MOST_TOKENS = 8_000  # of an answer; a model that thinks before it answers counts its thoughts
_INPUT = re.compile(r"\{\{(\w+)\}\}")


class PromptError(Exception):
    """A mistake in a prompt file or its use: a bug of ours, never a user's."""


@dataclass(frozen=True)
class Prompt:
    """A prompt file."""

    ref: PromptRef
    inputs: frozenset[str]
    output: str
    context: str | None
    most_tokens: int
    body: str

    def render(self, inputs: Mapping[str, str]) -> str:
        """The text with every input in its place. An unknown or missing input is an error."""
        if missing := self.inputs - inputs.keys():
            raise PromptError(f"prompt {self.ref.id} lacks the input {', '.join(sorted(missing))}")
        return _INPUT.sub(lambda match: inputs[match[1]], self.body).strip()


@cache
def load(name: str) -> Prompt:
    """The prompt file `prompts/<name>.md`."""
    text = (files("prompts") / f"{name}.md").read_text(encoding="utf-8")
    match = _FRONT.match(text)
    if match is None:
        raise PromptError(f"prompts/{name}.md does not begin with front matter between +++ lines")
    front = tomllib.loads(match["front"])
    inputs = frozenset(front["inputs"])
    if used := inputs ^ set(_INPUT.findall(match["body"])):
        raise PromptError(f"prompts/{name}.md: inputs and text differ in {', '.join(sorted(used))}")
    return Prompt(
        ref=PromptRef(id=front["id"], version=front["version"]),
        inputs=inputs,
        output=front["output"],
        context=front.get("context"),
        most_tokens=front.get("most_tokens", _MOST_TOKENS),
        body=match["body"],
    )


def messages(name: str, inputs: Mapping[str, str]) -> list[tuple[str, str]]:
    """(role, text) pairs: the shared context first, what is asked of the model last."""
    prompt = load(name)
    chain = [(load(prompt.context), "system")] if prompt.context else []
    chain.append((prompt, "user"))
    if unknown := inputs.keys() - frozenset().union(*(p.inputs for p, _ in chain)):
        raise PromptError(f"prompt {name} knows no input {', '.join(sorted(unknown))}")
    return [(role, p.render(inputs)) for p, role in chain]
