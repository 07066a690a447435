"""The assistant pane."""

from bot.domain.errors import SourceError
from bot.domain.language import Language
from bot.presentation.catalogue import catalogue
from tests.adapters.slack.listening import listening
from tests.adapters.slack.product import Product
from tests.servers.slack.faults import error
from tests.servers.slack.server import Slack

WORDS = catalogue(Language.EN).chat


async def test_the_pane_greets_with_papers_and_what_to_ask(
    connected: Slack, product: Product
) -> None:
    """Only questions that the papers there can answer are suggested."""
    ann = connected.person("ann")

    root = await ann.opens_assistant()
    await connected.until(lambda: root.prompts)

    assert "Shears" in root.replies[-1].words
    (thread,) = product.threads.values()
    assert (thread.place.thread, len(thread.papers)) == (root.ts, 2)
    assert [prompt["message"] for prompt in root.prompts] == [
        WORDS.ask_idea,
        WORDS.ask_gain,
        WORDS.ask_help,
    ]


async def test_an_event_that_comes_twice_greets_once(product: Product) -> None:
    """Slack brings again what it believes lost."""
    async with listening(product) as slack:
        ann = slack.person("ann")
        root = await ann.opens_assistant()
        await slack.until(lambda: root.prompts)

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

    assert root.replies[0].words == "Hugging Face does not answer"
