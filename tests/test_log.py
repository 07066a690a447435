"""Logs: pretty for people, JSON for machines, no secret and no forged line in either."""

import json
import logging
import subprocess
import sys

import pytest
import structlog

from bot.log import set_up_logging


def logged(capsys: pytest.CaptureFixture[str], form: str = "json", **fields: object) -> str:
    """What one warning puts on stderr."""
    set_up_logging("warning", form, ["hunter2-secret"])  # type: ignore[arg-type]
    structlog.get_logger().warning("asking again", **fields)
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_elsewhere_than_on_a_terminal_a_line_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    """With its level and its time in UTC."""
    line = json.loads(logged(capsys, "auto", seconds=3))

    assert (line["event"], line["level"], line["seconds"]) == ("asking again", "warning", 3)
    assert line["timestamp"].endswith("Z")


def test_pretty_lines_are_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """One line, readable without a parser."""
    line = logged(capsys, "pretty", seconds=3)

    assert "asking again" in line
    assert not line.startswith("{")


@pytest.mark.parametrize(
    "said",
    [
        "key hunter2-secret refused",
        "Bearer abc.def-ghi",
        "sk-proj-0123456789",
        "xoxb-1-2-abcdef",
        "aW50ZXJhY3Rpb246MTIzOmFiY2RlZg",
        "hf_ABCDEFGHIJ",
        {"nested": ["hunter2-secret"]},
    ],
)
@pytest.mark.parametrize("form", ["json", "pretty"])
def test_secrets_are_taken_out(capsys: pytest.CaptureFixture[str], form: str, said: object) -> None:
    """Known values, and whatever looks like a token, however deep."""
    line = logged(capsys, form, because=said)

    assert "[secret]" in line
    for secret in ("hunter2", "abc.def", "0123456789", "1-2-abcdef", "ABCDEFGHIJ"):
        assert secret not in line


@pytest.mark.parametrize("form", ["json", "pretty"])
def test_text_from_outside_cannot_forge_a_line(
    capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """Line breaks and terminal codes arrive as text."""
    line = logged(capsys, form, title="x\n2026 [error] forged\x1b[31m\u202e")

    assert line.count("\n") == 1
    assert "\x1b[31m\u202e" not in line
    assert "\u202e" not in line


def test_an_exceptions_text_is_cleaned_too(capsys: pytest.CaptureFixture[str]) -> None:
    """Stack traces quote what failed."""
    set_up_logging("warning", "json", ["hunter2-secret"])
    try:
        int("hunter2-secret")
    except ValueError:
        structlog.get_logger().exception("failed")

    assert "hunter2" not in capsys.readouterr().err


def test_lower_levels_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """Quiet unless something is worth saying."""
    set_up_logging("warning", "json")
    structlog.get_logger().info("chatter")

    assert capsys.readouterr().err == ""


def test_what_libraries_log_comes_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    """One form on stderr, with the library's name, and no secret in it either."""
    set_up_logging("warning", "json", ["hunter2-secret"])
    set_up_logging("warning", "json", ["hunter2-secret"])
    logging.getLogger("slack_sdk.web").warning("refused %s", "hunter2-secret")

    line = json.loads(capsys.readouterr().err)

    assert (line["event"], line["library"]) == ("refused [secret]", "slack_sdk.web")


def test_libraries_never_log_what_they_were_sent(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """At debug level some log every payload; our own debugging does not need that."""
    set_up_logging("debug", "json")
    caplog.set_level(logging.DEBUG, "slack_bolt.App")
    logging.getLogger("slack_bolt.App").debug("body: a private message")
    logging.getLogger("slack_bolt.App").info("body: a private message")

    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", ["json", "pretty"])
def test_a_line_that_cannot_be_logged_ends_nothing(
    capfd: pytest.CaptureFixture[str], form: str
) -> None:
    """An event loop whose logging raises ends, and the whole bot with it."""

    class Unspeakable:
        def __str__(self) -> str:
            raise OSError(24, "Too many open files")

    set_up_logging("warning", form)  # type: ignore[arg-type]
    structlog.get_logger().warning("asking again", because=Unspeakable())
    wrong = logging.makeLogRecord({"levelno": logging.ERROR, "msg": "%s of %s", "args": ("one",)})
    logging.getLogger().handlers[-1].handle(wrong)

    told = capfd.readouterr().err
    assert "a line of the log is lost: OSError" in told
    assert "a line that cannot be put together" in told


def test_the_loop_goes_on_when_nobody_reads_the_log_any_more() -> None:
    """`papers serve 2>&1 | head` closes stderr for good."""
    program = (
        "import asyncio, os, sys\n"
        "from bot.log import set_up_logging\n"
        "async def main():\n"
        "    end, other = os.pipe(); os.dup2(other, 2); os.close(other); os.close(end)\n"
        "    asyncio.get_running_loop().call_soon(lambda: 1 / 0)\n"
        "    await asyncio.sleep(0)\n"
        "    await asyncio.sleep(0)\n"
        "    print('goes on', flush=True)\n"
        "    os._exit(0)\n"
        "set_up_logging('warning', 'json')\n"
        "asyncio.run(main())\n"
    )

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert (ran.returncode, ran.stdout) == (0, b"goes on\n")
