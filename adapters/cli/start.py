"""Starts the program, and tells people in one line what they can mend."""

import errno
import os
import sys
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from adapters.cli.program import program


def main(args: Sequence[str] | None = None) -> None:
    """Run (`args` none: the process's own), and end with one line on stderr for what people can mend."""
    _ready_streams()
    try:
        code = program(args, prog_name="papers", standalone_mode=False)
        sys.stdout.flush()
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except OSError as error:
        # The reader has seen enough (`| head`), or there is no room: nothing more can be shown.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}:
            sys.exit(_complain(f"cannot write the result: {error.strerror}", 1))
        if not isinstance(error, BrokenPipeError):
            raise
        sys.exit(1)
    except Exception as error:  # noqa: BLE001  # what is not for people is raised again there
        sys.exit(_told(error))
    sys.exit(code if isinstance(code, int) else 0)


def _ready_streams() -> None:
    """Text of any kind can be read and shown, and none of the streams has to be open."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r+", encoding="utf-8"))  # noqa: PTH123, SIM115  # for good
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")


def _told(error: Exception) -> int:
    """The exit code, once a mistake that people can mend is told; a bug of ours goes on."""
    from bot.domain.errors import PapersBotError, UsageError

    if isinstance(error, PapersBotError):
        return _complain(str(error), 2 if isinstance(error, UsageError) else 1)
    if not isinstance(error, TyperException):
        raise error
    said = str(getattr(error, "format_message", error.__str__)()).replace("Value error, ", "")
    context: typer.Context | None = getattr(error, "ctx", None)
    command = context.command_path if context else "papers"
    return _complain(f"{said.rstrip('.')} (see {command} --help)", 2)


def _complain(line: str, code: int) -> int:
    typer.echo(f"papers: {' '.join(line.split())}", err=True)
    return code
