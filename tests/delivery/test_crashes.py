"""A process may die anywhere, and the platform may say anything: each part stands there once."""

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.ledger import LEASE, Ledger
from bot.domain.delivery import DeliveryState
from bot.domain.errors import InDoubt, NotSent
from tests.delivery.conftest import KEY, World
from tests.fakes import FakeClock, Fault

ALL = ["header", "2602.00001", "2602.00002"]
LONGEST_LIFE = 80  # calls; a walk without a fault makes half as many


class _DeadError(BaseException):
    """The process is gone: nothing of it runs any more."""


class _Life:
    """So many steps; each call of the world takes one before it is made and one after."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise _DeadError

    def of(self, real: object) -> Any:
        """`real`, as this process sees it."""
        return _Mortal(real, self)


class _Mortal:
    def __init__(self, real: object, life: _Life) -> None:
        self._real = real
        self._life = life

    def __getattr__(self, name: str) -> Any:
        method = cast("Callable[..., Any]", getattr(self._real, name))
        if not asyncio.iscoroutinefunction(method):
            return method

        async def call(*given: object) -> object:
            self._life.step()
            result = await method(*given)
            self._life.step()
            return result

        return call


async def _live(world: World, steps: int) -> None:
    """One process: it walks until it is done or dead. The next one comes when its hold is over."""
    life = _Life(steps)
    ledger = Ledger(
        life.of(world.deliveries), life.of(world.conversations), life.of(world.store), world.clock
    )
    try:
        await ledger.walk(KEY, life.of(world.platform))
    except _DeadError:
        world.clock.time += LEASE + dt.timedelta(seconds=1)


_refused = Fault(NotSent("not now"))
_lost = Fault(InDoubt("lost on the way"))
_came_through = Fault(InDoubt("no answer"), through=True)
lives = st.lists(st.integers(min_value=0, max_value=LONGEST_LIFE), max_size=8)
posts = st.lists(st.sampled_from([None, _refused, _lost, _came_through]), max_size=8)
looks = st.lists(st.sampled_from([None, _refused, _lost]), max_size=8)


@given(lives=lives, posts=posts, looks=looks)
@settings(max_examples=300, deadline=None)
def test_each_part_stands_there_once_and_in_order(
    lives: list[int], posts: list[Fault | None], looks: list[Fault | None]
) -> None:
    """The promise of a delivery: nothing twice, nothing lost, in the order of the papers."""

    async def run() -> World:
        world = World(FakeClock())
        world.platform.faults.update(post=list(posts), find=list(looks))
        await world.begin()
        for steps in lives:
            await _live(world, steps)
        while world.kept.state is DeliveryState.OPEN:
            assert await world.walk()
        return world

    world = asyncio.run(run())

    assert world.said() == ALL
    assert [part.post for part in world.kept.parts] == [ref.id for ref, _ in world.platform.posts]
    assert [p.post for p in world.thread("header").papers] == [p.post for p in world.kept.parts[1:]]


def test_a_death_at_every_single_step_is_made_good() -> None:
    """Before an intent and after it, after the platform's yes, after the note of it: all of them."""

    async def run(steps: int) -> World:
        world = World(FakeClock())
        await world.begin()
        await _live(world, steps)
        if world.kept.state is DeliveryState.OPEN:
            assert await world.walk()
        return world

    for steps in range(LONGEST_LIFE):
        world = asyncio.run(run(steps))
        assert world.said() == ALL, f"died after {steps} steps"
        assert world.kept.state is DeliveryState.DONE
