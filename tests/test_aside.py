"""`aside`: work that would hold up the event loop."""

import asyncio
import threading

import pytest

from bot.aside import aside


async def test_the_loop_goes_on_meanwhile() -> None:
    """Whoever waits to be acknowledged does not wait for a paper being read."""
    gate = threading.Event()
    work = asyncio.create_task(aside(gate.wait, timeout=20))
    await asyncio.sleep(0)

    gate.set()  # nobody else could: a loop held up would have timed out

    assert await work is True


async def test_one_piece_is_done_at_a_time_in_its_order() -> None:
    """More threads would end no sooner, and the loop would wait for each of them."""
    under_way: list[int] = []
    seen: list[list[int]] = []

    def do(number: int) -> None:
        under_way.append(number)
        seen.append(list(under_way))
        under_way.remove(number)

    await asyncio.gather(*(aside(do, number) for number in range(5)))

    assert seen == [[0], [1], [2], [3], [4]]


async def test_what_it_raises_comes_back() -> None:
    """A page that cannot be read is told where it was asked for."""
    with pytest.raises(ValueError, match="invalid literal"):
        await aside(int, "no number")
