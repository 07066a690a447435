"""Shortcuts on messages."""

import pytest

from adapters.slack.words import slack_words
from bot.domain.command import ShowPaper
from bot.domain.errors import NotFound, PlatformProblem
from bot.domain.language import Language
from bot.domain.message import Action, Actions
from bot.presentation.catalogue import catalogue
from bot.presentation.heard import line_message
from bot.presentation.problems import failure_line
from tests.adapters.product import Product
from tests.adapters.slack.listening import listening
from tests.builders import DAY
from tests.servers.slack import faults
from tests.servers.slack.messages import Channel, Message
from tests.servers.slack.server import Slack

WORDS = catalogue(Language.EN).chat
LINK = "look: <https://arxiv.org/abs/2602.00001v2>"
ENTRY = line_message(
    "an entry", Actions(actions=(Action(action="ask", subject="2602.00001", label="Ask"),))
)


async def test_a_linked_paper_is_shown_to_who_asks_and_shared_on_demand(
    connected: Slack, product: Product
) -> None:
    """The channel sees nothing until somebody has found it worth sharing."""
    team, ann, bob = connected.channel("ml"), connected.person("ann"), connected.person("bob")
    product.said = [ENTRY]
    linked = await bob.says(team, LINK)

    await ann.uses("summarise_paper", linked)
    await connected.until(lambda: len(ann.private()) == 2)
    preview = ann.private()[1]

    assert ann.private()[0].words == WORDS.working
    assert product.ran[0][0] == ShowPaper(reference="2602.00001v2")
    assert (team.posts, linked.replies) == ([linked], [])

    await ann.presses(preview, "papers_share")
    await ann.presses(preview, "papers_share")
    await connected.until(lambda: len(ann.private()) == 3)

    assert [reply.words for reply in linked.replies] == ["about 2602.00001v2"]
    assert ann.private()[2].words == WORDS.shared


async def test_a_preview_that_could_not_be_shared_may_be_shared_again(
    connected: Slack, product: Product
) -> None:
    """Only a share that came about counts."""
    team, ann = connected.channel("ml"), connected.person("ann")
    product.said = [ENTRY]
    linked = await ann.says(team, LINK)
    await ann.uses("summarise_paper", linked)
    await connected.until(lambda: len(ann.private()) == 2)
    preview = ann.private()[1]
    product.failure = NotFound("no paper")

    await ann.presses(preview, "papers_share")
    await connected.until(lambda: len(ann.private()) == 3)
    product.failure = None
    await ann.presses(preview, "papers_share")
    await connected.until(lambda: linked.replies)

    assert [reply.words for reply in linked.replies] == ["about 2602.00001v2"]


async def test_a_paper_linked_in_a_thread_is_shared_in_that_thread(
    connected: Slack, product: Product
) -> None:
    """Slack knows no thread under a reply."""
    team, ann = connected.channel("ml"), connected.person("ann")
    root = await ann.says(team, "papers, please")
    linked = await ann.says(team, LINK, root)
    await ann.uses("summarise_paper", linked)
    await connected.until(lambda: len(ann.private()) == 2)

    await ann.presses(ann.private()[1], "papers_share")
    await connected.until(lambda: len(root.replies) == 2)

    assert product.shared[0][1].thread == root.ts


@pytest.mark.parametrize("private", [False, True])
async def test_where_the_bot_is_no_member_the_preview_says_how_to_invite_it(
    connected: Slack, product: Product, *, private: bool
) -> None:
    """It cannot share there, so it offers no button that would fail."""
    team = connected.channel("elsewhere", private=private, bot=False)
    ann = connected.person("ann")
    product.said = [ENTRY]
    linked = await ann.says(team, LINK)

    await ann.uses("summarise_paper", linked)
    await connected.until(lambda: len(ann.private()) == 3)

    _, preview, invite = ann.private()
    assert [button["action_id"] for button in preview.buttons] == ["papers_ask"]
    assert invite.words == WORDS.invite.replace(
        "{how_to_invite}", slack_words(Language.EN).how_to_invite
    )


async def test_a_message_without_a_paper_is_said_to_have_none(
    connected: Slack, product: Product
) -> None:
    """To who asked alone; nothing is read for it."""
    team, ann = connected.channel("ml"), connected.person("ann")
    chat = await ann.says(team, "lunch?")

    await ann.uses("summarise_paper", chat)
    await connected.until(ann.private)

    assert ([m.words for m in ann.private()], product.ran) == ([WORDS.no_link], [])


async def test_a_paper_that_cannot_be_had_is_told(connected: Slack, product: Product) -> None:
    """After the line that it is being fetched something has to come."""
    team, ann = connected.channel("ml"), connected.person("ann")
    linked = await ann.says(team, LINK)
    product.failure = NotFound("arXiv has no paper 2602.00001")

    await ann.uses("summarise_paper", linked)
    await connected.until(lambda: len(ann.private()) == 2)

    assert ann.private()[1].words == failure_line(product.failure, Language.EN)


CONFIRM = WORDS.confirm_removal.format(date=DAY)


async def test_an_admin_removes_a_post_after_being_told_what_goes(
    connected: Slack, product: Product
) -> None:
    """It takes away a day's talk for good, and the menu is opened quickly."""
    team, ann = connected.channel("papers"), connected.person("ann", admin=True)
    post = _posted(connected, product, team)

    await ann.uses("remove_post", post)
    asked = await connected.until(lambda: ann.private()[0])
    assert (CONFIRM in asked.words, product.removed) == (True, [])

    await ann.presses(asked, "papers_remove")
    await connected.until(lambda: WORDS.removed in [message.words for message in ann.private()])
    assert [ref for _, ref in product.removed] == [post.ts]


async def test_whoever_is_no_admin_is_not_even_asked(connected: Slack, product: Product) -> None:
    """One person's dislike must not take the digest from everybody."""
    team, ann = connected.channel("papers"), connected.person("ann", admin=False)
    post = _posted(connected, product, team)

    await ann.uses("remove_post", post)
    await connected.until(ann.private)

    assert ([m.words for m in ann.private()], product.removed) == ([WORDS.who_may_remove], [])


async def test_who_was_an_admin_when_asked_may_be_none_when_it_is_confirmed(
    connected: Slack, product: Product
) -> None:
    """The button stays where it is for as long as its message."""
    team, ann = connected.channel("papers"), connected.person("ann", admin=True)
    await ann.uses("remove_post", _posted(connected, product, team))
    asked = await connected.until(lambda: ann.private()[0])
    connected.world.people[ann.id]["is_admin"] = False

    await ann.presses(asked, "papers_remove")
    await connected.until(lambda: len(ann.private()) == 2)

    assert (ann.private()[1].words, product.removed) == (WORDS.who_may_remove, [])


def _posted(slack: Slack, product: Product, team: Channel) -> Message:
    bot = slack.world.installed.bot_user
    post = slack.world.post(team, bot, {"text": "the digest"}, by_bot=True)
    product.posted.add(post.ts)
    return post


async def test_a_manager_needs_no_leave_of_slack(product: Product) -> None:
    """Nor the scope to ask whether somebody is an admin."""
    async with listening(product, slack_managers=frozenset({"U000000002"})) as slack:
        slack.world.installed.scopes = ("chat:write", "commands")
        team, ann = slack.channel("papers"), slack.person("ann")
        assert ann.id == "U000000002"

        await ann.uses("remove_post", _posted(slack, product, team))
        asked = await slack.until(lambda: ann.private()[0])
        await ann.presses(asked, "papers_remove")
        await slack.until(lambda: product.removed)


async def test_without_leave_to_ask_nobody_is_taken_for_an_admin(
    connected: Slack, product: Product
) -> None:
    """Who may is said instead of an error."""
    connected.world.installed.scopes = ("chat:write", "commands")
    team, ann = connected.channel("papers"), connected.person("ann", admin=True)
    bot = connected.world.installed.bot_user
    post = connected.world.post(team, bot, {"text": "the digest"}, by_bot=True)

    await ann.uses("remove_post", post)
    await connected.until(ann.private)

    assert ([m.words for m in ann.private()], product.removed) == ([WORDS.who_may_remove], [])


async def test_an_admin_of_another_workspace_is_none_here(
    connected: Slack, product: Product
) -> None:
    """In a channel that is shared with others they may read and ask, but not take anything away."""
    team, ann = connected.channel("papers"), connected.person("ann", admin=True)
    connected.world.people[ann.id]["team_id"] = "T0ELSEWHERE"
    bot = connected.world.installed.bot_user
    post = connected.world.post(team, bot, {"text": "the digest"}, by_bot=True)

    await ann.uses("remove_post", post)
    await connected.until(ann.private)

    assert ([m.words for m in ann.private()], product.removed) == ([WORDS.who_may_remove], [])


async def test_somebody_whom_slack_does_not_show_is_told_so(
    connected: Slack, product: Product
) -> None:
    """It is the person that is not found, not the channel."""
    team, ann = connected.channel("papers"), connected.person("ann", admin=True)
    connected.fail("users.info", faults.error("user_not_found"))
    bot = connected.world.installed.bot_user
    post = connected.world.post(team, bot, {"text": "the digest"}, by_bot=True)

    await ann.uses("remove_post", post)
    await connected.until(ann.private)

    told = catalogue(Language.EN).problems[PlatformProblem.NO_PERSON]
    assert ([m.words for m in ann.private()], product.removed) == ([told], [])


async def test_a_message_that_is_no_digest_is_said_to_be_none(
    connected: Slack, product: Product
) -> None:
    """The shortcut stands in the menu of every message."""
    team, ann = connected.channel("papers"), connected.person("ann", admin=True)
    said = await ann.says(team, "good morning")

    await ann.uses("remove_post", said)
    await connected.until(ann.private)

    assert [m.words for m in ann.private()] == [WORDS.not_ours]
