"""`/papers` in a channel."""

from typing import Literal

import pytest

from bot.domain.command import Help, Today
from bot.domain.errors import StoreError
from bot.domain.language import Language
from bot.presentation.catalogue import catalogue
from bot.presentation.heard import line_message
from bot.presentation.problems import failure_line
from tests.adapters.product import Product
from tests.adapters.slack.listening import listening
from tests.servers.slack.faults import error
from tests.servers.slack.server import Slack

WORDS = catalogue(Language.EN).chat


@pytest.mark.parametrize("delivery", ["socket", "http"])
async def test_whoever_gives_a_command_alone_sees_what_comes_of_it(
    product: Product, delivery: Literal["socket", "http"]
) -> None:
    """At once that it was heard, then the answer; the channel stays quiet."""
    async with listening(product, delivery) as slack:
        team, ann = slack.channel("papers"), slack.person("ann")

        await ann.runs("/papers", "today", team)
        await slack.until(lambda: len(ann.private(team)) == 2)

        assert [message.words for message in ann.private(team)] == [WORDS.working, "what was asked for"]  # fmt: skip
        assert team.posts == []
    ((command, asker),) = product.ran
    assert (command, asker.place.channel, asker.place.thread) == (Today(), team.id, None)


async def test_a_command_is_understood_in_korean(connected: Slack, product: Product) -> None:
    """The team that this is for types Korean."""
    ann = connected.person("ann")

    await ann.runs("/papers", "도움말", connected.channel("papers"))
    await connected.until(lambda: product.ran)

    assert product.ran[0][0] == Help()


async def test_more_messages_than_a_response_url_takes_all_arrive(
    connected: Slack, product: Product
) -> None:
    """Five answers is what Slack allows; a digest may be longer."""
    team, ann = connected.channel("papers"), connected.person("ann")
    product.said = [line_message(f"part {number}") for number in range(7)]

    await ann.runs("/papers", "help", team)
    await connected.until(lambda: len(ann.private(team)) == 7)

    assert [message.words for message in ann.private(team)] == [f"part {n}" for n in range(7)]


async def test_a_question_is_kept_before_the_command_is_acknowledged(
    connected: Slack, product: Product
) -> None:
    """It is heard as a message of its asker's, about the paper that was named."""
    team, ann = connected.channel("papers"), connected.person("ann")
    product.gate.clear()

    await ann.runs("/papers", "ask 2602.00001 is 1 &lt; 2?", team)

    (message,) = product.heard
    assert (message.about, message.text, message.direct) == ("2602.00001", "is 1 < 2?", True)
    assert (message.author, message.place.thread) == (ann.id, None)
    assert "is 1 < 2?" in ann.private(team)[0].words
    product.gate.set()
    await connected.until(lambda: ann.private(team)[1].words == "re: is 1 < 2?")


@pytest.mark.parametrize("text", ["subscribe at 09:00", "tody", "date someday", "ask 2602.00001"])
async def test_wrong_input_gets_one_line_with_an_example(
    connected: Slack, product: Product, text: str
) -> None:
    """With the acknowledgement, so that nothing can go missing."""
    team, ann = connected.channel("papers"), connected.person("ann")

    await ann.runs("/papers", text, team)

    (line,) = ann.private(team)
    assert "Example:" in line.words
    assert product.ran == []


async def test_a_question_that_cannot_be_kept_is_said_to_be_none(
    connected: Slack, product: Product
) -> None:
    """Slack never brings a command again."""
    team, ann = connected.channel("papers"), connected.person("ann")
    product.broken = StoreError("the disk is full")

    await ann.runs("/papers", "ask 2602.00001 how many steps?", team)

    assert [message.words for message in ann.private(team)] == [
        failure_line(product.broken, Language.EN)
    ]


async def test_a_bug_is_told_without_its_details(connected: Slack, product: Product) -> None:
    """Whoever waits is told to try again; the trace is for the log."""
    team, ann = connected.channel("papers"), connected.person("ann")
    product.failure = ZeroDivisionError("secret internals")

    await ann.runs("/papers", "today", team)
    await connected.until(lambda: len(ann.private(team)) == 2)

    assert ann.private(team)[1].words == failure_line(product.failure, Language.EN)


async def test_outside_of_the_bots_channels_a_command_says_so(product: Product) -> None:
    """A command that is met with silence looks broken."""
    async with listening(product, slack_channels=frozenset({"C999999999"})) as slack:
        team, ann = slack.channel("papers"), slack.person("ann")

        await ann.runs("/papers", "today", team)

        assert [message.words for message in ann.private(team)] == [WORDS.not_here]
    assert product.ran == []


@pytest.mark.parametrize("party", [True, False])
async def test_an_allow_list_holds_in_the_direct_messages_of_others_too(
    product: Product, *, party: bool
) -> None:
    """Slack's ids of those look like the bot's own; only whether it may read there tells."""
    async with listening(product, slack_channels=frozenset({"C999999999"})) as slack:
        ann = slack.person("ann")
        if not party:
            slack.api.faults.always("conversations.history", error("channel_not_found"))

        await ann.runs("/papers", "help", ann.direct)
        await slack.until(lambda: ann.private(ann.direct))

        assert (ann.private(ann.direct)[0].words == WORDS.not_here) is not party
        assert bool(product.ran) is party
