"""Processes of the product that are killed, and others that take over from them."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_SERVE = Path(__file__).with_name("serve.py")


class Process:
    """`papers serve`, connected."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def kill(self) -> None:
        """End it as nobody can prevent; it says nothing more to anybody."""
        self._process.kill()
        await self._process.wait()


@asynccontextmanager
async def process(
    start: float, secrets: Iterable[str], reaches: Callable[[str], None]
) -> AsyncIterator[Process]:
    """A process that begins at `start` and is ready, and dead at the end of the block.

    `reaches` is told the line that says so. It logs no bug and no secret.
    """
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        str(_SERVE),
        env={**os.environ, "PYTHONPATH": str(_ROOT), "START": str(start)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert started.stdout is not None
    try:
        ready = (await started.stdout.readline()).decode()
        assert ready, (await started.communicate())[1].decode()
        reaches(ready)
        yield Process(started)
    finally:
        if started.returncode is None:
            started.kill()
        _, told = await started.communicate()
    for secret in secrets:
        assert secret not in told.decode()
    assert "Traceback" not in told.decode()
