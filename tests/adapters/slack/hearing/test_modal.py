"""A question about a paper by a button and a modal."""

import json
from typing import Literal

import pytest

from adapters.slack.render import payload
from bot.domain.conversation import Thread
from bot.domain.language import Language
from bot.domain.message import Action, Actions
from bot.domain.place import Place
from bot.presentation.catalogue import catalogue
from bot.presentation.heard import line_message
from tests.adapters.product import Product
from tests.adapters.slack.listening import listening
from tests.builders import thread_paper
from tests.servers.slack import faults
from tests.servers.slack.messages import Message
from tests.servers.slack.people import Person
from tests.servers.slack.server import Slack
from tests.servers.slack.workspace import View

WORDS = catalogue(Language.EN).chat
ASK = Actions(actions=(Action(action="ask", subject="2602.00001", label="Ask"),))


def _post(slack: Slack) -> Message:
    """A paper's message in a thread of the channel."""
    team, bot = slack.channel("papers"), slack.world.installed.bot_user
    root = slack.world.post(team, bot, {"text": "the digest"}, by_bot=True)
    about = payload(line_message("a paper", ASK))
    return slack.world.post(team, bot, about, by_bot=True, thread_ts=root.ts)


async def _opened(slack: Slack, person: Person, post: Message) -> View:
    """The modal that the button of a message opens."""
    await person.presses(post, "papers_ask")
    await slack.until(lambda: person.modal)
    assert person.modal is not None
    return person.modal


@pytest.mark.parametrize("delivery", ["socket", "http"])
async def test_a_question_is_kept_shown_and_answered_in_the_thread(
    product: Product, delivery: Literal["socket", "http"]
) -> None:
    """The thread has to see what is answered, and whose question it is."""
    async with listening(product, delivery) as slack:
        post, ann = _post(slack), slack.person("ann")
        root = post.channel.messages[post.thread_ts or ""]
        product.gate.clear()
        modal = await _opened(slack, ann, post)

        await ann.submits(modal, question="Is <@U1> right, <!here>?")

        (message,) = product.heard
        assert (message.about, message.author, message.direct) == ("2602.00001", ann.id, True)
        assert (message.place.thread, ann.modal) == (root.ts, None)
        product.gate.set()
        await slack.until(lambda: len(root.replies) == 3)
        shown, answer = root.replies[1:]
        assert "Is <@U1> right, <!here>?" in shown.words
        assert "@ann" in shown.words
        assert (answer.words, slack.alerts) == ("re: Is <@U1> right, <!here>?", [])


async def test_the_modal_names_the_paper(connected: Slack, product: Product) -> None:
    """An id says nothing to whoever has pressed the wrong button."""
    post, ann = _post(connected), connected.person("ann")
    place = Place(platform="slack", workspace=connected.team, channel=post.channel.id, thread=post.thread_ts)  # fmt: skip
    paper = thread_paper(1)
    product.threads[place] = Thread(place=place, language=Language.EN, papers=(paper,))

    modal = await _opened(connected, ann, post)

    assert paper.paper.title in str(modal.content["blocks"])


async def test_an_empty_question_stays_in_the_modal(connected: Slack, product: Product) -> None:
    """What was typed so far must not be lost to a line elsewhere."""
    post, ann = _post(connected), connected.person("ann")
    modal = await _opened(connected, ann, post)

    await ann.submits(modal, question="  \n ")

    assert (list(modal.errors.values()), modal.closed) == ([WORDS.write_question], False)
    assert product.heard == []


async def test_a_question_asked_in_private_is_answered_in_private(
    connected: Slack, product: Product
) -> None:
    """Also where the bot is no member: the answer goes where the button's own address leads."""
    team, ann = connected.channel("other", bot=False), connected.person("ann")
    product.said = [line_message("a paper", ASK)]
    await ann.runs("/papers", "paper 2602.00001", team)
    await connected.until(lambda: len(ann.private()) == 2)
    modal = await _opened(connected, ann, ann.private()[1])

    await ann.submits(modal, question="How many steps?")
    await connected.until(lambda: len(ann.private()) == 3)

    assert (ann.private()[2].words, team.posts) == ("re: How many steps?", [])
    assert product.heard[0].place.thread is None


async def test_where_to_answer_in_private_is_no_business_of_the_modal(
    connected: Slack, product: Product
) -> None:
    """The address takes replies from whoever has it; Slack keeps what a modal holds."""
    team, ann = connected.channel("papers"), connected.person("ann")
    product.said = [line_message("a paper", ASK)]
    await ann.runs("/papers", "paper 2602.00001", team)
    await connected.until(lambda: len(ann.private()) == 2)

    modal = await _opened(connected, ann, ann.private()[1])

    assert "http" not in str(modal.content["private_metadata"])


async def test_a_modal_from_before_a_restart_is_still_answered_in_private(
    connected: Slack, product: Product
) -> None:
    """The address was kept in memory: then only a member of the channel can be reached."""
    team, ann = connected.channel("papers"), connected.person("ann")
    product.said = [line_message("a paper", ASK)]
    await ann.runs("/papers", "paper 2602.00001", team)
    await connected.until(lambda: len(ann.private()) == 2)
    modal = await _opened(connected, ann, ann.private()[1])
    kept = json.loads(modal.content["private_metadata"])
    modal.content["private_metadata"] = json.dumps(kept | {"alone": "unknown"})

    await ann.submits(modal, question="How many steps?")
    await connected.until(lambda: len(ann.private()) == 3)

    assert (ann.private()[2].words, team.posts) == ("re: How many steps?", [])
    assert len(connected.calls("chat.postEphemeral")) == 1


@pytest.mark.parametrize(
    "fault",
    [faults.ratelimited(1), faults.status(503), faults.reset_after, faults.error("invalid_blocks")],
)
async def test_a_question_is_answered_whatever_becomes_of_the_line_that_shows_it(
    connected: Slack, product: Product, fault: faults.Fault
) -> None:
    """It is kept already: without its answer it would be lost without a word."""
    post, ann = _post(connected), connected.person("ann")
    root = post.channel.messages[post.thread_ts or ""]
    modal = await _opened(connected, ann, post)
    connected.fail("chat.postMessage", fault)

    await ann.submits(modal, question="How many steps?")
    await connected.until(lambda: len(root.replies) == 3)

    assert "How many steps?" in root.replies[1].words
    assert root.replies[2].words == "re: How many steps?"


async def test_a_modal_that_slack_brings_twice_asks_once(product: Product) -> None:
    """The view's id is that of the question."""
    async with listening(product) as slack:
        post, ann = _post(slack), slack.person("ann")
        root = post.channel.messages[post.thread_ts or ""]
        modal = await _opened(slack, ann, post)
        envelope = await ann.submits(modal, question="How many steps?")
        await slack.until(lambda: len(root.replies) == 3)

        await slack.delivery.again(envelope)

    assert len(root.replies) == 3
