"""Whose turn it is at the database."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.storage.database import Database, open_database


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A file of its own."""
    async with open_database(f"sqlite:///{tmp_path / 'papers.db'}") as opened:
        yield opened


async def test_what_a_platform_waits_for_goes_before_what_can_wait(database: Database) -> None:
    """Slack is told within a tenth of a second, however many papers are being written down."""
    order: list[str] = []
    gate = threading.Event()

    async def write(name: str, *, urgent: bool = False) -> None:
        await database.write(lambda _: order.append(name), urgent=urgent)

    first = asyncio.create_task(database.write(lambda _: gate.wait(20)))
    patient = [asyncio.create_task(write(f"paper {n}")) for n in range(3)]
    await asyncio.sleep(0)
    urgent = asyncio.create_task(write("question", urgent=True))
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(first, urgent, *patient)

    assert order == ["question", "paper 0", "paper 1", "paper 2"]


async def test_a_reader_waits_for_no_writer(database: Database) -> None:
    """What is known of a thread is looked up while something long is being written."""
    gate = threading.Event()
    writing = asyncio.create_task(database.write(lambda _: gate.wait(20)))
    await asyncio.sleep(0)

    assert await database.read(lambda c: c.execute(sa.text("SELECT 7")).scalar_one()) == 7

    gate.set()
    assert await writing
