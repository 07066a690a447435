"""The app's home."""

from bot.domain.errors import SourceError
from bot.domain.language import Language
from bot.presentation.catalogue import catalogue
from bot.presentation.problems import failure_line
from tests.adapters.product import Product
from tests.builders import digest, entry, ref
from tests.servers.slack.reading import words
from tests.servers.slack.server import Slack

WORDS = catalogue(Language.EN).chat


async def test_home_says_at_once_that_papers_are_coming_and_then_shows_them(
    connected: Slack, product: Product
) -> None:
    """A digest may take a minute; an empty page looks broken."""
    ann = connected.person("ann")
    product.gate.clear()

    await ann.opens_home()
    first = await connected.until(lambda: ann.home)
    assert first is not None
    assert WORDS.home_coming in words(first.content)
    product.gate.set()
    await connected.until(lambda: ann.home is not None and ann.home is not first)

    assert ann.home is not None
    shown = words(ann.home.content)
    assert "Shears" in shown
    assert WORDS.home_usage in shown


async def test_what_is_known_is_shown_without_waiting(connected: Slack, product: Product) -> None:
    """Whoever opens it second sees papers from the beginning."""
    ann, bob = connected.person("ann"), connected.person("bob")
    await ann.opens_home()
    await connected.until(lambda: len(connected.calls("views.publish", "ok")) == 2)
    product.gate.clear()

    await bob.opens_home()
    shown = await connected.until(lambda: bob.home)

    assert shown is not None
    assert "Shears" in words(shown.content)
    product.gate.set()


async def test_the_messages_tab_is_left_alone(connected: Slack, product: Product) -> None:
    """Opening it is told by the same event."""
    ann = connected.person("ann")

    await ann.opens_home("messages")
    await connected.quiet()

    assert (product.digests, ann.home) == (0, None)


async def test_a_picture_that_slack_cannot_fetch_costs_no_paper(
    connected: Slack, product: Product
) -> None:
    """Slack refuses the whole view for it."""
    ann = connected.person("ann")
    connected.world.fetches_image = lambda _: False
    product.known = digest(entry(paper=ref(thumbnail_url="https://cdn.example/shears.png")))

    await ann.opens_home()
    await connected.until(lambda: ann.home)

    assert ann.home is not None
    assert "Shears" in words(ann.home.content)


async def test_home_says_what_went_wrong(connected: Slack, product: Product) -> None:
    """There is no other place where it could be said."""
    ann = connected.person("ann")
    product.failure = SourceError("Hugging Face does not answer")

    await ann.opens_home()
    await connected.until(lambda: len(connected.calls("views.publish", "ok")) == 2)

    assert ann.home is not None
    assert failure_line(product.failure, Language.EN) in words(ann.home.content)


async def test_a_failure_leaves_the_papers_that_are_known(
    connected: Slack, product: Product
) -> None:
    """They are still worth reading."""
    ann = connected.person("ann")
    await ann.opens_home()
    await connected.until(lambda: len(connected.calls("views.publish", "ok")) == 2)
    product.failure = SourceError("Hugging Face does not answer")

    await ann.opens_home()
    await connected.until(lambda: len(connected.calls("views.publish", "ok")) == 4)

    assert ann.home is not None
    shown = words(ann.home.content)
    assert failure_line(product.failure, Language.EN) in shown
    assert "Shears" in shown
