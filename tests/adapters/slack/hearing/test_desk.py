"""What all listeners have in common."""

import pytest

from adapters.slack.hearing.desk import Desk
from adapters.slack.platform import SlackPlatform
from adapters.slack.wire.calls import Calls
from bot.chat.work import Work
from bot.domain.language import Language
from tests.adapters.product import Product


async def test_what_could_not_be_begun_is_begun_when_it_comes_again(
    product: Product, platform: SlackPlatform, calls: Calls
) -> None:
    """Slack brings it to whoever is started next; what was begun is not begun twice."""
    begun: list[str] = []

    async def job(name: str) -> None:
        begun.append(name)

    def desk(work: Work) -> Desk:
        return Desk(
            name="slack",
            app=product.app,
            platform=platform,
            calls=calls,
            work=work,
            workspace="T1",
            bot_user="UBOT",
            language=Language.EN,
        )

    stopping, fresh = Work(), Work()
    await stopping.drain(0)

    with pytest.raises(RuntimeError, match="being stopped"):
        await desk(stopping).once("key", lambda: stopping.start(job("first")))
    for name in ("second", "third"):
        await desk(fresh).once("key", lambda name=name: fresh.start(job(name)))  # type: ignore[misc]
    await fresh.drain(1)

    assert begun == ["second"]
