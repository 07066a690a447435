"""A cursor over the lines of a file that are not blank, and what it says of a wrong one."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from pydantic import ValidationError

from bot.domain.errors import InputError, problems_of

_BREAK = re.compile(r"\r\n|\r|\n")


class Lines:
    """Lines are numbered from 1 as editors do; white space at their ends says nothing.

    Every refusal is an `InputError` with the number of the line and what was expected there.
    """

    def __init__(self, text: str) -> None:
        lines = [line.rstrip() for line in _BREAK.split(text.removeprefix("\ufeff"))]
        self._lines = [(number, line) for number, line in enumerate(lines, start=1) if line]
        self._last = len(lines)
        self._at = 0

    def peek(self) -> str | None:
        """The next line, none at the end."""
        return self._lines[self._at][1] if self._at < len(self._lines) else None

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Go over the next line if all of it matches."""
        line = self.peek()
        match = pattern.fullmatch(line) if line is not None else None
        if match:
            self._at += 1
        return match

    def expect(self, pattern: re.Pattern[str], what: str) -> re.Match[str]:
        """Go over the next line, which has to match."""
        return self.take(pattern) or self.refuse(what)

    def refuse(self, expected: str) -> NoReturn:
        """The next line is wrong."""
        if (line := self.peek()) is None:
            raise InputError(f"line {self._last}: expected {expected}, found the end of the file")
        number = self._lines[self._at][0]
        raise InputError(f"line {number}: expected {expected}, found {line[:60]!r}")

    def refuse_last(self, expected: str) -> NoReturn:
        """The line that was gone over last is wrong."""
        self._at -= 1
        self.refuse(expected)

    @contextmanager
    def valid(self) -> Iterator[None]:
        """What the domain refuses is wrong on the line that was gone over last."""
        try:
            yield
        except ValidationError as error:
            first = problems_of(error)[0]
            field = "".join(f"{name}: " for name in first.place if isinstance(name, str))
            line = self._lines[self._at - 1][0]
            raise InputError(f"line {line}: {field}{first.reason}") from error
