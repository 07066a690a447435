"""What is kept between builds comes back as it was, or not at all."""

from bot.domain.usage import TokenUsage
from bot.kept import keep, kept
from tests.fakes import FakeClock, FakeStore


async def test_an_object_comes_back_under_its_key(clock: FakeClock) -> None:
    """Each kind apart."""
    store = FakeStore(clock)
    await keep(store, "usage", "a", TokenUsage(calls=3))

    assert await kept(store, "usage", "a", TokenUsage) == TokenUsage(calls=3)
    assert await kept(store, "usage", "b", TokenUsage) is None
    assert await kept(store, "other", "a", TokenUsage) is None


async def test_another_form_is_missing(clock: FakeClock) -> None:
    """An upgrade never trips over what an older program kept."""
    store = FakeStore(clock)
    await store.cache("usage", "a", '{"calls": "many", "colour": 7}')

    assert await kept(store, "usage", "a", TokenUsage) is None
