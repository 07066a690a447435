"""The assistant pane."""

import datetime as dt

from bot.domain.errors import SourceError
from bot.domain.language import Language
from bot.presentation.catalogue import catalogue
from bot.presentation.problems import failure_line
from tests.adapters.product import Product
from tests.adapters.slack.listening import listening
from tests.builders import DAY, digest, entry
from tests.servers.slack.faults import error
from tests.servers.slack.server import Slack

WORDS = catalogue(Language.EN).chat


async def test_the_pane_greets_with_papers_and_what_to_ask(
    connected: Slack, product: Product
) -> None:
    """Only questions that the papers there can answer are suggested."""
    ann = connected.person("ann")

    root = await ann.opens_assistant()
    await connected.until(lambda: len(root.prompts) == 3)

    assert "Shears" in root.replies[-1].words
    (thread,) = product.threads.values()
    assert (thread.place.thread, len(thread.papers)) == (root.ts, 2)
    assert [prompt["message"] for prompt in root.prompts] == [
        WORDS.ask_idea,
        WORDS.ask_gain,
        WORDS.ask_help,
    ]


async def test_on_a_cold_morning_one_may_ask_before_the_papers_are_there(
    connected: Slack, product: Product
) -> None:
    """A digest takes half a minute; nobody has to look at an empty pane meanwhile."""
    ann = connected.person("ann")
    product.gate.clear()

    root = await ann.opens_assistant()
    await connected.until(lambda: len(root.prompts) == 4)

    assert root.replies == []
    product.gate.set()
    await connected.until(lambda: "Shears" in root.replies[-1].words if root.replies else False)


async def test_what_is_known_is_shown_at_once_and_a_newer_digest_follows(
    connected: Slack, product: Product
) -> None:
    """Yesterday's papers are worth asking about until today's are there."""
    ann = connected.person("ann")
    product.known = digest(entry(1), date=DAY - dt.timedelta(days=1), language=Language.EN)
    product.gate.clear()

    root = await ann.opens_assistant()
    await connected.until(lambda: len(root.prompts) == 2 and len(root.replies) == 2)
    product.gate.set()
    await connected.until(lambda: len(root.prompts) == 3)

    (thread,) = product.threads.values()
    assert (len(root.replies), len(thread.papers)) == (4, 2)


async def test_what_is_the_newest_already_is_not_shown_twice(
    connected: Slack, product: Product
) -> None:
    """Nearly always, it is."""
    ann = connected.person("ann")
    product.known = digest(entry(1), entry(2), date=DAY, language=Language.EN)

    root = await ann.opens_assistant()
    await connected.until(lambda: product.digests)
    await ann.says(ann.direct, "#1 what does it propose?", root)
    await connected.until(lambda: root.replies[-1].words == "re: #1 what does it propose?")

    assert ["Shears" in reply.words for reply in root.replies].count(True) == 1


async def test_an_event_that_comes_twice_greets_once(product: Product) -> None:
    """Slack brings again what it believes lost."""
    async with listening(product) as slack:
        ann = slack.person("ann")
        await ann.opens_assistant()
        await slack.until(lambda: product.digests)

        await slack.delivery.again(slack.delivery.sent[-1])

    assert product.digests == 1


async def test_a_thread_is_called_by_its_first_question(connected: Slack, product: Product) -> None:
    """So that it can be found in the list of chats."""
    ann = connected.person("ann")
    root = await ann.opens_assistant()
    await connected.until(lambda: root.prompts)

    await ann.says(ann.direct, "#1 what does it propose?", root)
    await connected.until(lambda: root.title)
    await ann.says(ann.direct, "and #2?", root)
    await connected.until(lambda: root.replies[-1].words == "re: and #2?")

    assert root.title == "#1 what does it propose?"


async def test_ornaments_that_slack_refuses_take_nothing_away(
    connected: Slack, product: Product
) -> None:
    """Parts of the pane need a paid plan."""
    ann = connected.person("ann")
    for method in ("setStatus", "setSuggestedPrompts", "setTitle"):
        connected.api.faults.always(f"assistant.threads.{method}", error("not_allowed"))

    root = await ann.opens_assistant()
    await connected.until(lambda: len(root.replies) == 2)
    await ann.says(ann.direct, "#1 what does it propose?", root)

    await connected.until(lambda: root.replies[-1].words == "re: #1 what does it propose?")


async def test_a_greeting_without_papers_says_why(connected: Slack, product: Product) -> None:
    """The pane is then still good for questions by a paper's id."""
    ann = connected.person("ann")
    product.failure = SourceError("Hugging Face does not answer")

    root = await ann.opens_assistant()
    await connected.until(lambda: root.replies)

    assert root.replies[0].words == failure_line(product.failure, Language.EN)
