"""Answers that a channel watches: messages of the thread, edited while they grow."""

import asyncio
import datetime as dt
import itertools

import pytest

from adapters.slack.platform import SlackPlatform
from adapters.slack.wire.calls import Calls
from bot.domain.conversation import Orphan, ReplyTo
from bot.domain.errors import Gone, PlatformProblem
from bot.domain.language import Language
from bot.domain.place import Place, PostRef
from bot.presentation.catalogue import catalogue
from tests.builders import answer, ref, statement
from tests.fakes import FakeClock
from tests.servers.slack import faults
from tests.servers.slack.messages import Message
from tests.servers.slack.server import Slack

WORDS = catalogue(Language.EN).answer
TITLE = ref().title
ONE, TWO, THREE = (statement(f"It takes {n} steps.") for n in ("four", "five", "six"))
LONG = tuple(
    statement(f"Step {n} comes next. {'It goes on and on. ' * 50}", "in four steps " * 100)
    for n in range(6)
)


async def ask(slack: Slack) -> Message:
    return await slack.person("alice").says(slack.channel("papers"), "how fast is it?")


async def ask_alone(slack: Slack) -> Message:
    alice = slack.person("alice")
    return await alice.says(alice.direct, "how fast is it?")


def to(asked: Message, **fields: object) -> ReplyTo:
    place = Place(
        platform="slack",
        workspace=asked.channel.team,
        channel=asked.channel.id,
        thread=asked.thread_ts or asked.ts,
    )
    given = {"language": Language.EN, "papers": (ref(),), "question": asked.ts}
    return ReplyTo.model_validate({"place": place, "asker": asked.author, **given, **fields})


async def sees(slack: Slack, asked: Message, text: str) -> None:
    await slack.until(lambda: any(text in reply.words for reply in asked.replies), text)


async def settle() -> None:
    """What does not wait for anything has been done by then."""
    for _ in range(200):
        await asyncio.sleep(0)


def post(asked: Message, ts: str | None) -> PostRef:
    assert ts is not None
    return PostRef(place=to(asked).place, id=ts)


async def test_that_the_paper_is_read_is_seen_at_once(
    slack: Slack, platform: SlackPlatform
) -> None:
    """Whoever asked sees which paper it is about before anything was found out."""
    asked = await ask(slack)

    stream = await platform.open_answer(to(asked))

    (reply,) = asked.replies
    assert stream.post == reply.ts
    assert reply.words.splitlines() == [TITLE, WORDS.reading]
    assert TITLE in reply.text
    await stream.leave()


async def test_an_answer_grows_in_one_message(slack: Slack, platform: SlackPlatform) -> None:
    """Each statement is seen before the end, and nothing is said twice."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))

    await stream.show(ONE)
    await sees(slack, asked, ONE.text)
    assert WORDS.reading in asked.replies[0].words
    await stream.show(TWO)
    await stream.finish(answer(ONE, TWO, THREE))

    (reply,) = asked.replies
    assert WORDS.reading not in reply.words
    assert [reply.words.count(s.text) for s in (ONE, TWO, THREE)] == [1, 1, 1]
    assert ONE.text in reply.text
    assert [button["type"] for button in reply.buttons] == ["feedback_buttons"] * 2


async def test_an_answer_that_fails_says_why(slack: Slack, platform: SlackPlatform) -> None:
    """Nobody is left waiting below "reading"."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))

    await stream.abort("The model is down.")

    (reply,) = asked.replies
    assert reply.words.splitlines() == [TITLE, "The model is down."]
    assert not reply.buttons


async def test_a_paper_that_is_not_told_before_is_named_at_the_end(
    slack: Slack, platform: SlackPlatform
) -> None:
    """A question that came without its paper still gets an answer with a title."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked, papers=()))

    await stream.finish(answer(ONE))

    assert asked.replies[0].words.startswith(TITLE)
    assert asked.replies[0].words.count(ONE.text) == 1


async def test_what_comes_within_a_second_is_one_edit(
    slack: Slack, platform: SlackPlatform, clock: FakeClock
) -> None:
    """Slack allows about an edit a second of a message, and the last one is always made."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))
    said = [statement(f"It is said {n} times.") for n in range(20)]

    await stream.show(said[0])
    await sees(slack, asked, said[0].text)
    await stream.show(said[1])
    await sees(slack, asked, said[1].text)
    for one in said:
        await stream.show(one)
    await stream.finish(answer(*said))

    times = [call.at for call in slack.api.calls if call.method == "chat.update"]
    assert all(later - sooner >= 1 for sooner, later in itertools.pairwise(times))
    assert len(times) < 5
    assert all(one.text in asked.replies[0].words for one in said)
    assert clock.slept


async def test_all_answers_together_keep_the_limit_of_the_workspace(
    slack: Slack, platform: SlackPlatform
) -> None:
    """50 edits a minute are all there are, and the end of an answer does not wait for them."""
    slack.limit("real")
    asked = [await ask(slack) for _ in range(12)]
    said = [statement(f"It takes {n} turns.") for n in range(9)]

    async def reply(one: Message) -> None:
        stream = await platform.open_answer(to(one))
        for shown in said:
            await stream.show(shown)
            await sees(slack, one, shown.text)
        await stream.finish(answer(*said))

    await asyncio.gather(*map(reply, asked))

    assert slack.api.rates.refused["chat.update"] == 0
    assert len(slack.calls("chat.update", "ok")) == 12 * 10


@pytest.mark.parametrize("fault", [faults.ratelimited(9), faults.status(503), faults.reset_after])
async def test_an_edit_that_fails_is_made_good(
    slack: Slack, platform: SlackPlatform, fault: faults.Fault
) -> None:
    """Underway or at the end: what was said is seen."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))

    slack.fail("chat.update", fault)
    await stream.show(ONE)
    await sees(slack, asked, ONE.text)
    slack.fail("chat.update", fault)
    await stream.finish(answer(ONE, TWO))

    (reply,) = asked.replies
    assert TWO.text in reply.words
    assert WORDS.reading not in reply.words


@pytest.mark.parametrize("fault", [faults.reset_after, faults.down_after, faults.reset_before])
async def test_an_answer_whose_beginning_is_in_doubt_stands_once(
    slack: Slack, platform: SlackPlatform, fault: faults.Fault
) -> None:
    """Two messages that say "reading" would leave one that says so for ever."""
    asked = await ask(slack)
    slack.fail("chat.postMessage", fault)

    stream = await platform.open_answer(to(asked))
    await stream.finish(answer(ONE))

    (reply,) = asked.replies
    assert ONE.text in reply.words
    assert stream.post == reply.ts


async def test_a_post_that_is_too_often_begins_when_slack_allows_it(
    slack: Slack, platform: SlackPlatform, clock: FakeClock
) -> None:
    """Many ask at once in one channel."""
    asked = await ask(slack)
    slack.fail("chat.postMessage", faults.ratelimited(5))

    await platform.open_answer(to(asked))

    assert len(asked.replies) == 1
    assert sum(clock.slept) >= 5


async def test_an_answer_that_a_crash_left_unknown_is_found(
    slack: Slack, platform: SlackPlatform, clock: FakeClock
) -> None:
    """The process died after Slack took its first message and before anybody kept that."""
    asked = await ask(slack)
    await platform.open_answer(to(asked))
    begun = clock.now()
    clock.time += dt.timedelta(minutes=5)

    stream = await platform.open_answer(to(asked, begun_since=begun))
    await stream.finish(answer(ONE))

    (reply,) = asked.replies
    assert ONE.text in reply.words
    assert stream.post == reply.ts


async def test_after_a_crash_before_everything_an_answer_begins(
    slack: Slack, platform: SlackPlatform, clock: FakeClock
) -> None:
    """There is nothing to be found."""
    asked = await ask(slack)

    stream = await platform.open_answer(to(asked, begun_since=clock.now()))
    await stream.finish(answer(ONE))

    assert len(asked.replies) == 1


async def test_what_cannot_be_shown_at_all_is_an_error(
    slack: Slack, platform: SlackPlatform
) -> None:
    """The core learns that the bot was kicked; until the end it may still be invited back."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))
    asked.channel.members.discard(slack.world.installed.bot_user)

    await stream.show(ONE)
    await slack.until(lambda: slack.calls("chat.update"))
    await settle()
    assert len(slack.calls("chat.update")) == 1
    with pytest.raises(Gone) as caught:
        await stream.finish(answer(ONE))

    assert caught.value.problem is PlatformProblem.NOT_A_MEMBER


async def test_a_long_answer_goes_on_in_the_thread(slack: Slack, platform: SlackPlatform) -> None:
    """Nothing of it is lost, and it goes with its question."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))
    for one in LONG:
        await stream.show(one)
    await stream.finish(answer(*LONG))

    words = "\n".join(reply.words for reply in asked.replies)
    assert len(asked.replies) > 1
    assert [words.count(f"Step {n} comes") for n in range(6)] == [1] * 6
    assert WORDS.reading not in words

    await platform.delete(post(asked, stream.post))

    assert asked.replies == []


@pytest.fixture
def restarted(calls: Calls, slack: Slack) -> SlackPlatform:
    """The workspace as a process sees it that remembers nothing."""
    return SlackPlatform(calls, slack.world.installed.bot_id)


@pytest.mark.parametrize("direct", [False, True])
async def test_a_long_answer_from_before_a_restart_goes_with_its_question(
    slack: Slack, platform: SlackPlatform, restarted: SlackPlatform, *, direct: bool
) -> None:
    """All of it and nothing else of ours."""
    asked = await (ask_alone(slack) if direct else ask(slack))
    stream = await platform.open_answer(to(asked))
    await stream.finish(answer(*LONG))
    assert len(asked.replies) > 1
    other = await platform.open_answer(to(asked, question=f"{asked.ts}9"))
    await other.finish(answer(ONE))

    await restarted.delete_answer(Orphan(question=asked.ts, post=post(asked, stream.post)))

    assert [reply.ts for reply in asked.replies] == [other.post]


async def test_a_short_answer_leaves_nothing_of_a_long_one_from_before_a_restart(
    slack: Slack, platform: SlackPlatform, restarted: SlackPlatform
) -> None:
    """The question was changed since."""
    asked = await ask(slack)
    before = await platform.open_answer(to(asked))
    await before.finish(answer(*LONG))

    stream = await restarted.open_answer(to(asked, post=before.post))
    await stream.finish(answer(TWO))

    assert [reply.ts for reply in asked.replies] == [before.post]
    assert TWO.text in asked.replies[0].words


async def test_an_answer_that_cannot_look_for_its_old_messages_is_shown_all_the_same(
    slack: Slack, platform: SlackPlatform, restarted: SlackPlatform
) -> None:
    """Slack may let an app read a thread once a minute, or not at all."""
    asked = await ask(slack)
    before = await platform.open_answer(to(asked))
    slack.fail("conversations.replies", faults.error("missing_scope", needed="channels:history"))

    stream = await restarted.open_answer(to(asked, post=before.post))
    await stream.finish(answer(TWO))

    assert TWO.text in asked.replies[0].words


async def test_an_answer_that_one_process_wrote_alone_looks_for_nothing(
    slack: Slack, platform: SlackPlatform
) -> None:
    """Reads are scarce."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))
    await stream.finish(answer(ONE))
    again = await platform.open_answer(to(asked, post=stream.post))
    await again.finish(answer(TWO))
    await platform.delete_answer(Orphan(question=asked.ts, post=post(asked, stream.post)))

    assert asked.replies == []
    assert not slack.calls("conversations.replies")


async def test_an_answer_goes_on_in_the_message_in_which_it_was_begun(
    slack: Slack, platform: SlackPlatform
) -> None:
    """After a crash, or when the question was changed, its old words go."""
    asked = await ask(slack)
    before = await platform.open_answer(to(asked))
    await before.finish(answer(*LONG))

    stream = await platform.open_answer(to(asked, post=before.post))
    await stream.finish(answer(TWO))

    (reply,) = asked.replies
    assert reply.ts == before.post == stream.post
    assert TWO.text in reply.words
    assert "Step 0" not in reply.words


async def test_an_answer_that_was_begun_anew_is_not_overwritten(
    slack: Slack, platform: SlackPlatform
) -> None:
    """The one before learns only at its next statement that its question was changed."""
    asked = await ask(slack)
    before = await platform.open_answer(to(asked))
    stream = await platform.open_answer(to(asked, post=before.post))
    await stream.finish(answer(TWO))

    await before.show(ONE)
    await before.finish(answer(ONE))

    (reply,) = asked.replies
    assert TWO.text in reply.words
    assert ONE.text not in reply.words


async def test_an_answer_that_somebody_deleted_is_posted_anew(
    slack: Slack, platform: SlackPlatform
) -> None:
    """The question still stands there, and deserves its answer."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))
    slack.world.delete(asked.replies[0])

    await stream.finish(answer(ONE))

    (reply,) = asked.replies
    assert ONE.text in reply.words
    assert stream.post == reply.ts


async def test_an_answer_that_went_with_its_question_stays_away(
    slack: Slack, platform: SlackPlatform
) -> None:
    """Nothing appears below a question that was taken back, however late the answer comes."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))
    await platform.delete(post(asked, stream.post))

    await stream.show(ONE)
    await stream.finish(answer(ONE, TWO))

    assert asked.replies == []


async def test_a_question_taken_back_while_its_edit_is_under_way_leaves_nothing(
    slack: Slack, platform: SlackPlatform
) -> None:
    """The edit arrives after the removal."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))
    hang = faults.Hang()
    slack.fail("chat.update", hang)
    await stream.show(ONE)
    await hang.reached.wait()

    await platform.delete(post(asked, stream.post))
    hang.release()
    await stream.leave()

    assert asked.replies == []
    assert len(slack.calls("chat.postMessage")) == 1


async def test_a_question_taken_back_while_its_answer_goes_on_leaves_nothing(
    slack: Slack, platform: SlackPlatform
) -> None:
    """Its second message is on its way when the first is removed."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))
    hang = faults.Hang()
    slack.fail("chat.postMessage", hang)
    ending = asyncio.create_task(stream.finish(answer(*LONG)))
    await hang.reached.wait()

    await platform.delete(post(asked, stream.post))
    hang.release()
    await ending

    assert asked.replies == []


async def test_an_edit_under_way_does_not_overtake_the_end(
    slack: Slack, platform: SlackPlatform
) -> None:
    """What arrives last is what people keep."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))
    hang = faults.Hang()
    slack.fail("chat.update", hang)
    await stream.show(ONE)
    await hang.reached.wait()

    ending = asyncio.create_task(stream.finish(answer(ONE, TWO)))
    await settle()
    hang.release()
    await ending
    await slack.until(lambda: all(call.outcome for call in slack.api.calls))

    assert TWO.text in asked.replies[0].words
    assert WORDS.reading not in asked.replies[0].words


async def test_an_answer_that_is_left_says_nothing_more(
    slack: Slack, platform: SlackPlatform
) -> None:
    """Its question was changed, and is answered by somebody else."""
    asked = await ask(slack)
    stream = await platform.open_answer(to(asked))

    await stream.leave()

    assert not slack.calls("chat.update")


async def test_nothing_in_an_answer_alerts_anybody(slack: Slack, platform: SlackPlatform) -> None:
    """A paper, and a model that quotes it, may write anything."""
    asked = await ask(slack)
    loud = statement("<!channel> @here <@U000000001> wins", "<!everyone> look *here*")

    stream = await platform.open_answer(to(asked, papers=(ref(title="<!channel> a title"),)))
    await stream.show(loud)
    await stream.finish(answer(loud))

    assert "<!channel> @here <@U000000001> wins" in asked.replies[0].words
    assert slack.alerts == []
