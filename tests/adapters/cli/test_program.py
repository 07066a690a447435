"""The program as a process: start-up, help, ends and errors."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.adapters.cli.conftest import Papers
from tests.builders import daily_entry
from tests.servers.slack.server import Slack
from tests.servers.upstream import Upstream

ROOT = Path(__file__).resolve().parents[3]
HEAVY = ["pydantic", "aiohttp", "openai", "sqlalchemy", "PIL", "asyncio", "structlog"]


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_help_imports_nothing_heavy() -> None:
    """`papers --help` answers at once."""
    code = (
        "import sys\nfrom adapters.cli import main\ntry:\n    main(['--help'])\n"
        f"except SystemExit:\n    print([m for m in {HEAVY!r} if m in sys.modules])"
    )

    ran = python(code)

    assert ran.stdout.splitlines()[-1] == "[]", ran.stderr


def test_a_digest_without_a_model_imports_no_openai() -> None:
    """Its client takes longer to import than the rest together."""
    code = (
        "import sys\nfrom adapters.cli import main\ntry:\n    main(['digest', '--offline'])\n"
        "except SystemExit:\n    print('openai' in sys.modules)"
    )

    ran = python(code)

    assert ran.stdout.splitlines()[-1] == "False", ran.stderr


@pytest.mark.parametrize(
    "command",
    ["digest", "week", "paper", "ask", "text", "try", "parse", "schema", "doctor", "post", "serve"],
)
async def test_every_command_has_help(papers: Papers, command: str) -> None:
    """It says what the command does and what its options are."""
    ran = await papers(command, "--help")

    assert ran.code == 0
    assert f"papers {command}" in ran.out


async def test_without_a_command_the_help_is_shown(papers: Papers) -> None:
    """Somebody new types `papers` first."""
    ran = await papers()

    assert "papers try" in ran.out + ran.err


async def test_the_schema_is_that_of_a_digest(papers: Papers) -> None:
    """JSON Schema with the vocabulary's names; every text field has a length."""
    schema = json.loads((await papers("schema", "digest")).out)

    assert {"date", "language", "entries"} <= schema["properties"].keys()
    texts = [field for field in _fields(schema) if field.get("type") == "string"]
    unbounded = [
        field for field in texts if not {"maxLength", "enum", "const", "format"} & field.keys()
    ]
    assert unbounded == []


def _fields(node: object) -> list[dict[str, object]]:
    if isinstance(node, dict):
        return [node, *(field for value in node.values() for field in _fields(value))]
    if isinstance(node, list):
        return [field for value in node for field in _fields(value)]
    return []


async def test_settings_that_are_wrong_are_named(
    papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them at once, each with its variable."""
    monkeypatch.setenv("PAPERS_LANGUAGE", "xx")
    monkeypatch.setenv("HF_BASE_URL", "huggingface.co")

    ran = await papers("digest", "--offline")

    assert ran.code == 1
    assert "PAPERS_LANGUAGE" in ran.last_line
    assert "HF_BASE_URL" in ran.last_line


async def test_a_data_directory_that_cannot_be_made_is_named(
    papers: Papers, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One line with the setting to change, no stack trace."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PAPERS_DATA_DIR", str(tmp_path / "file" / "data"))

    ran = await papers("digest", "--offline")

    assert (ran.code, ran.out) == (1, "")
    assert "PAPERS_DATA_DIR" in ran.last_line


async def test_markdown_goes_to_json_and_back(
    papers: Papers, live: Upstream, tmp_path: Path
) -> None:
    """`parse` and `--from` are each other's mirror."""
    markdown = (await papers("digest", "--date", "2026-02-16")).out
    (tmp_path / "day.md").write_text(markdown, encoding="utf-8")

    await papers("parse", str(tmp_path / "day.md"), "--out", str(tmp_path / "day.json"))
    back = await papers("digest", "--from", str(tmp_path / "day.json"), "--format", "markdown")

    assert back.out == markdown


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("day.md", b"# 2026-02-16 Daily Papers (Top 1)\n\n## 2. [x", "day.md: line 3: expected"),
        ("day.md", b"\xff\xfe", "is not UTF-8 text"),
        ("missing.md", None, "cannot read"),
    ],
)
async def test_a_file_that_cannot_be_parsed_is_told_by_its_line(
    papers: Papers, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    """What, where, and what was expected there."""
    if content is not None:
        (tmp_path / name).write_bytes(content)

    ran = await papers("parse", str(tmp_path / name))

    assert (ran.code, ran.out) == (1, "")
    assert said in ran.last_line


async def test_a_stored_digest_that_is_none_is_told_by_its_field(
    papers: Papers, tmp_path: Path
) -> None:
    """And where to see what is expected."""
    (tmp_path / "day.json").write_text('{"date": "2026-02-16", "language": "tlh", "entries": []}')

    ran = await papers("digest", "--from", str(tmp_path / "day.json"))

    assert ran.code == 1
    assert "language" in ran.last_line
    assert "papers schema digest" in ran.last_line


async def test_an_output_that_cannot_be_written_is_named(
    papers: Papers, live: Upstream, tmp_path: Path
) -> None:
    """Before anything is built; what was there is untouched."""
    (tmp_path / "taken").mkdir()

    ran = await papers("digest", "--date", "2026-02-16", "--out", str(tmp_path / "taken"))

    assert ran.code == 1
    assert f"cannot write {tmp_path / 'taken'}" in ran.last_line
    assert sorted(os.listdir(tmp_path)) == ["taken"]


async def test_the_doctor_names_each_thing_and_its_mend(papers: Papers, live: Upstream) -> None:
    """A working installation without a model: warnings, exit code 0."""
    live.records["1706.03762"] = {}

    ran = await papers("doctor")

    assert ran.code == 0
    lines = ran.out.splitlines()
    assert [line[2:15].strip() for line in lines] == [
        "settings",
        "database",
        "Hugging Face",
        "arXiv",
        "model",
        "passages",
        "platforms",
    ]
    assert "OPENAI_API_KEY" in lines[-3]
    assert "set SLACK_BOT_TOKEN" in lines[-1]


async def test_the_doctor_fails_on_what_is_needed(
    papers: Papers, live: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong key is a broken thing, and the line says which setting."""
    monkeypatch.setenv("OPENAI_BASE_URL", f"{live.url}/v1")
    monkeypatch.setenv("OPENAI_MODEL", "none")

    ran = await papers("doctor")

    assert ran.code == 1
    (line,) = (line for line in ran.out.splitlines() if line.startswith("✗ model"))
    assert "OPENAI_MODEL" in line


async def test_the_doctor_looks_at_the_platforms_too(
    papers: Papers, live: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the product's own lines; a token in the wrong place is a finding as well."""
    async with Slack().serving() as slack:
        for name, value in slack.environment.items():
            monkeypatch.setenv(name, value)
        good = await papers("doctor")
        monkeypatch.setenv("SLACK_BOT_TOKEN", slack.environment["SLACK_APP_TOKEN"])
        wrong = await papers("doctor")

    assert [line[2:15].strip() for line in good.out.splitlines()[-3:]] == [
        "slack",
        "slack scopes",
        "slack events",
    ]
    assert wrong.code == 1
    assert wrong.out.splitlines()[-1].startswith("✗ slack        SLACK_BOT_TOKEN: ")


async def test_the_doctor_reports_wrong_settings_as_a_finding(
    papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the one command that must work when nothing does."""
    monkeypatch.setenv("PAPERS_LANGUAGE", "xx")

    ran = await papers("doctor")

    assert ran.code == 1
    assert ran.out.startswith("✗ settings")


def test_a_reader_may_leave_early() -> None:
    """`papers schema digest | head -1` ends without a complaint."""
    code = "from adapters.cli import main; main(['schema', 'digest'])"

    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        complaint = running.stderr.read()

    assert (complaint, running.returncode) == (b"", 1)


async def test_titles_cannot_write_outside_of_the_picture_folder(
    papers: Papers, live: Upstream, tmp_path: Path
) -> None:
    """A title is somebody else's text."""
    live.days["2026-02-16"] = [
        daily_entry(title="../../etc/passwd\x00 /root"),
        daily_entry("2602.00002", title="..."),
    ]
    out = tmp_path / "a" / "day.md"

    ran = await papers("digest", "--date", "2026-02-16", "--out", str(out))

    assert ran.code == 0
    assert sorted(p.name for p in (tmp_path / "a" / "images").iterdir()) == [
        "2602.00002_img.jpg",
        "etcpasswd_root_img.jpg",
    ]


async def test_a_link_is_written_through_and_a_mode_is_kept(papers: Papers, tmp_path: Path) -> None:
    """`--out latest.md` updates what the link leads to."""
    real = tmp_path / "real.md"
    real.write_text("old")
    real.chmod(0o600)
    (tmp_path / "latest.md").symlink_to(real)

    await papers("digest", "--offline", "--out", str(tmp_path / "latest.md"))

    assert (tmp_path / "latest.md").is_symlink()
    assert real.read_text("utf-8").startswith("# 2026-02-16")
    assert real.stat().st_mode & 0o777 == 0o600


async def test_what_is_no_regular_file_is_written_to_not_replaced(
    papers: Papers, tmp_path: Path
) -> None:
    """A named pipe stays one, and so does a device."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    await papers("digest", "--offline", "--top", "1", "--out", str(pipe))

    assert os.read(reader, 100).startswith(b"# 2026-02-16")
    assert pipe.is_fifo()
    os.close(reader)


async def test_a_dash_is_standard_output(papers: Papers, tmp_path: Path) -> None:
    """As everywhere."""
    ran = await papers("digest", "--offline", "--out", "-")

    assert ran.out.startswith("# 2026-02-16")
    assert not (tmp_path / "-").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_line() -> None:
    """Nobody mends it by reading a stack trace."""
    code = "from adapters.cli import main; main(['schema', 'digest'])"

    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False
        )

    assert ran.returncode == 1
    assert ran.stderr == b"papers: cannot write the result: No space left on device\n"


async def test_a_stored_digest_is_rendered_as_it_is(papers: Papers, tmp_path: Path) -> None:
    """What cannot be changed any more is refused, not ignored."""
    ran = await papers("digest", "--from", "day.json", "--lang", "en", "--top", "2")

    assert ran.code == 2
    assert "--lang" in ran.err
    assert "--top" in ran.err


async def test_the_doctor_tells_of_a_database_that_does_not_open(
    papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its mend, like everything else."""
    monkeypatch.setenv("DATABASE_URL", "nonsense")

    ran = await papers("doctor")

    assert ran.code == 1
    assert ran.out.startswith("✗ database")
    assert "DATABASE_URL" in ran.out


async def test_the_version_is_told(papers: Papers) -> None:
    """For reports of what went wrong."""
    assert (await papers("--version")).out.startswith("papers 0.")


async def test_a_name_that_cannot_be_a_file_is_one_line(papers: Papers, tmp_path: Path) -> None:
    """Too long, or a link to itself."""
    loop = tmp_path / "loop"
    loop.symlink_to("loop")

    for name in (loop, tmp_path / ("x" * 300)):
        ran = await papers("digest", "--offline", "--out", str(name))
        assert ran.code == 1
        assert ran.last_line.startswith("papers: cannot write")


async def test_pictures_that_nothing_would_show_are_refused(papers: Papers) -> None:
    """Nothing asked for is left out in silence."""
    assert (await papers("digest", "--format", "json", "--images", "x")).code == 1
    assert (await papers("digest", "--offline", "--images", "x")).code == 2


def test_closed_streams_are_no_stack_trace() -> None:
    """As some schedulers start their programs."""
    command = (
        f"\"{sys.executable}\" -c \"from adapters.cli import main; main(['try', '--offline'])\""
    )

    ran = subprocess.run(
        ["/bin/sh", "-c", f"{command} 0<&- 1>&-"], cwd=ROOT, capture_output=True, check=False
    )

    assert (ran.returncode, ran.stderr) == (0, b"")
