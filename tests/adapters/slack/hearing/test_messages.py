"""Questions and commands that people write."""

from typing import Literal

import pytest

from bot.domain.command import Command, ForgetMe, Help, ShowPaper, ShowStatus, Today, Week
from bot.domain.conversation import HeardKind
from bot.domain.errors import InputError, PlatformProblem, Rejected, StoreError, Trouble
from bot.domain.language import Language
from bot.presentation.catalogue import catalogue
from bot.presentation.heard import line_message
from tests.adapters.product import Product
from tests.adapters.slack.listening import listening
from tests.servers.slack.faults import ratelimited
from tests.servers.slack.server import Slack

WORDS = catalogue(Language.EN)


@pytest.mark.parametrize("delivery", ["socket", "http"])
async def test_a_mention_is_answered_once_in_a_thread_under_it(
    product: Product, delivery: Literal["socket", "http"]
) -> None:
    """Slack tells of a mention twice, and both at once."""
    async with listening(product, delivery) as slack:
        team, ann = slack.channel("papers"), slack.person("ann")

        asked = await ann.says(team, f"{slack.bot} how many steps?")
        await slack.until(lambda: asked.replies)

    assert [reply.words for reply in asked.replies] == ["re: how many steps?"]


async def test_a_line_that_is_no_answer_is_said_once_too(product: Product) -> None:
    """Nothing is kept of it that would tell the second event from the first."""
    async with listening(product) as slack:
        team, ann = slack.channel("papers"), slack.person("ann")
        product.kind = HeardKind.BEYOND

        asked = await ann.says(team, f"{slack.bot} what is the weather?")
        await slack.until(lambda: asked.replies)

    assert (len(product.heard), len(asked.replies)) == (2, 1)


async def test_who_asks_too_much_is_told_alone(product: Product) -> None:
    """Whoever floods a channel must not make the bot do so, too."""
    async with listening(product) as slack:
        team, ann = slack.channel("papers"), slack.person("ann")
        product.kind = HeardKind.SILENT
        thread = await ann.says(team, "papers?")
        await slack.person("min").says(team, "which?", thread)
        product.kind = HeardKind.TOO_MANY

        await ann.says(team, f"{slack.bot} how many steps?", thread)
        asked = await ann.says(team, f"{slack.bot} how many more?")
        await slack.until(lambda: ann.private(team)[1:])

    threads = {told.thread_ts for told in ann.private(team)}
    assert threads == {thread.ts, None}, "nobody sees what is said alone under a first message"
    assert [m for m in [*team.posts, *thread.replies, *asked.replies] if m.by_bot] == []


async def test_a_digest_that_is_deleted_by_hand_is_told_to_the_product(
    connected: Slack, product: Product
) -> None:
    """Its thread keeps it as a tombstone, whose address still leads somewhere."""
    team, ann = connected.channel("papers"), connected.person("ann")
    posted = connected.world.post(
        team, connected.world.installed.bot_user, {"text": "five papers"}, by_bot=True
    )
    await ann.says(team, "nice", posted)

    await ann.deletes(posted)

    assert [post for _, post in product.gone] == [posted.ts]
    assert product.retracted == []


async def test_a_retried_envelope_asks_nothing_anew(product: Product) -> None:
    """Slack brings again what it believes lost."""
    async with listening(product) as slack:
        team, ann = slack.channel("papers"), slack.person("ann")
        asked = await ann.says(team, f"{slack.bot} how many steps?")
        await slack.until(lambda: asked.replies)

        for envelope in tuple(slack.delivery.sent):
            assert (await slack.delivery.again(envelope)).taken

    assert len(asked.replies) == 1


async def test_a_question_is_kept_before_slack_is_told_and_answered_after(
    connected: Slack, product: Product
) -> None:
    """However long answers take, Slack waits for the store alone."""
    team, ann = connected.channel("papers"), connected.person("ann")
    product.gate.clear()

    asked = await ann.says(team, f"{connected.bot} how many steps?")

    assert all(envelope.taken for envelope in connected.delivery.sent)
    assert (product.heard[0].text, asked.replies) == ("how many steps?", [])
    product.gate.set()
    await connected.until(lambda: asked.replies)


@pytest.mark.slow
async def test_what_could_not_be_kept_is_not_acknowledged(
    connected: Slack, product: Product
) -> None:
    """Then Slack brings it again, and the question is not lost."""
    team, ann = connected.channel("papers"), connected.person("ann")
    product.broken = StoreError("the disk is full")
    asked = await ann.says(team, f"{connected.bot} how many steps?")
    assert not any(envelope.attempts[0].taken for envelope in connected.delivery.sent)

    product.broken = None
    await connected.delivery.again(connected.delivery.sent[0])

    await connected.until(lambda: asked.replies)


async def test_an_edit_is_asked_anew_and_a_preview_is_not(
    connected: Slack, product: Product
) -> None:
    """Slack tells of a link's preview as if the message had been changed."""
    team, ann = connected.channel("papers"), connected.person("ann")
    asked = await ann.says(
        team, f"{connected.bot} how many steps? https://arxiv.org/abs/2602.00001"
    )
    await connected.until(lambda: asked.replies)

    await connected.preview(asked)
    await ann.edits(asked, f"{connected.bot} how many weights?")
    await connected.until(lambda: len(asked.replies) == 2)

    assert asked.replies[1].words == "re: how many weights?"


async def test_a_deleted_question_is_taken_back(connected: Slack, product: Product) -> None:
    """With an answer under it Slack keeps a tombstone and tells of a change."""
    team, ann = connected.channel("papers"), connected.person("ann")
    asked = await ann.says(team, f"{connected.bot} how many steps?")
    await connected.until(lambda: asked.replies)

    await ann.deletes(asked)
    await connected.until(lambda: product.retracted)

    ((place, message),) = product.retracted
    assert (place.thread, message) == (asked.ts, asked.ts)
    await connected.until(lambda: product.cleared == ["slack"])


@pytest.mark.slow
async def test_a_deletion_that_is_not_kept_is_brought_again(
    connected: Slack, product: Product
) -> None:
    """Its question would stay for a month."""
    team, ann = connected.channel("papers"), connected.person("ann")
    asked = await ann.says(team, f"{connected.bot} how many steps?")
    await connected.until(lambda: asked.replies)
    product.broken = StoreError("the disk is full")

    await ann.deletes(asked)

    assert not connected.delivery.sent[-1].taken


async def test_the_bot_hears_neither_itself_nor_a_channel_it_was_not_given(
    product: Product,
) -> None:
    """Its own answers come back to it as events; a list of channels keeps it out of all others."""
    async with listening(product, slack_channels=frozenset({"C000000001"})) as slack:
        team, other = slack.channel("papers"), slack.channel("other")
        ann = slack.person("ann")
        assert team.id == "C000000001"

        asked = await ann.says(team, f"{slack.bot} here?")
        await slack.until(lambda: asked.replies)
        unheard = await ann.says(other, f"{slack.bot} there?")
        direct = await ann.says(ann.direct, "and here?")
        await slack.until(lambda: direct.replies)

    assert {message.text for message in product.heard} == {"here?", "and here?"}
    assert unheard.replies == []


async def test_an_error_behind_a_question_is_told_in_its_thread(
    connected: Slack, product: Product
) -> None:
    """Silence would look like a bot that is down; Slack's own words would puzzle."""
    team, ann = connected.channel("papers"), connected.person("ann")
    product.failure = Rejected("chat.update: no", problem=PlatformProblem.NO_PERMISSION)

    asked = await ann.says(team, f"{connected.bot} how many steps?")
    await connected.until(lambda: asked.replies)

    assert asked.replies[0].words == WORDS.problems[PlatformProblem.NO_PERMISSION]


async def test_a_direct_message_is_a_question(connected: Slack, product: Product) -> None:
    """Nobody has to mention the bot where nobody else is."""
    ann = connected.person("ann")

    asked = await ann.says(ann.direct, "how many steps does 2602.00001 take?")
    await connected.until(lambda: asked.replies)

    assert product.heard[0].direct


@pytest.mark.parametrize(
    "text", ["2602.00001", "<https://arxiv.org/abs/2602.00001|this paper>", "/papers paper 2602.00001"]
)  # fmt: skip
async def test_a_direct_message_that_is_a_command_is_done(
    connected: Slack, product: Product, text: str
) -> None:
    """A paper alone asks nothing, it wants the paper's entry."""
    ann = connected.person("ann")

    sent = await ann.says(ann.direct, text)
    await connected.until(lambda: sent.replies)

    ((command, asker),) = product.ran
    assert (command, asker.author) == (ShowPaper(reference="2602.00001"), ann.id)
    assert sent.replies[0].words == "what was asked for"


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("오늘", Today()),
        ("today", Today()),
        ("이번 주", Week()),
        ("상태", ShowStatus()),
        ("도움말", Help()),
        ("기록 삭제", ForgetMe()),
        ("what's new today?", Today()),
    ],
)
async def test_a_command_needs_no_slash_in_a_direct_message(
    connected: Slack, product: Product, text: str, command: Command
) -> None:
    """Slack takes what begins with one for itself, and help says what else there is."""
    ann = connected.person("ann")

    sent = await ann.says(ann.direct, text)
    await connected.until(lambda: sent.replies)

    assert [one for one, _ in product.ran] == [command]


async def test_whoever_asks_before_papers_are_known_sees_that_they_are_fetched(
    connected: Slack, product: Product
) -> None:
    """Else nothing happens for some seconds."""
    ann = connected.person("ann")
    product.kind = HeardKind.WHICH_PAPER

    await ann.says(ann.direct, "which datasets?")

    await connected.until(lambda: connected.calls("assistant.threads.setStatus"))


async def test_a_paper_and_a_question_in_a_direct_message_ask_about_that_paper(
    connected: Slack, product: Product
) -> None:
    """It is a question like any other, kept before Slack is told."""
    ann = connected.person("ann")

    asked = await ann.says(ann.direct, "2602.00001 is the code out?")
    await connected.until(lambda: asked.replies)

    assert (product.heard[0].about, product.heard[0].text) == ("2602.00001", "is the code out?")


async def test_a_command_that_is_none_is_explained_and_one_that_fails_too(
    connected: Slack, product: Product
) -> None:
    """Both in one line, where it was written."""
    ann = connected.person("ann")

    wrong = await ann.says(ann.direct, "/papers date someday")
    await connected.until(lambda: wrong.replies)
    product.failure = InputError(
        "nobody knows it", trouble=Trouble.UNKNOWN_PAPER, about="2602.99999"
    )
    missing = await ann.says(ann.direct, "2602.99999")
    await connected.until(lambda: missing.replies)

    assert "someday" in wrong.replies[0].words
    assert missing.replies[0].words.startswith(
        "Neither Hugging Face nor arXiv knows a paper 2602.99999. "
    )


async def test_what_slack_is_too_busy_for_is_said_later(connected: Slack, product: Product) -> None:
    """Slack takes about one message a second in a channel; none of several may go missing."""
    ann = connected.person("ann")
    product.said = [line_message("one"), line_message("two")]
    connected.fail("chat.postMessage", ratelimited(30), nth=2)

    sent = await ann.says(ann.direct, "help")
    await connected.until(lambda: len(sent.replies) == 2)

    assert [reply.words for reply in sent.replies] == ["one", "two"]
