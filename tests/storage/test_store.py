"""The database itself: two programs on one file, and addresses that cannot work."""

import asyncio
import datetime as dt
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from textwrap import dedent

import pytest

from bot.domain.errors import StoreError
from bot.domain.snapshot import Snapshot
from bot.storage import SqlStore, open_store
from tests.builders import DAY, NOON_AFTER
from tests.fakes import FakeClock


async def use(url: str, clock: FakeClock) -> None:
    async with open_store(url, clock) as store:
        await store.cache("kind", "key", "value")


async def test_what_is_kept_outlives_the_program(tmp_path: Path, clock: FakeClock) -> None:
    """A ranking can be replayed after a restart, from the same list and to the second."""
    url = f"sqlite:///{tmp_path / 'papers.db'}"
    taken = Snapshot(date=DAY, fetched_at=NOON_AFTER, pages=('[{"제목": "가위 🙂"}]', "[]"))
    async with open_store(url, clock) as store:
        await store.keep_snapshot(taken)

    async with open_store(url, clock) as store:
        assert await store.snapshot(DAY) == taken


async def test_times_come_back_in_utc(store: SqlStore) -> None:
    """SQLite forgets zones: noon in Seoul must not become noon in UTC."""
    seoul = dt.timezone(dt.timedelta(hours=9))
    taken = Snapshot(date=DAY, fetched_at=NOON_AFTER.astimezone(seoul), pages=("[]",))

    kept = await store.keep_snapshot(taken)

    assert kept.fetched_at == NOON_AFTER
    assert kept.fetched_at.utcoffset() == dt.timedelta(0)


async def test_many_may_open_a_new_file_at_once(tmp_path: Path, clock: FakeClock) -> None:
    """The bot and a command start side by side: each finds its tables."""
    for name in "abcdef":
        await asyncio.gather(*(use(f"sqlite:///{tmp_path / name}.db", clock) for _ in range(4)))


async def test_two_programs_count_together(tmp_path: Path, clock: FakeClock) -> None:
    """Nothing is lost or refused while both write."""
    url = f"sqlite:///{tmp_path / 'papers.db'}"
    program = dedent(f"""
        import asyncio, datetime as dt
        from bot.clock import SystemClock
        from bot.storage import open_store

        async def main():
            async with open_store({url!r}, SystemClock()) as store:
                print("ready", flush=True)
                for _ in range(20):
                    await store.add_usage(dt.date(2026, 2, 16), 1, 1)

        asyncio.run(main())
    """)
    root = Path(__file__).parents[2]
    other = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, cwd=root, stdout=asyncio.subprocess.PIPE
    )
    assert other.stdout is not None
    await other.stdout.readline()

    async with open_store(url, clock) as store:
        for _ in range(20):
            await store.add_usage(DAY, 1, 1)
        ended = await other.wait()
        used = await store.usage(DAY)

    assert (ended, used.calls, used.tokens) == (0, 40, 80)


async def test_a_turn_far_ahead_holds_nobody(tmp_path: Path, clock: FakeClock) -> None:
    """A clock that was a year ahead for a moment must not block arXiv for a year."""
    url = f"sqlite:///{tmp_path / 'papers.db'}"
    async with open_store(url, FakeClock(NOON_AFTER + dt.timedelta(days=365))) as store:
        await store.wait("arxiv", 3.0)

    async with open_store(url, clock) as store:
        await store.wait("arxiv", 3.0)
        await store.wait("arxiv", 3.0)

    assert [round(seconds, 3) for seconds in clock.slept] == [3.0]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "such as sqlite:///papers.db"),
        ("papers.db", "such as sqlite:///papers.db"),
        ("martian://me:s3cret@host/papers", "martian"),
        ("postgresql://me:s3cret@host:port/papers", "it is no database address"),
        ("postgresql://me:s3/cret@host/papers", "DATABASE_URL"),
        ("mysql://me:s3cret@host/papers", "needs the Python package"),
        ("sqlite+aiosqlite:///papers.db", "aiosqlite"),
        ("sqlite://host/papers.db", "Invalid SQLite URL"),
    ],
)
async def test_a_wrong_address_is_one_line_without_the_password(
    clock: FakeClock, url: str, said: str
) -> None:
    """It names the variable; not even a part of the password is shown."""
    with pytest.raises(StoreError, match=r"^DATABASE_URL ") as raised:
        await use(url, clock)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
    assert "s3" not in str(raised.value)


def missing_folder(folder: Path) -> str:
    return f"sqlite:///{folder / 'missing' / 'papers.db'}"


def a_folder(folder: Path) -> str:
    return f"sqlite:///{folder}"


def read_only(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "papers.db")):
        return f"sqlite:///file:{folder / 'papers.db'}?mode=ro&uri=true"


def not_a_database(folder: Path) -> str:
    (folder / "papers.db").write_bytes(b"A text that somebody put here. " * 100)
    return f"sqlite:///{folder / 'papers.db'}"


def damaged(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "papers.db")) as database:
        database.execute("CREATE TABLE cache (kind, key, value)")
    content = (folder / "papers.db").read_bytes()
    (folder / "papers.db").write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    return f"sqlite:///{folder / 'papers.db'}"


@pytest.mark.parametrize("url_of", [missing_folder, a_folder, read_only, not_a_database, damaged])
async def test_a_file_that_cannot_be_used_is_one_line(
    tmp_path: Path, clock: FakeClock, url_of: Callable[[Path], str]
) -> None:
    """It names the file, so that the operator finds it."""
    with pytest.raises(StoreError, match=r"^cannot use the database sqlite") as raised:
        await use(url_of(tmp_path), clock)
    assert str(tmp_path.name) in str(raised.value)
    assert "\n" not in str(raised.value)


async def test_a_file_that_breaks_later_is_one_line(tmp_path: Path, store: SqlStore) -> None:
    """A table that somebody dropped is our error, not the database's own."""
    with closing(sqlite3.connect(tmp_path / "papers.db")) as database:
        database.execute("DROP TABLE usage")

    with pytest.raises(StoreError, match="no such table: usage"):
        await store.usage(DAY)
