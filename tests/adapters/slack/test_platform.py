"""Posting, finding, changing and removing in a workspace that treats us as Slack does."""

import datetime as dt
from typing import Any

import pytest

from adapters.slack.platform import SlackPlatform
from adapters.slack.wire.calls import Calls
from bot.domain.errors import Gone, InDoubt, NotSent, PlatformProblem, Rejected
from bot.domain.message import Image, Message, Paragraph, Span
from bot.domain.place import Place, PostRef
from tests.fakes import FakeClock
from tests.servers.slack import faults
from tests.servers.slack import messages as slack_messages
from tests.servers.slack.server import Slack

PICTURE = Image(url="https://cdn.example/shears.png", alt="Shears, its thumbnail")


def message(text: str, *blocks: Any) -> Message:
    return Message(summary=text, blocks=(Paragraph(text=(Span(text=text),)), *blocks))


def place(channel: slack_messages.Channel, thread: str | None = None) -> Place:
    return Place(platform="slack", workspace=channel.team, channel=channel.id, thread=thread)


async def test_a_post_is_quiet_and_carries_its_key(slack: Slack, platform: SlackPlatform) -> None:
    """Nobody is alerted, no preview is added, and the post can be found again."""
    team = slack.channel("papers")

    ref = await platform.post(place(team), message("five papers <!channel>"), "key")

    (sent,) = slack.calls("chat.postMessage", "ok")
    assert (sent["unfurl_links"], sent["unfurl_media"]) == (False, False)
    assert team.posts[0].ts == ref.id
    assert team.posts[0].words == "five papers <!channel>"
    assert "five papers" in team.posts[0].text
    assert team.posts[0].metadata == {
        "event_type": "papers_digest",
        "event_payload": {"key": "key"},
    }
    assert not slack.alerts


async def test_a_post_goes_into_its_thread(slack: Slack, platform: SlackPlatform) -> None:
    """A digest is one message in the channel; the rest of it stands under that."""
    team = slack.channel("papers")
    header = await platform.post(place(team), message("five papers"), "0")

    await platform.post(place(team, header.id), message("the first"), "1")

    assert [post.words for post in team.posts] == ["five papers"]
    assert [reply.words for reply in team.posts[0].replies] == ["the first"]


@pytest.mark.parametrize("name", ["papers", "#papers"])
async def test_a_channel_is_known_by_its_id_alone(
    slack: Slack, platform: SlackPlatform, name: str
) -> None:
    """Slack takes names, too: the same day would stand there twice, in threads that nobody knows."""
    team = slack.channel("papers")

    with pytest.raises(Gone) as refused:
        await platform.post(place(team).model_copy(update={"channel": name}), message("x"), "0")

    assert (refused.value.problem, team.posts) == (PlatformProblem.NO_CHANNEL, [])


@pytest.mark.parametrize("edited", [False, True])
async def test_a_picture_that_slack_cannot_fetch_is_left_out(
    slack: Slack, platform: SlackPlatform, *, edited: bool
) -> None:
    """A thumbnail that is gone must not cost the digest, nor post it twice."""
    team = slack.channel("papers")
    slack.world.fetches_image = lambda _: False

    ref = await platform.post(place(team), message("a paper", PICTURE), "key")
    if edited:
        await platform.edit(ref, message("a paper, revised", PICTURE))

    (post,) = team.posts
    assert post.words == ("a paper, revised" if edited else "a paper")
    assert post.metadata


async def test_a_post_whose_answer_was_lost_stands_once_and_is_found(
    slack: Slack, platform: SlackPlatform, clock: FakeClock
) -> None:
    """Neither slack_sdk nor we send it again; the core looks first."""
    team = slack.channel("papers")
    slack.fail("chat.postMessage", faults.reset_after)

    with pytest.raises(InDoubt):
        await platform.post(place(team), message("five papers"), "key")
    found = await platform.find(place(team), "key", clock.now())

    (post,) = team.posts
    assert found == PostRef(place=place(team), id=post.ts)


async def test_what_did_not_get_through_is_not_found(
    slack: Slack, platform: SlackPlatform, clock: FakeClock
) -> None:
    """Then it may be posted again."""
    team = slack.channel("papers")
    slack.fail("chat.postMessage", faults.reset_before)

    with pytest.raises(InDoubt):
        await platform.post(place(team), message("five papers"), "key")

    assert await platform.find(place(team), "key", clock.now()) is None


async def test_a_key_is_looked_for_in_its_own_place(
    slack: Slack, platform: SlackPlatform, clock: FakeClock
) -> None:
    """The parent comes with its replies, and a thread is not the channel."""
    team = slack.channel("papers")
    header = await platform.post(place(team), message("five papers"), "header")
    reply = await platform.post(place(team, header.id), message("the first"), "reply")

    async def found(thread: str | None, key: str) -> PostRef | None:
        return await platform.find(place(team, thread), key, clock.now())

    assert await found(None, "header") == header
    assert await found(header.id, "reply") == reply
    assert await found(header.id, "header") is None
    assert await found(None, "reply") is None


async def test_a_marker_that_somebody_else_has_set_is_not_ours(
    slack: Slack, platform: SlackPlatform, clock: FakeClock
) -> None:
    """Any app of the workspace may write our key on a message of its own."""
    team, mallory = slack.channel("papers"), slack.person("mallory")
    forged = {"event_type": "papers_digest", "event_payload": {"key": "key"}}
    slack.world.post(team, mallory.id, {"text": "posted already", "metadata": forged})

    assert await platform.find(place(team), "key", clock.now()) is None


async def test_markers_of_other_forms_are_passed_over(
    slack: Slack, platform: SlackPlatform, calls: Calls, clock: FakeClock
) -> None:
    """The bot's own message may carry anything, from a version before or after this one."""
    team = slack.channel("papers")
    for payload in ({}, {"key": ["key"]}, {"key": 1}):
        metadata = {"event_type": "papers_digest", "event_payload": payload}
        await calls.write("chat.postMessage", channel=team.id, text="x", metadata=metadata)
    other = {"event_type": "another", "event_payload": {"key": "key"}}
    await calls.write("chat.postMessage", channel=team.id, text="x", metadata=other)

    assert await platform.find(place(team), "key", clock.now()) is None


@pytest.mark.parametrize("in_thread", [False, True])
async def test_a_post_is_found_behind_much_else(
    slack: Slack, platform: SlackPlatform, clock: FakeClock, *, in_thread: bool
) -> None:
    """Outside the Marketplace a page has 15 messages, and the next one comes a minute later."""
    slack.world.marketplace = False
    team, alice = slack.channel("papers"), slack.person("alice")
    header = await platform.post(place(team), message("five papers"), "header")
    thread = header.id if in_thread else None
    started = clock.now()
    before = [
        alice.says(team, str(n), team.messages[thread] if thread else None) for n in range(20)
    ]
    for saying in before:
        await saying
    wanted = await platform.post(place(team, thread), message("the one"), "key")
    for n in range(20):
        await alice.says(team, str(n), team.messages[thread] if thread else None)
    slack.limit("real")

    found = await platform.find(place(team, thread), "key", started)

    assert found == wanted
    assert clock.now() - started >= dt.timedelta(minutes=1)


async def test_a_clock_that_is_ahead_of_slacks_finds_what_was_posted(
    slack: Slack, platform: SlackPlatform, clock: FakeClock
) -> None:
    """Slack stamps messages by its own clock; a minute's difference must not post a digest twice."""
    team = slack.channel("papers")
    posted = await platform.post(place(team), message("five papers"), "key")

    assert await platform.find(place(team), "key", clock.now() + dt.timedelta(minutes=1)) == posted


async def test_what_cannot_be_known_is_not_guessed(
    slack: Slack, platform: SlackPlatform, clock: FakeClock
) -> None:
    """Taking it for absent would post a second time."""
    team = slack.channel("papers")
    slack.api.faults.always("conversations.history", faults.status(503))

    with pytest.raises(InDoubt):
        await platform.find(place(team), "key", clock.now())


async def test_a_thread_whose_parent_is_gone_is_told(
    slack: Slack, platform: SlackPlatform, clock: FakeClock
) -> None:
    """Nothing can be posted into it any more."""
    team = slack.channel("papers")
    header = await platform.post(place(team), message("five papers"), "header")
    await platform.delete(header)

    with pytest.raises(Gone) as caught:
        await platform.find(place(team, header.id), "key", clock.now())

    assert caught.value.problem is PlatformProblem.NO_MESSAGE


async def test_a_method_rests_as_long_as_slack_says(
    slack: Slack, platform: SlackPlatform, clock: FakeClock
) -> None:
    """Slack is not even asked before; what else it offers goes on."""
    team = slack.channel("papers")
    ref = await platform.post(place(team), message("one"), "1")
    slack.fail("chat.postMessage", faults.ratelimited(7))
    with pytest.raises(NotSent):
        await platform.post(place(team), message("two"), "2")
    asked = len(slack.calls("chat.postMessage"))

    clock.time += dt.timedelta(seconds=3)
    with pytest.raises(NotSent) as caught:
        await platform.post(place(team), message("two"), "2")
    await platform.edit(ref, message("one, revised"))

    assert caught.value.retry_after == pytest.approx(4)
    assert len(slack.calls("chat.postMessage")) == asked
    clock.time += dt.timedelta(seconds=4)
    await platform.post(place(team), message("two"), "2")
    assert [post.words for post in team.posts] == ["one, revised", "two"]


async def test_an_edit_waits_exactly_as_long_as_slack_says(
    slack: Slack, platform: SlackPlatform, clock: FakeClock
) -> None:
    """Asking sooner would only be counted against us."""
    team = slack.channel("papers")
    ref = await platform.post(place(team), message("five papers"), "key")
    slack.fail("chat.update", faults.ratelimited(20))

    await platform.edit(ref, message("four papers"))

    assert clock.slept == [20.0]


async def test_an_edit_keeps_the_key(
    slack: Slack, platform: SlackPlatform, clock: FakeClock
) -> None:
    """A note on a withdrawn paper must not make the digest look absent."""
    team = slack.channel("papers")
    ref = await platform.post(place(team), message("five papers"), "key")

    await platform.edit(ref, message("five papers, one withdrawn"))

    assert team.posts[0].words == "five papers, one withdrawn"
    assert await platform.find(place(team), "key", clock.now()) == ref


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("chat.update", faults.ratelimited(20)),
        ("chat.update", faults.status(502)),
        ("chat.update", faults.reset_after),
        ("chat.delete", faults.ratelimited(20)),
        ("chat.delete", faults.reset_after),
    ],
)
async def test_what_may_be_done_twice_is_tried_again(
    slack: Slack, platform: SlackPlatform, method: str, fault: faults.Fault
) -> None:
    """A removal that Slack has no time for is still wanted."""
    team = slack.channel("papers")
    ref = await platform.post(place(team), message("five papers"), "key")
    slack.fail(method, fault)

    if method == "chat.update":
        await platform.edit(ref, message("four papers"))
    else:
        await platform.delete(ref)

    assert [post.words for post in team.posts] == ["four papers"] * (method == "chat.update")


async def test_what_is_gone_already_is_removed(slack: Slack, platform: SlackPlatform) -> None:
    """Two admins press the same button."""
    team = slack.channel("papers")
    ref = await platform.post(place(team), message("five papers"), "key")

    await platform.delete(ref)
    await platform.delete(ref)

    assert team.posts == []


async def test_a_stream_that_a_crash_left_open_can_be_changed_and_removed(
    slack: Slack, platform: SlackPlatform, calls: Calls
) -> None:
    """Slack refuses both for a message that is still being written."""
    alice = slack.person("alice")
    asked = await alice.says(alice.direct, "how fast is it?")
    begun = [
        (await calls.write("chat.startStream", channel=alice.direct.id, thread_ts=asked.ts))["ts"]
        for _ in range(2)
    ]
    slack.fail("chat.delete", faults.error("cant_delete_message"))
    edited, deleted = (PostRef(place=place(alice.direct, asked.ts), id=ts) for ts in begun)

    await platform.edit(edited, message("I was restarted"))
    await platform.delete(deleted)

    assert [reply.words for reply in asked.replies] == ["I was restarted"]


async def test_a_message_of_somebody_else_is_not_ours_to_remove(
    slack: Slack, platform: SlackPlatform
) -> None:
    """Slack says so, and so do we."""
    team, alice = slack.channel("papers"), slack.person("alice")
    said = await alice.says(team, "good morning")

    with pytest.raises(Rejected) as caught:
        await platform.delete(PostRef(place=place(team), id=said.ts))

    assert caught.value.problem is PlatformProblem.NO_PERMISSION


async def test_a_post_has_an_address_until_it_is_gone(
    slack: Slack, platform: SlackPlatform
) -> None:
    """`today` shows where the edition stands."""
    team = slack.channel("papers")
    ref = await platform.post(place(team), message("five papers"), "key")

    link = await platform.link(ref)
    await platform.delete(ref)

    assert link is not None
    assert link.startswith("https://")
    with pytest.raises(Gone) as gone:
        await platform.link(ref)
    assert gone.value.problem is PlatformProblem.NO_MESSAGE


async def test_a_bot_that_was_kicked_says_what_it_is(slack: Slack, platform: SlackPlatform) -> None:
    """Whoever asks is told to invite it."""
    team = slack.channel("papers", bot=False)

    with pytest.raises(Gone) as caught:
        await platform.post(place(team), message("five papers"), "key")

    assert caught.value.problem is PlatformProblem.NOT_A_MEMBER
