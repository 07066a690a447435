"""What a message asks for, whatever the platform."""

import pytest

from bot.chat.desk import Desk
from bot.chat.messages import Messages
from bot.chat.work import Work
from bot.domain.command import Help, Today
from bot.domain.conversation import HeardKind, IncomingMessage
from bot.domain.language import Language
from bot.domain.place import Place
from bot.presentation.catalogue import catalogue
from bot.presentation.heard import line_message
from tests.adapters.product import Product
from tests.fakes import FakePlatform

WORDS = catalogue(Language.EN).chat
CHANNEL = Place(platform="chat", workspace="w", channel="c", thread="5")
DIRECT = Place(platform="chat", workspace="w", channel="d")


@pytest.fixture
def product() -> Product:
    """What the listener asks."""
    return Product()


@pytest.fixture
def platform() -> FakePlatform:
    """Nothing is there that was not begun."""
    return FakePlatform(strict=True)


@pytest.fixture
def work() -> Work:
    """What goes on behind."""
    return Work()


@pytest.fixture
def messages(product: Product, platform: FakePlatform, work: Work) -> Messages:
    """The listener."""
    return Messages(Desk(product.app, platform, work, "chat", Language.EN))


def written(text: str, place: Place, **more: object) -> IncomingMessage:
    """What somebody has written."""
    given = {"place": place, "id": "5", "author": "ann", "text": text, **more}
    return IncomingMessage.model_validate(given)


@pytest.mark.parametrize(("text", "command"), [("help", Help()), ("오늘", Today())])
async def test_a_bare_command_after_a_mention_is_run_in_a_thread_of_its_own(
    messages: Messages,
    product: Product,
    platform: FakePlatform,
    work: Work,
    text: str,
    command: object,
) -> None:
    """People do not know which words need a slash."""
    product.said = [line_message("done")]

    await messages.hear(written(text, CHANNEL, mentions_bot=True))
    await work.drain(5)

    assert [ran for ran, _ in product.ran] == [command]
    assert [message.summary for _, message in platform.posts] == ["done"]
    assert list(platform.threads) == [CHANNEL.root]


async def test_a_word_of_a_command_among_people_is_none(
    messages: Messages, product: Product, work: Work
) -> None:
    """Without a mention it is theirs."""
    product.kind = HeardKind.SILENT
    await messages.hear(written("today", CHANNEL))
    await work.drain(5)

    assert product.ran == []


async def test_a_greeting_in_a_direct_message_is_told_what_one_may_write(
    messages: Messages, product: Product, platform: FakePlatform, work: Work
) -> None:
    """Once, however often the platform brings it."""
    product.kind = HeardKind.SILENT
    for _ in range(2):
        await messages.hear(written("hello", DIRECT, direct=True))
    await work.drain(5)

    assert [message.summary for _, message in platform.posts] == [WORDS.what_to_write]
