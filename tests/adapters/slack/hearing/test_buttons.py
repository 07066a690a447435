"""Buttons under messages."""

import datetime as dt

import pytest

from adapters.slack.render import payload
from bot.domain.command import Today
from bot.domain.conversation import Verdict
from bot.domain.errors import SourceError
from bot.domain.language import Language
from bot.domain.message import Action, ActionKind, Actions, Feedback, Message
from bot.presentation.catalogue import catalogue
from bot.presentation.heard import line_message
from bot.presentation.problems import failure_line
from tests.adapters.product import Product
from tests.adapters.slack.listening import listening
from tests.servers.slack import messages
from tests.servers.slack.server import Slack

WORDS = catalogue(Language.EN)
PAPER = "2602.00001"


def _button(kind: ActionKind, subject: str = PAPER, question: str | None = None) -> Message:
    """A message with one button."""
    action = Action(action=kind, subject=subject, label="press", question=question)
    return line_message("a paper", Actions(actions=(action,)))


def _post(slack: Slack, message: Message) -> messages.Message:
    """A message of the bot's in the channel's thread."""
    team, bot = slack.channel("papers"), slack.world.installed.bot_user
    root = slack.world.post(team, bot, {"text": "the digest"}, by_bot=True)
    return slack.world.post(team, bot, payload(message), by_bot=True, thread_ts=root.ts)


async def test_why_a_paper_is_so_rated_is_told_in_the_thread_to_who_asked(
    connected: Slack, product: Product
) -> None:
    """Nobody else is disturbed, and it stands where it was asked."""
    ann, post = connected.person("ann"), _post(connected, _button("why_rating"))

    await ann.presses(post, "papers_why_rating")
    await connected.until(ann.private)

    (told,) = ann.private()
    assert (told.words, told.thread_ts) == (f"why {PAPER}", post.thread_ts)


async def test_a_button_in_the_channel_itself_is_answered_in_the_channel(
    connected: Slack, product: Product
) -> None:
    """Slack does not show what one person alone is told in a thread that nobody has begun."""
    team, ann = connected.channel("papers"), connected.person("ann")
    bot = connected.world.installed.bot_user
    post = connected.world.post(team, bot, payload(_button("why_rating")), by_bot=True)
    await ann.says(team, "a thread", post)

    await ann.presses(post, "papers_why_rating")
    await connected.until(ann.private)

    assert ann.private()[0].thread_ts is None


async def test_a_press_that_slack_brings_twice_is_one(product: Product) -> None:
    """Two presses are two, though."""
    async with listening(product) as slack:
        ann, post = slack.person("ann"), _post(slack, _button("why_rating"))
        envelope = await ann.presses(post, "papers_why_rating")

        await slack.delivery.again(envelope)
        await ann.presses(post, "papers_why_rating")
        await slack.until(lambda: len(ann.private()) == 2)

    assert len(ann.private()) == 2


async def test_the_paper_of_an_unclear_question_is_named(
    connected: Slack, product: Product
) -> None:
    """The choice is kept before Slack is told, and the answer comes into the thread."""
    ann = connected.person("ann")
    post = _post(connected, _button("choose", question="1771200060.000200"))
    product.gate.clear()

    await ann.presses(post, "papers_choose")

    ((place, message, paper),) = product.chosen
    assert (place.thread, message, paper) == (post.thread_ts, "1771200060.000200", PAPER)
    product.gate.set()
    root = post.channel.messages[post.thread_ts or ""]
    await connected.until(lambda: root.replies[-1].words == "re: which?")


async def test_what_one_person_alone_sees_stays_between_them_and_the_bot(
    connected: Slack, product: Product
) -> None:
    """A choice made there, too: its question has no thread."""
    team, ann = connected.channel("papers"), connected.person("ann")
    product.said = [_button("choose", question="command-1")]
    await ann.runs("/papers", "paper 2602.00001", team)
    await connected.until(lambda: len(ann.private()) == 2)

    await ann.presses(ann.private()[1], "papers_choose")
    await connected.until(lambda: len(ann.private()) == 3)

    assert product.chosen[0][0].thread is None
    assert (ann.private()[2].words, team.posts) == ("re: which?", [])


async def test_the_running_day_is_shown_to_who_asks(connected: Slack, product: Product) -> None:
    """It is still moving, so it never becomes a post."""
    team, ann = connected.channel("papers"), connected.person("ann")
    product.said = [_button("live", "live")]
    await ann.runs("/papers", "today", team)
    await connected.until(lambda: len(ann.private()) == 2)

    await ann.presses(ann.private()[1], "papers_live")
    await connected.until(lambda: len(ann.private()) == 4)

    assert product.ran[1][0] == Today(live=True)
    assert team.posts == []


async def test_a_day_is_posted_to_the_channel(connected: Slack, product: Product) -> None:
    """And who pressed is told what came of it."""
    team, ann = connected.channel("papers"), connected.person("ann")
    product.said = [_button("post", "2026-02-13")]
    await ann.runs("/papers", "date 2026-02-13", team)
    await connected.until(lambda: len(ann.private()) == 2)

    await ann.presses(ann.private()[1], "papers_post")
    await connected.until(lambda: len(ann.private()) == 4)

    ((date, place),) = product.delivered
    assert (date, place.channel, place.thread) == (dt.date(2026, 2, 13), team.id, None)
    assert ann.private()[3].words == WORDS.commands.there


@pytest.mark.parametrize(("nth", "verdict"), [(0, Verdict.GOOD), (1, Verdict.BAD)])
async def test_feedback_is_kept_and_thanked_for(
    connected: Slack, product: Product, nth: int, verdict: Verdict
) -> None:
    """Only whoever gave it is told."""
    ann = connected.person("ann")
    feedback = Feedback(question="1771200060.000200", good="good", bad="bad")
    post = _post(connected, line_message("an answer", feedback))

    await ann.presses(post, "papers_feedback", nth)
    await connected.until(ann.private)

    ((place, message, author, given),) = product.judged
    assert (place.thread, message, author) == (post.thread_ts, "1771200060.000200", ann.id)
    assert (given, ann.private()[0].words) == (verdict, WORDS.answer.judged)


async def test_a_failure_behind_a_button_is_told_to_who_pressed_it(
    connected: Slack, product: Product
) -> None:
    """One line, in the thread, for them alone."""
    ann, post = connected.person("ann"), _post(connected, _button("why_rating"))
    product.failure = SourceError("arXiv does not answer")

    await ann.presses(post, "papers_why_rating")
    await connected.until(ann.private)

    assert ann.private()[0].words == failure_line(product.failure, Language.EN)


@pytest.mark.parametrize(
    "button",
    [
        {"action_id": "papers_ask", "value": "no JSON"},
        {"action_id": "papers_fly", "value": '["2602.00001",null]'},
        {"action_id": "elsewhere", "url": "https://arxiv.org/abs/2602.00001"},
    ],
)
async def test_a_button_that_is_not_ours_is_acknowledged(
    connected: Slack, product: Product, button: dict[str, str]
) -> None:
    """Links are buttons too; Slack shows a warning at each that nobody takes."""
    ann, post = connected.person("ann"), _post(connected, line_message("a paper"))
    whole = {"type": "button", "text": {"type": "plain_text", "text": "press"}, **button}
    post.payload["blocks"] = [{"type": "actions", "elements": [whole]}]

    envelope = await ann.presses(post, button["action_id"])

    assert (envelope.taken, ann.errors) == (True, [])
