"""Answers in direct messages: Slack's own streams, and edits where Slack will not have them."""

import pytest

from adapters.slack.platform import SlackPlatform
from adapters.slack.posting.posts import moment_of
from adapters.slack.wire.calls import Calls
from bot.domain.conversation import ReplyTo
from bot.domain.language import Language
from bot.domain.place import Place, PostRef
from bot.presentation.catalogue import catalogue
from tests.builders import answer, ref, statement
from tests.servers.slack import faults
from tests.servers.slack.messages import Message
from tests.servers.slack.server import Slack

WORDS = catalogue(Language.EN).answer
TITLE = ref().title
ONE, TWO = statement("It takes four steps."), statement("It takes five steps.")


async def ask(slack: Slack) -> Message:
    alice = slack.person("alice")
    return await alice.says(alice.direct, "how fast is it?")


def to(asked: Message, **fields: object) -> ReplyTo:
    place = Place(
        platform="slack", workspace=asked.channel.team, channel=asked.channel.id, thread=asked.ts
    )
    given = {"language": Language.EN, "papers": (ref(),), "question": asked.ts}
    return ReplyTo.model_validate({"place": place, "asker": asked.author, **given, **fields})


async def sees(slack: Slack, asked: Message, text: str) -> None:
    await slack.until(lambda: any(text in reply.words for reply in asked.replies), text)


def is_open(message: Message) -> bool:
    return message.stream is not None


async def test_an_answer_is_streamed(slack: Slack, platform: SlackPlatform) -> None:
    """The title at once, each statement when it is checked, the buttons at the end."""
    asked = await ask(slack)

    stream = await platform.open_answer(to(asked))
    (reply,) = asked.replies
    assert (stream.post, reply.words, is_open(reply)) == (reply.ts, TITLE, True)
    await stream.show(ONE)
    await slack.until(lambda: ONE.text in reply.words)
    await stream.finish(answer(ONE, TWO))

    assert not is_open(reply)
    assert [reply.words.count(text) for text in (TITLE, ONE.text, TWO.text)] == [1, 1, 1]
    assert [button["type"] for button in reply.buttons] == ["feedback_buttons"] * 2
    assert len(asked.replies) == 1


async def test_a_streamed_answer_can_be_heard(slack: Slack, platform: SlackPlatform) -> None:
    """Blocks in a stream have no text for notifications and screen readers: one edit puts it in."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))
    await stream.show(ONE)
    await sees(slack, asked, ONE.text)
    assert not slack.calls("chat.update")

    await stream.finish(answer(ONE, TWO))

    assert len(slack.calls("chat.update")) == 1
    assert [asked.replies[0].text.count(one.text) for one in (ONE, TWO)] == [1, 1]


async def test_the_assistant_says_that_it_reads(slack: Slack, platform: SlackPlatform) -> None:
    """Slack shows it below the question until the first words come."""
    asked = await ask(slack)

    await platform.open_answer(to(asked))

    (status,) = slack.calls("assistant.threads.setStatus", "ok")
    assert status["status"] == WORDS.reading


async def test_without_the_assistant_answers_are_streamed_all_the_same(
    slack: Slack, platform: SlackPlatform
) -> None:
    """Its parts need a paid plan, or a scope that was not granted."""
    asked = await ask(slack)
    slack.fail("assistant.threads.setStatus", faults.error("invalid_thread_ts"))

    stream = await platform.open_answer(to(asked))
    await stream.finish(answer(ONE))

    assert ONE.text in asked.replies[0].words
    assert slack.calls("chat.startStream", "ok")


@pytest.mark.parametrize(
    "fault",
    [
        faults.error("channel_type_not_supported"),
        faults.error("unknown_method"),
        faults.error("missing_scope", needed="assistant:write"),
        faults.error("invalid_arguments"),
        faults.ratelimited(30),
        faults.reset_before,
        faults.status(503),
    ],
)
async def test_where_streams_are_refused_a_message_is_edited(
    slack: Slack, platform: SlackPlatform, fault: faults.Fault
) -> None:
    """An older plan, another kind of workspace: the answer comes all the same."""
    asked = await ask(slack)
    slack.fail("chat.startStream", fault)

    stream = await platform.open_answer(to(asked))
    assert WORDS.reading in asked.replies[0].words
    await stream.show(ONE)
    await stream.finish(answer(ONE, TWO))

    (reply,) = asked.replies
    assert stream.post == reply.ts
    assert [reply.words.count(text) for text in (TITLE, ONE.text, TWO.text)] == [1, 1, 1]
    assert WORDS.reading not in reply.words


@pytest.mark.parametrize("method", ["chat.appendStream", "chat.stopStream"])
@pytest.mark.parametrize(
    "fault",
    [
        faults.error("message_not_in_streaming_state"),
        faults.error("invalid_chunks"),
        faults.error("internal_error"),
        faults.ratelimited(5),
        faults.reset_before,
        faults.reset_after,
        faults.down_after,
    ],
)
async def test_a_stream_that_breaks_says_nothing_twice_and_leaves_nothing_out(
    slack: Slack, platform: SlackPlatform, method: str, fault: faults.Fault
) -> None:
    """What may have got through is not appended again: the whole message is edited."""
    asked = await ask(slack)
    slack.fail(method, fault)

    stream = await platform.open_answer(to(asked))
    await stream.show(ONE)
    await sees(slack, asked, ONE.text)
    await stream.finish(answer(ONE, TWO))

    (reply,) = asked.replies
    assert not is_open(reply)
    assert [reply.words.count(text) for text in (TITLE, ONE.text, TWO.text)] == [1, 1, 1]
    assert len(reply.buttons) == 2


async def test_a_stream_that_slack_ended_by_itself_goes_on_as_a_message(
    slack: Slack, platform: SlackPlatform
) -> None:
    """Slack closes a stream after minutes; a long paper and a slow model take as long."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))
    slack.clock.advance(400)

    await stream.show(ONE)
    await stream.finish(answer(ONE, TWO))

    (reply,) = asked.replies
    assert [reply.words.count(text) for text in (TITLE, ONE.text, TWO.text)] == [1, 1, 1]


async def test_an_answer_too_long_for_a_stream_goes_on_in_messages(
    slack: Slack, platform: SlackPlatform
) -> None:
    """A stream has no room for more than a message."""
    asked = await ask(slack)
    long = [
        statement(f"Step {n} comes next. {'It goes on and on. ' * 50}", "in four steps " * 100)
        for n in range(6)
    ]
    stream = await platform.open_answer(to(asked))

    for one in long:
        await stream.show(one)
        await sees(slack, asked, one.text[:15])
    await stream.finish(answer(*long))

    words = "\n".join(reply.words for reply in asked.replies)
    assert len(asked.replies) > 1
    assert [words.count(f"Step {n} comes") for n in range(6)] == [1] * 6
    assert not any(is_open(reply) for reply in asked.replies)
    assert {call.outcome for call in slack.api.calls} == {"ok"}


async def test_a_stream_that_a_crash_left_open_is_ended_and_its_message_goes_on(
    slack: Slack, platform: SlackPlatform
) -> None:
    """A stream that nobody ends looks as if the bot were writing for ever."""
    asked = await ask(slack)
    crashed = await platform.open_answer(to(asked))

    stream = await platform.open_answer(to(asked, post=crashed.post))
    await stream.finish(answer(ONE))

    (reply,) = asked.replies
    assert reply.ts == stream.post == crashed.post
    assert not is_open(reply)
    assert [reply.words.count(text) for text in (TITLE, ONE.text)] == [1, 1]
    assert len(slack.calls("chat.startStream")) == 1
    assert not slack.calls("chat.update", "streaming_state_conflict")


@pytest.mark.parametrize("fault", [faults.reset_after, faults.down_after])
async def test_a_stream_that_slack_began_without_a_word_goes_away(
    slack: Slack, platform: SlackPlatform, fault: faults.Fault
) -> None:
    """Nobody knows its ts, so nobody would ever end it beside the real answer."""
    asked = await ask(slack)
    other = await platform.open_answer(to(asked, question=f"{asked.ts}9"))
    slack.fail("chat.startStream", fault)

    stream = await platform.open_answer(to(asked))
    await stream.show(ONE)
    await stream.finish(answer(ONE, TWO))

    assert [reply.ts for reply in asked.replies] == [other.post, stream.post]
    assert (is_open(asked.replies[0]), is_open(asked.replies[1])) == (True, False)


async def test_a_stream_that_a_crash_left_unknown_goes_away(
    slack: Slack, platform: SlackPlatform, calls: Calls
) -> None:
    """The process died before it kept in which message it was going to answer."""
    asked = await ask(slack)
    earlier = await platform.open_answer(to(asked, question=f"{asked.ts}9"))
    await earlier.finish(answer(TWO))
    await platform.open_answer(to(asked))
    restarted = SlackPlatform(calls, slack.world.installed.bot_id)

    since = moment_of(asked.ts)
    stream = await restarted.open_answer(to(asked, begun_since=since))
    await stream.finish(answer(ONE))

    assert [reply.ts for reply in asked.replies] == [earlier.post, stream.post]
    assert not any(is_open(reply) for reply in asked.replies)


async def test_a_stream_that_is_left_is_ended(slack: Slack, platform: SlackPlatform) -> None:
    """What was said stays, and nothing seems to come."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))

    await stream.leave()

    assert not is_open(asked.replies[0])


async def test_a_question_deleted_while_its_answer_streams_leaves_nothing(
    slack: Slack, platform: SlackPlatform
) -> None:
    """Whatever comes afterwards goes nowhere."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))
    assert stream.post is not None
    slack.fail("chat.delete", faults.error("cant_delete_message"))

    await platform.delete(PostRef(place=to(asked).place, id=stream.post))
    await stream.show(ONE)
    await stream.finish(answer(ONE))

    assert asked.replies == []


async def test_a_command_in_a_direct_message_is_answered_below_it(
    slack: Slack, platform: SlackPlatform
) -> None:
    """There is no message of the asker's to stream an answer to."""
    alice = slack.person("alice")
    place = Place(platform="slack", workspace=slack.team, channel=alice.direct.id)
    asked = ReplyTo(place=place, language=Language.EN, question="command-1", asker=alice.id)

    stream = await platform.open_answer(asked)
    await stream.finish(answer(ONE))

    (post,) = alice.direct.posts
    assert ONE.text in post.words


async def test_an_answer_that_fails_says_why(slack: Slack, platform: SlackPlatform) -> None:
    """And its stream is over."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))

    await stream.abort("The model is down.")

    (reply,) = asked.replies
    assert reply.words.splitlines() == [TITLE, "The model is down."]
    assert not is_open(reply)
