"""What one person alone sees, by a command's address or by name."""

import pytest

from adapters.slack.platform import SlackPlatform
from adapters.slack.posting.private import PrivatePlatform
from adapters.slack.wire.calls import Calls
from bot.domain.conversation import ReplyTo
from bot.domain.errors import Gone, InDoubt, NotSent, PlatformError, Rejected
from bot.domain.language import Language
from bot.domain.message import Image, Message, Paragraph, Span
from bot.domain.place import Place, PostRef
from bot.presentation.catalogue import catalogue
from tests.builders import NOON_AFTER, answer, ref, statement
from tests.servers.loopback import reset, status
from tests.servers.slack import faults
from tests.servers.slack.messages import Channel
from tests.servers.slack.people import Person
from tests.servers.slack.server import Slack

WORDS = catalogue(Language.EN).answer
TITLE = ref().title
ONE, TWO, THREE = (statement(f"It takes {n} steps.") for n in ("four", "five", "six"))


def place(channel: Channel, thread: str | None = None) -> Place:
    return Place(platform="slack", workspace=channel.team, channel=channel.id, thread=thread)


def to(channel: Channel, asker: Person | None) -> ReplyTo:
    return ReplyTo(
        place=place(channel),
        language=Language.EN,
        papers=(ref(),),
        question="command-1",
        asker=asker.id if asker else None,
    )


def line(text: str) -> Message:
    return Message(summary=text, blocks=(Paragraph(text=(Span(text=text),)),))


def told(channel: Channel, person: Person) -> str:
    return "\n".join(m.words for m in channel.private if m.viewer == person.id)


@pytest.mark.parametrize("member", [True, False])
async def test_an_answer_by_a_commands_address_needs_no_membership(
    slack: Slack, platform: SlackPlatform, *, member: bool
) -> None:
    """`/papers ask` works wherever it is typed, within the five replies that Slack takes."""
    team, alice = slack.channel("papers", bot=member), slack.person("alice")
    url = slack.response_url(alice.id, team)

    stream = await platform.private(alice.id, url).open_answer(to(team, alice))
    assert told(team, alice).splitlines() == [TITLE, WORDS.reading]
    await stream.show(ONE)
    assert told(team, alice).count(ONE.text) == 1
    await stream.show(TWO)
    await stream.finish(answer(ONE, TWO, THREE))

    words = told(team, alice)
    assert [words.count(s.text) for s in (ONE, TWO, THREE)] == [1, 1, 1]
    assert words.count(TITLE) == 1
    assert len(team.private) <= 5
    assert team.private[-1].buttons
    assert team.posts == []
    assert stream.post is None


async def test_a_button_does_not_lose_its_message_to_the_reply(
    slack: Slack, platform: SlackPlatform
) -> None:
    """The address that comes with a button of a public message would replace it for everybody."""
    team, alice = slack.channel("papers"), slack.person("alice")
    header = await platform.post(place(team), line("five papers"), "key")
    url = slack.response_url(alice.id, team, team.messages[header.id])

    await platform.private(alice.id, url).post(place(team), line("why"), "k")

    assert [post.words for post in team.posts] == ["five papers"]
    assert told(team, alice) == "why"


@pytest.mark.parametrize("spent", ["uses", "time"])
async def test_what_an_address_does_not_take_any_more_comes_by_name(
    slack: Slack, platform: SlackPlatform, spent: str
) -> None:
    """A long answer, or one half an hour later, is not lost."""
    team, alice = slack.channel("papers"), slack.person("alice")
    url = slack.response_url(alice.id, team)
    alone = platform.private(alice.id, url)
    if spent == "time":
        slack.clock.advance(1_900)

    for number in range(7):
        await alone.post(place(team), line(f"line {number}"), "k")

    assert told(team, alice).splitlines() == [f"line {number}" for number in range(7)]
    assert slack.asked(url.removeprefix(slack.url)) == (1 if spent == "time" else 5)


async def test_a_question_from_a_command_is_answered_to_its_asker_alone(
    slack: Slack, platform: SlackPlatform
) -> None:
    """After a restart nobody knows the command's address any more."""
    team, alice, bob = slack.channel("papers"), slack.person("alice"), slack.person("bob")

    stream = await platform.open_answer(to(team, alice))
    await stream.finish(answer(ONE))

    assert ONE.text in told(team, alice)
    assert told(team, bob) == ""
    assert team.posts == []


async def test_an_answer_for_nobody_is_a_mistake_of_ours(
    slack: Slack, platform: SlackPlatform
) -> None:
    """Rather than shown to the whole channel."""
    with pytest.raises(ValueError, match="for whom"):
        await platform.open_answer(to(slack.channel("papers"), None))


async def test_a_reply_in_a_thread_stands_in_the_thread(
    slack: Slack, platform: SlackPlatform
) -> None:
    """Why a paper is rated so is asked below the paper."""
    team, alice = slack.channel("papers"), slack.person("alice")
    header = await platform.post(place(team), line("five papers"), "key")

    await platform.private(alice.id).post(place(team, header.id), line("why"), "k")

    assert [(m.words, m.thread_ts) for m in team.private] == [("why", header.id)]


async def test_a_picture_that_slack_cannot_fetch_is_left_out(
    slack: Slack, platform: SlackPlatform
) -> None:
    """By either way."""
    team, alice = slack.channel("papers"), slack.person("alice")
    slack.world.fetches_image = lambda _: False
    picture = Image(url="https://cdn.example/shears.png", alt="a thumbnail")
    part = Message(summary="a paper", blocks=(*line("a paper").blocks, picture))

    await platform.private(alice.id).post(place(team), part, "k")

    assert told(team, alice) == "a paper"


@pytest.mark.parametrize(
    ("code", "kind"), [(429, NotSent), (500, InDoubt), (None, InDoubt)], ids=str
)
async def test_an_address_that_fails_is_told_without_its_secret(
    slack: Slack, platform: SlackPlatform, code: int | None, kind: type[PlatformError]
) -> None:
    """Whoever has it may write in the channel for half an hour."""
    team, alice = slack.channel("papers"), slack.person("alice")
    url = slack.response_url(alice.id, team)
    slack.next(url.removeprefix(slack.url), reset if code is None else status(code))

    with pytest.raises(kind) as caught:
        await platform.private(alice.id, url).post(place(team), line("why"), "k")

    assert url not in repr(caught.value.__cause__)
    assert "secret" not in str(caught.value)
    assert slack.url not in str(caught.value)


async def test_nobody_who_left_is_told_anything(slack: Slack, platform: SlackPlatform) -> None:
    """Slack refuses it, and says why."""
    team, alice = slack.channel("papers"), slack.person("alice")
    team.members.discard(alice.id)

    with pytest.raises(Gone):
        await platform.private(alice.id).post(place(team), line("why"), "k")


async def test_a_first_statement_that_is_not_shown_comes_with_the_rest(
    slack: Slack, platform: SlackPlatform
) -> None:
    """A moment's trouble loses no part of an answer."""
    team, alice = slack.channel("papers"), slack.person("alice")
    url = slack.response_url(alice.id, team)
    stream = await platform.private(alice.id, url).open_answer(to(team, alice))
    slack.next(url.removeprefix(slack.url), status(429))

    await stream.show(ONE)
    await stream.finish(answer(ONE, TWO))

    assert [told(team, alice).count(s.text) for s in (ONE, TWO)] == [1, 1]


@pytest.mark.parametrize("fault", [faults.ratelimited(9), faults.status(503), faults.reset_before])
async def test_the_end_of_an_answer_waits_for_slack(
    slack: Slack, platform: SlackPlatform, fault: faults.Fault
) -> None:
    """Whoever asked for it gets it, if a little later."""
    team, alice = slack.channel("papers"), slack.person("alice")
    stream = await platform.private(alice.id).open_answer(to(team, alice))
    slack.fail("chat.postEphemeral", fault)

    await stream.finish(answer(ONE))

    assert told(team, alice).count(ONE.text) == 1


async def test_an_answer_that_fails_says_why(slack: Slack, platform: SlackPlatform) -> None:
    """Below the line that said that it was read."""
    team, alice = slack.channel("papers"), slack.person("alice")
    stream = await platform.private(alice.id).open_answer(to(team, alice))

    await stream.abort("The model is down.")

    assert told(team, alice).splitlines()[-1] == "The model is down."


async def test_nothing_private_can_be_found_changed_or_removed(calls: Calls) -> None:
    """Slack keeps none of it; only an edit is an error, since something else was to be seen."""
    alone = PrivatePlatform(calls, "U1")
    there = Place(platform="slack", workspace="T1", channel="C1")
    posted = PostRef(place=there, id="private-1")

    assert await alone.find(there, "key", NOON_AFTER) is None
    assert await alone.link(posted) is None
    await alone.delete(posted)
    with pytest.raises(Rejected):
        await alone.edit(posted, line("another"))
