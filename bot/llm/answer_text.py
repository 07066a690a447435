"""What stands in a model's answer: one JSON object, whatever it says before and after."""

import json
import re
from collections.abc import Iterator
from typing import Any

_DECODER = json.JSONDecoder()
# A server may leave out the opening tag. The tags inside the JSON are the paper's own words.
_THOUGHTS = re.compile(r"\s*<think(?:ing)?>.*?</think(?:ing)?>|[^{]*</think(?:ing)?>", re.DOTALL)
_STILL_THINKING = re.compile(r"\s*<think")
_OBJECT = re.compile(r'\{\s*["}]')
_ITEMS = re.compile(r'\{\s*"items"\s*:\s*\[')
_BETWEEN_ITEMS = re.compile(r"[\s,]*")


def object_of(text: str) -> Any:
    """The JSON object of an answer without thoughts, code fences and words around it.

    Raises `ValueError` when there is none or it is broken.
    """
    begin = _OBJECT.search(text, _after_thoughts(text))
    if begin is None:
        raise ValueError("no JSON object")
    return _decoded(text, begin.start())[0]


class ItemReader:
    """Reads the elements of an answer's `items`, each as soon as its closing brace has come."""

    def __init__(self) -> None:
        self.text = ""
        self.given = 0
        self._at: int | None = None

    def read(self, piece: str) -> Iterator[Any]:
        """The elements that are whole with this piece and were not before."""
        self.text += piece
        if "}" not in piece:
            return
        if self._at is None and (begin := _ITEMS.search(self.text, _after_thoughts(self.text))):
            self._at = begin.end()
        while self._at is not None:
            between = _BETWEEN_ITEMS.match(self.text, self._at)
            start = between.end() if between else self._at
            try:
                item, self._at = _decoded(self.text, start)
            except ValueError:  # not whole yet, or the end of the list
                return
            self.given += 1
            yield item


def _after_thoughts(text: str) -> int:
    """Where the answer begins: behind the model's thoughts, at the end while it still thinks."""
    thoughts = _THOUGHTS.match(text)
    if thoughts is not None:
        return thoughts.end()
    return len(text) if _STILL_THINKING.match(text) else 0


def _decoded(text: str, begin: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, begin)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
