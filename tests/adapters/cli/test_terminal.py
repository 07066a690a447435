"""`papers try` on a terminal: a real pseudo-terminal, a real process."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


class Terminal:
    """A process on a pseudo-terminal."""

    def __init__(self) -> None:
        self._ours, theirs = pty.openpty()
        code = "from adapters.cli import main; main(['try', '--offline', '--lang', 'en'])"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.close(theirs)

    def read_until(self, text: str) -> str:
        """Everything it shows up to `text`."""
        shown = ""
        while text not in shown:
            shown += os.read(self._ours, 4096).decode("utf-8", "replace")
        return shown

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def interrupt(self) -> int:
        """Ctrl-C, again if it came just before the process began to wait; the exit code."""
        for _ in range(20):
            self.process.send_signal(signal.SIGINT)
            try:
                return self.process.wait(timeout=1)
            except subprocess.TimeoutExpired:
                continue
        raise AssertionError("it did not end")

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    opened = Terminal()
    yield opened
    opened.close()


def test_a_question_is_answered_and_ctrl_d_ends(terminal: Terminal) -> None:
    """The prompt says how to ask, a line that it is read; the end is an ordinary one."""
    terminal.read_until("Ctrl-D)\r\n> ")
    terminal.type("#1 sparse autoencoder?\n")
    answer = terminal.read_until("Ctrl-D)\r\n> ").partition("\n")[2]
    assert "Reading…" in answer.splitlines()[0]
    assert "autoencoder" in answer
    terminal.type("\x04")

    assert terminal.process.wait(timeout=20) == 0


def test_ctrl_c_ends_at_once(terminal: Terminal) -> None:
    """Also while it waits for a line."""
    terminal.read_until("Ctrl-D)\r\n> ")

    assert terminal.interrupt() == 130
