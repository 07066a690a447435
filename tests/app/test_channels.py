"""Digests through the whole product to channels, over loopback servers and a real database."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.app import App, open_app
from bot.domain.delivery import DeliveredKind
from bot.domain.errors import ShutOut
from bot.domain.language import Language
from bot.domain.place import Place
from bot.ports.inbound import DigestWish
from bot.settings import Settings
from tests.builders import DAY, daily_entry
from tests.fakes import FakeClock, FakePlatform, Fault, Heard
from tests.servers.model import ModelServer
from tests.servers.upstream import Upstream

PLACE = Place(platform="slack", workspace="lab", channel="papers")
WISH = DigestWish(date=DAY)


@pytest.fixture
async def app(
    upstream: Upstream,
    model_server: ModelServer,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[App]:
    """The product over loopback, on a day of two papers."""
    upstream.days[str(DAY)] = [daily_entry("2602.00001"), daily_entry("2602.00002")]
    for name, value in {**upstream.environment, **model_server.environment}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PAPERS_LAYOUT", "paper-threads")
    async with open_app(settings=Settings(), clock=clock) as opened:
        yield opened


async def test_what_many_wish_for_at_once_is_built_once(
    app: App, model_server: ModelServer
) -> None:
    """Model calls a day do not grow with the number of channels, and all see the progress."""
    seen = [Heard() for _ in range(5)]

    digests = await asyncio.gather(*(app.digest(WISH, one) for one in seen))

    assert all(digest == digests[0] for digest in digests)
    assert len(model_server.calls) == 4
    assert seen[0].steps
    assert all(one.steps == seen[0].steps for one in seen)


async def test_many_who_come_at_once_share_one_model(app: App) -> None:
    """It holds the limit on calls at once: with two of them there are two limits."""
    engines = app._parts.engines

    first, *others = await asyncio.gather(*(engines.model("auto") for _ in range(5)))

    assert first is not None
    assert all(other is first for other in others)


async def test_two_languages_are_two_digests(app: App) -> None:
    """What is shared is the same wish, not any wish."""
    korean, english = await asyncio.gather(
        *(
            app.digest(WISH.model_copy(update={"language": lang}), Heard())
            for lang in (Language.KO, Language.EN)
        )
    )

    assert (korean.language, english.language) == ("ko", "en")


async def test_an_edition_is_posted_in_the_configured_layout_and_removed(app: App) -> None:
    """From the wish to the channel and out of it again."""
    platform = FakePlatform()
    digest = await app.digest(WISH, Heard())

    posted = await app.deliver(digest, PLACE, platform)

    assert posted.kind is DeliveredKind.POSTED
    assert [ref.place.thread for ref, _ in platform.posts] == [None, None, "2", None, "4"]
    assert (await app.deliver(digest, PLACE, platform)).kind is DeliveredKind.THERE
    assert await app.remove(PLACE, "5", platform)
    assert platform.posts == []


async def test_a_start_goes_on_with_what_was_left_open(app: App, heard: Heard) -> None:
    """The token was revoked after the first message; with the new one the rest comes."""
    digest, platform = await app.digest(WISH, heard), FakePlatform()
    platform.faults["post"] = [None, Fault(ShutOut("revoked"))]
    with pytest.raises(ShutOut):
        await app.deliver(digest, PLACE, platform)

    await app.resume("slack", platform, heard)

    assert [ref.place.thread for ref, _ in platform.posts] == [None, None, "2", None, "4"]
    assert (await app.deliver(digest, PLACE, platform)).kind is DeliveredKind.THERE


async def test_what_comes_twice_is_told_from_what_comes_first(app: App) -> None:
    """Each event of a platform is worked on once."""
    assert await app.first_time("slack:Ev1")
    assert not await app.first_time("slack:Ev1")
